-- Changes of who administers happen one after another.
select staff_id from accounts.staff where 'administrator' = any (roles) and disabled_at is null order by staff_id for update
