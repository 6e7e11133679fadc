select w.upload_id, w.unit_id, w.shot, w.state, w.size, w.received as "offset", w.problem, w.detail
  from intake.photo_upload w
 where w.merchant_id = $1::uuid
   and w.unit_id = $2::uuid
   and w.upload_id = $3::uuid
