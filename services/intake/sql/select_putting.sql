-- What the unit waits for; what the tote holds, the unit itself aside; how much room the bin has.
select coalesce(intake.next_step(u), '') as step,
       coalesce((select t.step from intake.tote t
                  where t.code = $3::text and exists (select from intake.unit_place p where p.tote = t.code and p.unit_id <> u.unit_id)), '') as tote_step,
       coalesce((select b.capacity - (select count(*) from intake.unit_place p where p.bin = b.code and p.unit_id <> u.unit_id)
                   from intake.bin b where b.code = $4::text), 1) as room,
       grading.is_blind(u.merchant_id, u.unit_id, $5::text, $6::boolean) as blind
  from ledger.unit u
 where u.merchant_id = $1::uuid
   and u.unit_id = $2::uuid
