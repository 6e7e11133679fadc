-- Over all merchants: what is held, oldest first. A unit that left its hold by another way is not in it, whether or not the hold has heard of that.
select json_build_object('hold_id', h.hold_id, 'merchant_id', h.merchant_id, 'merchant', m.name, 'unit_id', h.unit_id, 'lpn', u.lpn, 'title', u.title, 'held_from', u.held_from,
                         'reason', h.reason, 'owner', h.owner, 'owner_name', intake.owner_name(h.owner), 'held_at', rp.iso(h.held_at),
                         'place', intake.place_json(h.merchant_id, h.unit_id))::text as item, h.held_at::text as key, h.hold_id as id
  from intake.hold h
  join ledger.unit u on u.merchant_id = h.merchant_id and u.unit_id = h.unit_id and u.state = 'quarantined'
  join accounts.merchant_view m on m.merchant_id = h.merchant_id
 where h.released_at is null
   and ($1::text is null or h.owner = $1::text)
   and ($2::uuid is null or exists (select from intake.unit_record r where r.merchant_id = u.merchant_id and r.unit_id = u.unit_id and r.trip = u.trip and r.facility_id = $2::uuid))
   and (h.held_at, h.hold_id) > ($3::timestamptz, $4::uuid)
 order by h.held_at, h.hold_id
 limit $5::bigint
