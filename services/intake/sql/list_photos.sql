-- To whom the grade of a unit is hidden, those only that are required of every such unit: others show what somebody found.
select json_build_object('photo_id', p.photo_id, 'unit_id', p.unit_id, 'trip', p.trip, 'shot', p.shot, 'sha256', p.sha256, 'width', p.width, 'height', p.height, 'size', p.size,
                         'taken_by', p.taken_by, 'taken_at', rp.iso(p.taken_at), 'retaken_by', p.retaken_by)::text as item, p.taken_at::text as key, p.photo_id as id
  from intake.photo p
  join ledger.unit u on u.merchant_id = p.merchant_id and u.unit_id = p.unit_id
 where p.merchant_id = $1::uuid
   and p.unit_id = $2::uuid
   and (not (select grading.is_blind($1::uuid, $2::uuid, $3::text, $4::boolean)) or intake.wants_shot(p.merchant_id, u.product_type, p.shot))
   and (p.taken_at, p.photo_id) > ($5::timestamptz, $6::uuid)
 order by p.taken_at, p.photo_id
 limit $7::bigint
