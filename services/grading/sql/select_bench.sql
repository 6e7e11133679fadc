-- What the bench says of a unit beside its rubric.
select json_build_object('sealed', b.sealed, 'seal_photo', intake.wants_shot(u.merchant_id, u.product_type, 'Seal'), 'held_because', case when u.state = 'quarantined' then b.held_because end,
                         'lease', (select json_build_object('who', l.who, 'name', c.name, 'since', rp.iso(l.since), 'expires_at', rp.iso(l.expires_at), 'yours', l.who = $3::text)
                                     from grading.bench_lease l
                                     left join accounts.colleague_view c on c.staff_id = substring(l.who from '^staff:(.+)$')::uuid
                                    where l.merchant_id = u.merchant_id and l.unit_id = u.unit_id and l.expires_at > now()))::text as item
  from ledger.unit u
  join intake.bench_view b on b.merchant_id = u.merchant_id and b.unit_id = u.unit_id
 where u.merchant_id = $1::uuid
   and u.unit_id = $2::uuid
