-- Along one edge, each unit with a payload of its own, in the order of their ids; those that were moved.
select m.unit_id
  from (select i.unit_id, ledger.move($1::uuid, i.unit_id, $2::text, $3::text, $4::text, $5::text, i.payload::jsonb) as moved
          from (select * from unnest($6::uuid[], $7::text[]) as n(unit_id, payload) order by n.unit_id) i) m
 where m.moved > 0
