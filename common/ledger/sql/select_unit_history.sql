select json_build_object(
               'merchant_id', u.merchant_id, 'unit_id', u.unit_id, 'lpn', u.lpn, 'state', u.state, 'held_from', u.held_from, 'sku', u.sku,
               'product_type', u.product_type, 'title', u.title, 'trip', u.trip, 'version', u.version, 'changed_at', rp.iso(u.changed_at),
               'events', (select json_agg(json_build_object(
                                          'sequence', e.sequence, 'at', rp.iso(e.at), 'service', e.service, 'actor', e.actor, 'event', e.event,
                                          'from', e.from_state, 'to', e.to_state, 'trip', e.trip, 'payload', e.payload,
                                          'hash', encode(e.hash, 'hex')) order by e.sequence)
                            from ledger.event e
                           where e.merchant_id = u.merchant_id and e.unit_id = u.unit_id))::text as unit
  from ledger.unit u
 where u.merchant_id = $1::uuid
   and u.unit_id = $2::uuid
