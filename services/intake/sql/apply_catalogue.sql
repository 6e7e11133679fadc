-- What is as it was is not written, nor what the shop said later already. $3: an empty cell leaves what is known (k).
with written as (
        insert into intake.product as p (merchant_id, catalogue_id, product_id, variant_id, handle, title, variant_title, vendor, product_type, colour, size, sku, barcode,
                                         price_amount, currency, image_url, tags, source_at)
        select $1::uuid, coalesce(m.catalogue_id, gen_random_uuid()), coalesce(m.cell[1], k.product_id), coalesce(m.cell[2], k.variant_id), coalesce(m.cell[3], k.handle), m.cell[4],
               coalesce(m.cell[5], case when $3::boolean then k.variant_title end), coalesce(m.cell[6], case when $3 then k.vendor end),
               coalesce(m.cell[7], case when $3 then k.product_type end), coalesce(m.cell[8], case when $3 then k.colour end), coalesce(m.cell[9], case when $3 then k.size end),
               coalesce(m.cell[10], case when $3 then k.sku end), coalesce(m.cell[11], case when $3 then k.barcode end),
               coalesce(m.cell[12]::bigint, case when $3 then k.price_amount end), coalesce(m.cell[13], case when $3 then k.currency end),
               coalesce(m.cell[14], case when $3 then k.image_url end), coalesce(m.cell[15], case when $3 then k.tags end), coalesce(m.cell[16]::timestamptz, k.source_at)
          from intake.catalogue_matches($1::uuid, $2::uuid) m
          left join intake.product k on k.merchant_id = $1::uuid and k.catalogue_id = m.catalogue_id
         where m.cell[16] is null or k.source_at is null or k.source_at <= m.cell[16]::timestamptz
            on conflict (merchant_id, catalogue_id) do update
           set (product_id, variant_id, handle, title, variant_title, vendor, product_type, colour, size, sku, barcode, price_amount, currency, image_url, tags, source_at, updated_at) =
               (excluded.product_id, excluded.variant_id, excluded.handle, excluded.title, excluded.variant_title, excluded.vendor, excluded.product_type, excluded.colour, excluded.size,
                excluded.sku, excluded.barcode, excluded.price_amount, excluded.currency, excluded.image_url, excluded.tags, excluded.source_at, now())
         where (p.product_id, p.variant_id, p.handle, p.title, p.variant_title, p.vendor, p.product_type, p.colour, p.size, p.sku, p.barcode, p.price_amount, p.currency, p.image_url,
                p.tags)
               is distinct from
               (excluded.product_id, excluded.variant_id, excluded.handle, excluded.title, excluded.variant_title, excluded.vendor, excluded.product_type, excluded.colour, excluded.size,
                excluded.sku, excluded.barcode, excluded.price_amount, excluded.currency, excluded.image_url, excluded.tags)
        returning p.xmax = 0 as added)
select count(*) filter (where added) as added, count(*) filter (where not added) as changed from written
