-- A unit with its ledger; to whom its grade is hidden, without the events of who grades, offers and sells, nor what tells of their work: photos that nobody requires of every unit, what it waited for.
select case when not grading.is_blind($1::uuid, $2::uuid, $3::text, $4::boolean) then $5::text
            else (select (w.unit || jsonb_build_object('blind', true, 'events',
                              (select jsonb_agg(jsonb_set(e.event, '{payload}', (e.event -> 'payload') - 'step') order by e.nth) from jsonb_array_elements(w.unit -> 'events') with ordinality as e(event, nth)
                                where e.event ->> 'service' not in ('grading', 'listing', 'fulfillment')
                                  and (not e.event -> 'payload' ? 'shot' or intake.wants_shot($1::uuid, w.unit ->> 'product_type', e.event -> 'payload' ->> 'shot')))))::text
                    from (select $5::jsonb as unit) w) end as unit
