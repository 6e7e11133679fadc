-- The device that it was before is no station any more, and who is signed in there is signed out.
with gone as (delete from accounts.session where station_id = $1::uuid),
     done as (update accounts.station set token_hash = $2::text, enrolled_at = now(), wrong = 0, locked_until = null
               where station_id = $1::uuid and revoked_at is null returning station.*),
     noted as (insert into accounts.audit (audit_id, actor, action, subject, detail)
               select $3::uuid, $4::text, 'station.enrolled', station_id::text, json_build_object('name', name) from done)
select accounts.station_json(done::accounts.station)::text as item from done
