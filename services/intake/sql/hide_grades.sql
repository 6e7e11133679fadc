-- A unit with its ledger; to whom its grade is hidden, without the events of who grades, offers and sells.
select case when not grading.is_blind($1::uuid, $2::uuid, $3::text, $4::boolean) then $5::text
            else (select (w.unit || jsonb_build_object('blind', true, 'events', (select jsonb_agg(e.event order by e.nth) from jsonb_array_elements(w.unit -> 'events') with ordinality as e(event, nth)
                                                                                   where e.event ->> 'service' not in ('grading', 'listing', 'fulfillment'))))::text
                    from (select $5::jsonb as unit) w) end as unit
