-- Who has the unit open at a bench; null: nobody.
select coalesce((select json_build_object('who', l.who, 'name', c.name, 'since', rp.iso(l.since), 'expires_at', rp.iso(l.expires_at), 'yours', l.who = $3::text)
                   from grading.bench_lease l
                   left join accounts.colleague_view c on c.staff_id = substring(l.who from '^staff:(.+)$')::uuid
                  where l.merchant_id = $1::uuid and l.unit_id = $2::uuid and l.expires_at > now())::text, 'null') as item
