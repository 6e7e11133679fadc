-- What is null stays. Its last error goes with the address that it was about.
update intake.printer p
   set name = coalesce($2::text, name), host = coalesce($3::text, host), port = coalesce($4::integer, port), size = coalesce($5::text, size),
       dpi = coalesce($6::integer, dpi), enabled = coalesce($7::boolean, enabled),
       last_error = case when $3::text is null and $4::integer is null then last_error end,
       failed_at = case when $3::text is null and $4::integer is null then failed_at end
 where printer_id = $1::uuid
returning intake.printer_json(p)::text as item
