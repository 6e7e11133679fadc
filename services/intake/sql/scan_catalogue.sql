-- What has this GTIN (as 14 digits) or SKU in a catalogue, expected or not.
select json_agg(x.item)::text from (
        select intake.product_json(p) || jsonb_build_object('merchant', (select m.name from accounts.merchant_view m where m.merchant_id = p.merchant_id)) as item
          from (select * from intake.product g where g.gtin = $1::text
                 union
                select * from intake.product k where k.sku = $2::text) p
         order by p.title, p.catalogue_id
         limit 20) x
