-- What holds now; version 0: nobody has set anything.
select json_build_object('facility_id', f.facility_id, 'version', coalesce(s.version, 0), 'rates', coalesce(s.body -> 'rates', '[]'),
                         'limits', coalesce(s.body -> 'limits', '{"to_plan": 0, "planned": 0, "working": 0, "paused": 0, "to_grade": 0}'),
                         'created_by', s.created_by, 'created_at', rp.iso(s.created_at))::text as item
  from accounts.facility_view f
  left join lateral (select x.* from grading.work_setting x where x.facility_id = f.facility_id order by x.version desc limit 1) s on true
 where f.facility_id = $1::uuid
