-- Twelve hours, as any. The session that was there before ends; old ones of everybody go along the way. No row: the station was revoked meanwhile.
with gone as (delete from accounts.session where token_hash in (select token_hash from accounts.session where expires_at < now() limit 20) or token_hash = $4::text),
     place as (update accounts.station set seen_at = now() where station_id = $2::uuid and token_hash is not null returning station_id),
     used as (insert into accounts.station_person (station_id, staff_id) select station_id, $3::uuid from place
                  on conflict (station_id, staff_id) do update set used_at = now())
insert into accounts.session (token_hash, staff_id, station_id, method, expires_at)
select $1::text, $3::uuid, station_id, $5::text, now() + interval '12 hours' from place
