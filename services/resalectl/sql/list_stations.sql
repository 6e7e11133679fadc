select s.station_id || '  ' || s.name || '  ' || f.name || case when s.enrolled_at is null then '  (no device)' else '' end as line
  from accounts.station s join accounts.facility f using (facility_id)
 where s.revoked_at is null
 order by s.name
