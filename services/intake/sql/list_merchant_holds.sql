-- As list_holds, of one merchant; who on the floor it is stays with the partner.
select json_build_object('hold_id', h.hold_id, 'merchant_id', h.merchant_id, 'merchant', m.name, 'unit_id', h.unit_id, 'lpn', u.lpn, 'title', u.title, 'held_from', u.held_from,
                         'reason', h.reason, 'owner', h.owner, 'owner_name', null, 'held_at', rp.iso(h.held_at), 'place', null)::text as item,
       h.held_at::text as key, h.hold_id as id
  from intake.hold h
  join ledger.unit u on u.merchant_id = h.merchant_id and u.unit_id = h.unit_id and u.state = 'quarantined'
  join accounts.merchant_view m on m.merchant_id = h.merchant_id
 where h.merchant_id = $1::uuid
   and h.released_at is null
   and (h.held_at, h.hold_id) > ($2::timestamptz, $3::uuid)
 order by h.held_at, h.hold_id
 limit $4::bigint
