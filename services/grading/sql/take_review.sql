update grading.review r
   set taken_by = $3::text, taken_until = now() + interval '30 minutes'
 where r.merchant_id = $1::uuid
   and r.review_id = $2::uuid
returning grading.blind_json(r)::text as item
