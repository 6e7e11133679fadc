select workflow_id, destination_id, version, priority, name, action, conditions::text as conditions from routing.workflow
 where merchant_id = $1::uuid and ended_at is null order by priority desc, workflow_id
