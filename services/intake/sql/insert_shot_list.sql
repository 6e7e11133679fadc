-- The next version for this product type, unless the newest says the same already. No row: there is no such merchant.
with newest as (
        select s.product_type, s.version, s.shots
          from intake.shot_list s
         where s.merchant_id = $1::uuid and s.product_type = $2::text
         order by s.version desc
         limit 1),
     made as (
        insert into intake.shot_list (merchant_id, product_type, version, shots, created_by)
        select m.merchant_id, $2::text, coalesce((select version from newest), 0) + 1, $3::jsonb -> 'shots', $4::text
          from accounts.merchant_view m
         where m.merchant_id = $1::uuid
           and not exists (select from newest where shots = $3::jsonb -> 'shots')
        returning product_type, version, shots)
select jsonb_build_object('product_type', product_type, 'version', version, 'shots', shots)::text as item
  from (select * from made union all select * from newest where not exists (select from made)) now
