-- How many are in the tote, and how many the bin still takes.
select count(*) as units,
       coalesce((select b.capacity - (select count(*) from intake.unit_place p where p.bin = b.code) from intake.bin b where b.code = $2::text), count(*)) as room,
       coalesce((select t.step from intake.tote t where t.code = $1::text), '') as step
  from intake.unit_place p
 where p.tote = $1::text
