-- The line waits again for its piece; the unit's first event says what it had been received as.
with line as (
        update intake.shipment_line
           set outcome = 'pending', unit_id = null
         where merchant_id = $1::uuid
           and shipment_id = $2::uuid
           and unit_id = $3::uuid),
     gone as (
        select r.line_id, e.payload ->> 'outcome' as outcome
          from intake.unit_record r
          join ledger.event e on e.merchant_id = r.merchant_id and e.unit_id = r.unit_id and e.sequence = 1
         where r.merchant_id = $1::uuid
           and r.unit_id = $3::uuid
           and r.trip = 1),
     piece as (
        update intake.manifest_line l
           set received = received - (g.outcome = 'received')::integer, damaged_in_transit = damaged_in_transit - (g.outcome = 'damaged_in_transit')::integer,
               wrong_item = wrong_item - (g.outcome = 'wrong_item')::integer, done = false
          from gone g
         where l.merchant_id = $1::uuid
           and l.shipment_id = $2::uuid
           and l.line_id = g.line_id)
update intake.manifest m
   set received = received - (g.outcome = 'received')::integer, damaged_in_transit = damaged_in_transit - (g.outcome = 'damaged_in_transit')::integer,
       wrong_item = wrong_item - (g.outcome = 'wrong_item')::integer, strangers = strangers - (g.line_id is null)::integer
  from gone g
 where m.merchant_id = $1::uuid
   and m.shipment_id = $2::uuid
