-- The next version of the workflow, the first of a new one.
insert into routing.workflow (merchant_id, workflow_id, version, name, priority, action, destination_id, conditions)
values ($1::uuid, $2::uuid, coalesce((select max(w.version) from routing.workflow w where w.merchant_id = $1::uuid and w.workflow_id = $2::uuid), 0) + 1,
        $3::text, $4::integer, $5::text, $6::uuid, $7::jsonb)
returning json_build_object('workflow_id', workflow_id, 'version', version, 'name', name, 'priority', priority, 'action', action,
                         'destination_id', destination_id, 'conditions', conditions, 'created_at', rp.iso(created_at), 'ended_at', rp.iso(ended_at))::text as item
