-- Of decisions as they were weighed again, those that are not what was recorded, and in which members. What was decided before products had factors names none.
select d.decision_id,
       (select string_agg(coalesce(a.key, b.key), ', ' order by coalesce(a.key, b.key))
          from jsonb_each(w.recorded) a full join jsonb_each(n.body) b on b.key = a.key
         where a.value is distinct from b.value) as members
  from (select x.decision_id::uuid as decision_id, x.body::jsonb as body from unnest($2::text[], $3::text[]) as x(decision_id, body)) n
  join grading.decision d on d.merchant_id = $1::uuid and d.decision_id = n.decision_id
  join grading.grade g on g.merchant_id = d.merchant_id and g.grade_id = d.grade_id
 cross join lateral (select jsonb_set(coalesce(d.body, g.decision), '{inputs,product_factor}', coalesce(coalesce(d.body, g.decision) #> '{inputs,product_factor}', '1000')) as recorded) w
 where w.recorded is distinct from n.body
 order by d.decision_id
