-- What is as it was is not written, nor what the shop said later already. $3: an empty cell leaves what is known (o: old).
with written as (
        insert into intake.product as p (merchant_id, catalogue_id, product_id, variant_id, handle, title, variant_title, vendor, product_type, colour, size, sku, barcode,
                                         price_amount, currency, image_url, tags, source_at)
        select $1::uuid, coalesce(m.catalogue_id, gen_random_uuid()), coalesce(m.cell[1], k.product_id), coalesce(m.cell[2], k.variant_id), coalesce(m.cell[3], k.handle), m.cell[4],
               coalesce(m.cell[5], o.variant_title), coalesce(m.cell[6], o.vendor), coalesce(m.cell[7], o.product_type), coalesce(m.cell[8], o.colour), coalesce(m.cell[9], o.size),
               coalesce(m.cell[10], o.sku), coalesce(m.cell[11], o.barcode), coalesce(m.cell[12]::bigint, o.price_amount), coalesce(m.cell[13], o.currency),
               coalesce(m.cell[14], o.image_url), coalesce(m.cell[15], o.tags), coalesce(m.cell[16]::timestamptz, k.source_at)
          from intake.catalogue_matches($1::uuid, $2::uuid) m
          left join intake.product k on k.merchant_id = $1::uuid and k.catalogue_id = m.catalogue_id
          left join intake.product o on o.merchant_id = $1::uuid and o.catalogue_id = m.catalogue_id and $3::boolean
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
