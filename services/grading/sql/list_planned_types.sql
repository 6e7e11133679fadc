-- The product types that a merchant has a rubric for or that something was learned of, and "*", each with the grades of the rubric that is asked of it.
select t.product_type, r.grades
  from (select product_type from grading.rubric where merchant_id = $1::uuid
         union
        select g.product_type from grading.estimate_group g
         where g.merchant_id = $1::uuid and g.version = (select max(e.version) from grading.estimate e where e.merchant_id = $1::uuid)
         union
        select '*') t
 cross join lateral (select (r.body -> 'grades')::text as grades from grading.rubric r
                      where r.merchant_id = $1::uuid and r.product_type in (t.product_type, '*') and coalesce(r.effective_from, r.created_at) <= now()
                      order by r.product_type = '*', r.version desc limit 1) r
 order by t.product_type
 limit $2::bigint
