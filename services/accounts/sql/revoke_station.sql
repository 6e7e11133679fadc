with gone as (delete from accounts.session where station_id = $1::uuid)
update accounts.station set revoked_at = coalesce(revoked_at, now()), token_hash = null where station_id = $1::uuid returning station_id
