-- The guard is the stock: whoever takes the last one has it, and for the next there is no row.
with taken as (
        update grading.part p
           set stock = p.stock - $4::integer
          from grading.work_order w
         where w.merchant_id = $1::uuid
           and w.work_order_id = $2::uuid
           and p.facility_id = w.facility_id
           and p.code = $3::text
           and p.stock >= $4::integer
        returning p.facility_id, p.code, p.name, p.stock, p.unit_cost_amount, p.currency),
     entered as (
        insert into grading.part_entry (facility_id, entry_id, code, kind, quantity, stock, unit_cost_amount, currency, use_id, entered_by)
        select t.facility_id, $6::uuid, t.code, 'use', -$4::integer, t.stock, t.unit_cost_amount, t.currency, $5::uuid, $10::text from taken t)
insert into grading.work_part (merchant_id, use_id, work_order_id, facility_id, code, name, quantity, unit_cost_amount, currency, operation, serial_out, serial_in, used_by)
select $1::uuid, $5::uuid, $2::uuid, t.facility_id, t.code, t.name, $4::integer, t.unit_cost_amount, t.currency, $7::text, $8::text, $9::text, $10::text from taken t
returning json_build_object('use_id', use_id, 'part', code, 'name', name, 'quantity', quantity, 'unit_cost', rp.money(unit_cost_amount, currency), 'operation', operation,
                            'serial_out', serial_out, 'serial_in', serial_in, 'used_by', used_by, 'used_at', rp.iso(used_at),
                            'left', (select t.stock from taken t))::text as item
