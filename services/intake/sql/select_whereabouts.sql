select json_build_object(
               'place', intake.place_json(u.merchant_id, u.unit_id), 'step', case when not b.blind then intake.next_step(u) end,
               'outcome', (select r.outcome from intake.unit_record r where r.merchant_id = u.merchant_id and r.unit_id = u.unit_id and r.trip = u.trip),
               'triage', (select json_build_object('next', t.next, 'because', t.because, 'sealed', t.sealed, 'expected', case when not b.blind then rp.money(t.expected_amount, t.currency) end,
                                                   'rule_version', t.rule_version)
                            from intake.triage t where t.merchant_id = u.merchant_id and t.unit_id = u.unit_id and t.trip = u.trip),
               'hold', (select json_build_object('hold_id', h.hold_id, 'reason', h.reason, 'owner', h.owner, 'owner_name', intake.owner_name(h.owner), 'held_at', rp.iso(h.held_at))
                          from intake.hold h where h.merchant_id = u.merchant_id and h.unit_id = u.unit_id and h.released_at is null and u.state = 'quarantined'),
               'forward', (select intake.forward_json(f) from intake.forward f where f.merchant_id = u.merchant_id and f.unit_id = u.unit_id and f.trip = u.trip))::text as item
  from ledger.unit u
 cross join lateral (select grading.is_blind(u.merchant_id, u.unit_id, $3::text, $4::boolean) as blind) b
 where u.merchant_id = $1::uuid
   and u.unit_id = $2::uuid
