insert into grading.estimate_group (merchant_id, version, product_type, grade, place, days, sales, returns, body, parent)
select $1::uuid, $2::integer, g.product_type, g.grade, g.place::integer, g.days::bigint, g.sales::bigint, g.returns::bigint, g.body::jsonb, g.parent::jsonb
  from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[])
       as g(product_type, grade, place, days, sales, returns, body, parent)
