-- Parts where the unit is.
select p.code, p.currency, p.unit_cost_amount as amount
  from intake.unit_view v
  join grading.part p on p.facility_id = v.facility_id
 where v.merchant_id = $1::uuid
   and v.unit_id = $2::uuid
 order by p.code
