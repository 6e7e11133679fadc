select json_build_object('workflow_id', workflow_id, 'version', version, 'name', name, 'priority', priority, 'action', action,
                         'destination_id', destination_id, 'conditions', conditions, 'created_at', rp.iso(created_at), 'ended_at', rp.iso(ended_at))::text as item, workflow_id::text as key, workflow_id as id
  from routing.workflow
 where merchant_id = $1::uuid
   and ended_at is null
   and workflow_id > $3::uuid
   and $2::text is not null
 order by workflow_id
 limit $4::bigint
