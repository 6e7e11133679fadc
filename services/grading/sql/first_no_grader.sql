-- The place of the first that is no grader who works here; -1: all are.
select coalesce((select min(a.place) - 1 from unnest($1::text[]) with ordinality as a (staff_id, place)
                  where not exists (select from accounts.colleague_view c where c.staff_id::text = a.staff_id and c.roles && array['grader', 'administrator'])), -1)::text
