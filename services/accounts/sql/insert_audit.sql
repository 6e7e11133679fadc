insert into accounts.audit (audit_id, actor, action, subject, detail) values ($1::uuid, $2::text, $3::text, $4::text, coalesce($5::jsonb, '{}'))
