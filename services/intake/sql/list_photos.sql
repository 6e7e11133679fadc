select json_build_object('photo_id', p.photo_id, 'unit_id', p.unit_id, 'trip', p.trip, 'shot', p.shot, 'sha256', p.sha256, 'width', p.width, 'height', p.height, 'size', p.size,
                         'taken_by', p.taken_by, 'taken_at', rp.iso(p.taken_at), 'retaken_by', p.retaken_by)::text as item, p.taken_at::text as key, p.photo_id as id
  from intake.photo p
 where p.merchant_id = $1::uuid
   and p.unit_id = $2::uuid
   and (p.taken_at, p.photo_id) > ($3::timestamptz, $4::uuid)
 order by p.taken_at, p.photo_id
 limit $5::bigint
