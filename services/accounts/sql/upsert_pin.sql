with done as (insert into accounts.pin (staff_id, pin_hash) values ($1::uuid, $2::text)
                  on conflict (staff_id) do update set pin_hash = excluded.pin_hash, set_at = now(), wrong = 0, locked_until = null)
insert into accounts.audit (audit_id, actor, action, subject) values ($3::uuid, 'staff:' || $1::text, 'pin.set', $1::text)
