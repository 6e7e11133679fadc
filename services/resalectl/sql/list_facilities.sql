select facility_id || '  ' || name || '  ' || time_zone as line from accounts.facility order by name
