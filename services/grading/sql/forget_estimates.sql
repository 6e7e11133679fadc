-- What was learned more than $2 days ago and no decision names.
with old as (
        select e.merchant_id, e.version from grading.estimate e
         where e.merchant_id = $1::uuid and e.made_at < now() - interval '1 day' * $2::integer
           and not exists (select from grading.decision d where d.merchant_id = e.merchant_id and d.estimate_version = e.version)),
groups as (
        delete from grading.estimate_group g using old where g.merchant_id = old.merchant_id and g.version = old.version)
delete from grading.estimate e using old where e.merchant_id = old.merchant_id and e.version = old.version
