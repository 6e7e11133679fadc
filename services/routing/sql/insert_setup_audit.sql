insert into routing.audit (merchant_id, audit_id, actor, action, subject, detail)
values ($1::uuid, $2::uuid, $3::text, $4::text, $5::text, coalesce($6::jsonb, '{}'))
