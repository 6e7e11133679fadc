with closed as (
        update grading.review set state = 'closed', closed_why = 'retired', ended_at = now()
         where merchant_id = $1::uuid and calibration_id = $2::uuid and state = 'open')
update grading.calibration set retired_by = $3::text, retired_at = now()
 where merchant_id = $1::uuid
   and calibration_id = $2::uuid
   and retired_at is null
