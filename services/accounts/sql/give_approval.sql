-- Two minutes. What nobody can use any more goes along the way.
with gone as (delete from accounts.approval where merchant_id = $1::uuid and created_at < now() - interval '1 day'),
     given as (insert into accounts.approval (merchant_id, token_hash, action, subject, session_hash, asked_by, approved_by, expires_at)
               values ($1::uuid, $2::text, $3::text, $4::uuid, $5::text, $6::uuid, $7::uuid, now() + interval '2 minutes') returning *),
     noted as (insert into accounts.audit (audit_id, actor, action, subject, detail)
               select $8::uuid, 'staff:' || approved_by, 'approval.given', subject::text,
                      json_build_object('action', action, 'merchant_id', merchant_id, 'asked_by', 'staff:' || asked_by, 'method', $9::text) from given)
select json_build_object('token', $10::text, 'action', action, 'subject', subject, 'approved_by', 'staff:' || approved_by, 'expires_at', rp.iso(expires_at))::text as item
  from given
