-- Twelve hours: a shift and its overtime. Old ones of everybody go along the way.
with gone as (delete from accounts.session where token_hash in (select token_hash from accounts.session where expires_at < now() limit 20))
insert into accounts.session (token_hash, staff_id, expires_at) values ($1::text, $2::uuid, now() + interval '12 hours')
