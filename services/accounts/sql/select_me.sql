-- Who is signed in, and the station that asks, if it is one.
select (accounts.member_json(s)::jsonb || jsonb_build_object('station', (select accounts.station_json(t) from accounts.station t where token_hash = $2::text)))::text as item
  from accounts.staff s
 where staff_id = $1::uuid
