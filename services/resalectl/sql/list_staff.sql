select staff_id || '  ' || email || '  ' || name || '  ' || array_to_string(roles, ',') || case when disabled_at is null then '' else '  (disabled)' end as line from accounts.staff order by email
