-- No row: it is there already.
insert into grading.part (facility_id, code, name, unit_cost_amount, currency, low, created_by)
values ($1::uuid, $2::text, $3::text, $4::bigint, $5::text, $6::integer, $7::text)
    on conflict do nothing
returning grading.part_json(part)::text as item
