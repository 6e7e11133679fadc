-- A recount begins its round from nothing.
update intake.manifest
   set state = case $3::text when 'accept' then 'accepted' when 'recount' then 'counting' else 'skipped' end,
       round = round + ($3::text = 'recount')::integer, counted = case $3::text when 'recount' then 0 else counted end,
       decided_by = $4::text, decided_at = now(), decision_note = $5::text
 where merchant_id = $1::uuid
   and shipment_id = $2::uuid
   and (state = 'differs' or (state = 'counting' and $3::text = 'skip'))
