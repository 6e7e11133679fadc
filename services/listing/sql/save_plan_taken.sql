-- More to come: until which listing; else the plan is taken over.
update listing.plan_taken
   set taking = case when $3::uuid is not null then $2::integer end, after = $3::uuid, plan_version = case when $3::uuid is null then $2::integer else plan_version end
 where merchant_id = $1::uuid
