select json_build_object('from', rp.iso($2::timestamptz), 'to', rp.iso($3::timestamptz), 'currencies', coalesce(json_agg(t.one), '[]'))::text as item
  from (select json_build_object('currency', currency, 'units_sold', count(*) filter (where entry = 'sale' and account = 'merchant'),
                                 'merchant', rp.money(-coalesce(sum(amount) filter (where account = 'merchant'), 0)::bigint, currency),
                                 'partner', rp.money(-coalesce(sum(amount) filter (where account = 'partner'), 0)::bigint, currency)) as one
          from fulfillment.posting
         where merchant_id = $1::uuid and posted_at >= $2::timestamptz and posted_at < $3::timestamptz
         group by currency order by currency) t
