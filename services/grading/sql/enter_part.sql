-- What came in, or was counted otherwise. No row: there are not so many to take away.
with changed as (
        update grading.part
           set stock = stock + $5::integer, unit_cost_amount = coalesce($6::bigint, unit_cost_amount)
         where facility_id = $1::uuid
           and code = $2::text
           and stock + $5::integer >= 0
        returning part),
     entered as (
        insert into grading.part_entry (facility_id, entry_id, code, kind, quantity, stock, unit_cost_amount, currency, reason, entered_by)
        select (c.part).facility_id, $3::uuid, (c.part).code, $4::text, $5::integer, (c.part).stock, (c.part).unit_cost_amount, (c.part).currency, $7::text, $8::text from changed c)
select grading.part_json(c.part)::text as item from changed c
