-- Held until the request is answered.
select c.unit_id, case when c.retired_at is not null then 'retired'
                       when u.state not in ('graded', 'listed', 'claimed', 'quarantined') or u.trip <> c.trip then 'gone'
                       else 'open' end as what
  from grading.calibration c
  join ledger.unit u on u.merchant_id = c.merchant_id and u.unit_id = c.unit_id
 where c.merchant_id = $1::uuid
   and c.calibration_id = $2::uuid
   for update of c
