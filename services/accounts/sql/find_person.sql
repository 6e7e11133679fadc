-- By badge, else by number, else by id. `trusted`: may approve, so that one of badge and PIN is not enough.
select staff_id, name, roles && array['administrator', 'supervisor'] as trusted
  from accounts.staff
 where disabled_at is null
   and case when $1::text is not null then staff_id = (select staff_id from accounts.badge where badge_hash = $1::text)
            when $2::bigint > 0 then number = $2::bigint
            else staff_id = $3::uuid end
