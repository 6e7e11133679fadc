-- The station of this token, and the names it offers: who signed in there within a month. Without such a token: nothing.
select json_build_object('station', accounts.station_json(s), 'people', coalesce((
               select json_agg(json_build_object('staff_id', p.staff_id, 'name', p.name, 'number', p.number) order by p.name, p.staff_id)
                 from (select * from accounts.station_person u join accounts.staff using (staff_id)
                        where u.station_id = s.station_id and used_at > now() - interval '30 days' and disabled_at is null
                        order by used_at desc limit 24) p), '[]'))::text as item
  from accounts.station s
 where token_hash = $1::text
