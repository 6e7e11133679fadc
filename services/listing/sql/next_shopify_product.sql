-- What comes next in a shop: first what is to go off sale, then what is a final sale and not marked so; $3: what is to go on sale. Where nothing is, or the mark was refused,
-- the unmarked is held: not sold.
with next as (
        (select p.listing_id, 0 as place from listing.shopify_product p
          where p.merchant_id = $1::uuid and p.connection_id = $2::uuid and not p.wanted and p.due_at <= now() order by p.due_at limit 1)
        union all
        (select p.listing_id, 1 as place from listing.shopify_product p
          where p.merchant_id = $1::uuid and p.connection_id = $2::uuid and p.unmarked and p.due_at <= now() order by p.due_at limit 1)
        union all
        (select p.listing_id, 2 as place from listing.shopify_product p
          where $3::boolean and p.merchant_id = $1::uuid and p.connection_id = $2::uuid and p.wanted and p.due_at <= now() order by p.due_at limit 1)
        order by place
        limit 1)
select p.listing_id, l.unit_id, p.handle, p.wanted and not h.held as wanted, p.wanted and h.held as held, p.step, p.product_gid, p.variant_gid, p.item_gid, p.sent_digest, p.sent_metafields, p.sent_price,
       p.sent_tag, p.sent_stock is not null as stock_known, coalesce(p.sent_stock, 0) as sent_stock, p.sent_published is not null as published_known,
       coalesce(p.sent_published, false) as sent_published, p.stock_key, p.stock_from is not null as from_known, coalesce(p.stock_from, 0) as stock_from,
       coalesce(p.stock_to, -1) as stock_to, p.again, p.attempts, coalesce(e.fragment, l.fragment) as fragment, coalesce(e.price_amount, l.price_amount) as price_amount, l.currency,
       coalesce(l.compare_at_amount, 0) as compare_at_amount, l.final_sale, l.return_days, l.grade, l.condition, l.condition_text, l.title, c.handle as collection_handle, u.lpn, t.final_sale_tag as final_tag
  from next n
  join listing.shopify_product p on p.merchant_id = $1::uuid and p.connection_id = $2::uuid and p.listing_id = n.listing_id
 cross join lateral (select not $3::boolean or (p.unmarked and p.problem is not null) as held) h
  join listing.listing l on l.merchant_id = p.merchant_id and l.listing_id = p.listing_id
  join listing.collection c on c.merchant_id = p.merchant_id and c.collection_id = p.collection_id
  join ledger.unit u on u.merchant_id = l.merchant_id and u.unit_id = l.unit_id
  left join lateral (select x.final_sale_tag from listing.terms x where x.merchant_id = p.merchant_id and x.collection_id = p.collection_id order by x.version desc limit 1) t on true
  left join listing.edition e on e.merchant_id = p.merchant_id and e.collection_id = p.collection_id and e.listing_id = p.listing_id and e.until is null
