-- Decisions in the order of their ids, with the versions of policy and estimates that they name, as grading.weighing has them.
select d.decision_id, u.lpn, r.body::text as rubric, d.product_type, d.grade, w.recorded::text as recorded, d.chosen, d.predicted_net, d.predicted_price, d.predicted_sold,
       coalesce(d.planned_price, 0) as planned_price,
       json_build_object('currency', d.currency, 'policy_version', d.policy_version, 'policy', p.body, 'estimate_version', d.estimate_version, 'day', w.recorded #> '{inputs,day}',
                         'groups', (select coalesce(json_agg(json_build_object('type', e.product_type, 'grade', e.grade, 'body', e.body)), '[]')
                                      from grading.estimate_group e
                                     where e.merchant_id = d.merchant_id and e.version = d.estimate_version and e.product_type in (d.product_type, '*')))::text as terms
  from grading.decision d
  join grading.grade g on g.merchant_id = d.merchant_id and g.grade_id = d.grade_id
  join grading.rubric r on r.merchant_id = g.merchant_id and r.rubric_id = g.rubric_id
  join ledger.unit u on u.merchant_id = d.merchant_id and u.unit_id = d.unit_id
 cross join lateral (select coalesce(d.body, g.decision) as recorded) w
  left join grading.earning_policy p on p.merchant_id = d.merchant_id and p.version = d.policy_version
 where d.merchant_id = $1::uuid
   and ($2::uuid is null or d.decision_id > $2::uuid)
 order by d.decision_id
 limit $3::bigint
