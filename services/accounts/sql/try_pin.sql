-- A try is counted before it is looked at, so that many at once are no more than one after another. Every fifth wrong one of a person locks the PIN
-- (15 minutes, then twice as long each time, up to 16 hours), every fifteenth of a station all PINs there; a right one starts afresh.
with place as (
        update accounts.station
           set wrong = wrong + 1, locked_until = case when (wrong + 1) % 15 = 0 then now() + interval '5 minutes' * 2 ^ least((wrong + 1) / 15 - 1, 6) end
         where station_id = $1::uuid and coalesce(locked_until <= now(), true)
        returning station_id, locked_until),
     person as (
        update accounts.pin p
           set wrong = p.wrong + 1, locked_until = case when (p.wrong + 1) % 5 = 0 then now() + interval '15 minutes' * 2 ^ least((p.wrong + 1) / 5 - 1, 6) end
          from place
         where p.staff_id = $2::uuid and coalesce(p.locked_until <= now(), true)
        returning p.pin_hash, p.locked_until)
select (select pin_hash from person) as pin_hash,
       not exists (select from place) or exists (select from accounts.pin where staff_id = $2::uuid and locked_until > now()) as locked,
       exists (select from person where locked_until is not null) as last
