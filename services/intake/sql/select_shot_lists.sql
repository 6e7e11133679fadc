-- What holds now for each product type that has its own, and for any other.
select jsonb_build_object('items', (select jsonb_agg(intake.shots_of(m.merchant_id, t.product_type) order by t.product_type)
                                      from (select '*' as product_type
                                             union
                                            select s.product_type from intake.shot_list s where s.merchant_id = m.merchant_id) t))::text
  from accounts.merchant_view m
 where m.merchant_id = $1::uuid
