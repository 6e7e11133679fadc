-- The rules in force, as text; no row: the merchant has none.
select r.version, r.body::text as body from intake.triage_rule r where r.merchant_id = $1::uuid order by r.version desc limit 1
