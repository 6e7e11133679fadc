update routing.workflow set ended_at = now() where merchant_id = $1::uuid and workflow_id = $2::uuid and ended_at is null
