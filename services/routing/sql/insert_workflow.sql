with ended as (update routing.workflow set ended_at = now() where merchant_id = $1::uuid and workflow_id = $2::uuid and ended_at is null returning version)
insert into routing.workflow (merchant_id, workflow_id, version, name, priority, action, destination_id, conditions)
select $1::uuid, $2::uuid, coalesce((select version from ended), 0) + 1, $3::text, $4::integer, $5::text, $6::uuid, $7::jsonb
 where $6::uuid is null or exists (select from routing.destination d where d.merchant_id = $1::uuid and d.destination_id = $6::uuid)
returning json_build_object('workflow_id', workflow_id, 'version', version, 'name', name, 'priority', priority, 'action', action,
                         'destination_id', destination_id, 'conditions', conditions, 'created_at', rp.iso(created_at), 'ended_at', rp.iso(ended_at))::text as item
