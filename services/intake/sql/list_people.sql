select coalesce(json_agg(json_build_object('staff_id', c.staff_id, 'name', c.name, 'roles', c.roles) order by c.name, c.staff_id), '[]')::text as item from accounts.colleague_view c
