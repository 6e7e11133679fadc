-- The next version.
insert into grading.work_setting (facility_id, version, body, created_by)
select f.facility_id, coalesce((select max(s.version) from grading.work_setting s where s.facility_id = f.facility_id), 0) + 1, $2::jsonb, $3::text
  from accounts.facility_view f
 where f.facility_id = $1::uuid
returning json_build_object('facility_id', facility_id, 'version', version, 'rates', body -> 'rates', 'limits', body -> 'limits', 'created_by', created_by,
                            'created_at', rp.iso(created_at))::text as item
