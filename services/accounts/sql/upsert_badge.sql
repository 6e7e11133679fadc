-- The badge before it is good no longer.
with issued as (insert into accounts.badge (staff_id, badge_hash, issued_by) select staff_id, $2::text, $3::text from accounts.staff where staff_id = $1::uuid
                    on conflict (staff_id) do update set badge_hash = excluded.badge_hash, issued_at = now(), issued_by = excluded.issued_by
                returning staff_id, issued_at)
select s.name, s.number, array_to_string(s.roles, ', ') as roles, rp.iso(i.issued_at) as issued_at from issued i join accounts.staff s using (staff_id)
