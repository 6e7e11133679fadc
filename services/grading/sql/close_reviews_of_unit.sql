-- A calibration unit seeded after this event was seeded with what the event did in sight.
update grading.review
   set state = 'closed', closed_why = $3::text, ended_at = now()
 where merchant_id = $1::uuid
   and unit_id = $2::uuid
   and state = 'open'
   and (calibration_id is null or created_at <= $4::timestamptz)
