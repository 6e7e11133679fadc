-- What a scan says of a unit besides what it is: where it is and what it waits for.
select json_build_object('place', intake.place_json(u.merchant_id, u.unit_id), 'step', case when not grading.is_blind(u.merchant_id, u.unit_id, $3::text, $4::boolean) then intake.next_step(u) end)::text as item
  from ledger.unit u
 where u.merchant_id = $1::uuid
   and u.unit_id = $2::uuid
