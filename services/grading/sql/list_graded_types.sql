-- The product types of a merchant that were offered, those with the most first, and "*", each with the grades of the rubric that is asked of it.
select t.product_type, r.grades
  from (select coalesce(u.product_type, '*') as product_type, count(*) as offers
          from listing.outcome_view l join ledger.unit u on u.merchant_id = l.merchant_id and u.unit_id = l.unit_id
         where l.merchant_id = $1::uuid
         group by 1
         union
        select '*', 9223372036854775807) t
 cross join lateral (select (r.body -> 'grades')::text as grades from grading.rubric r
                      where r.merchant_id = $1::uuid and r.product_type in (t.product_type, '*') and coalesce(r.effective_from, r.created_at) <= now()
                      order by r.product_type = '*', r.version desc limit 1) r
 group by t.product_type, r.grades
 order by max(t.offers) desc, t.product_type
 limit $2::bigint
