-- The sums are changed first: who counts and who submits wait for each other there.
with sums as materialized (
        update intake.manifest set counted = counted + $6::integer
         where merchant_id = $1::uuid and shipment_id = $2::uuid and state = 'counting' and round = $4::integer
        returning counted),
     entry as (
        insert into intake.count_entry (merchant_id, shipment_id, entry_id, round, product, quantity, counted_by)
        select $1::uuid, $2::uuid, $3::uuid, $4::integer, $5::text, $6::integer, $7::text from sums)
select s.counted, $6::integer + coalesce((select sum(e.quantity) from intake.count_entry e
                                           where e.merchant_id = $1::uuid and e.shipment_id = $2::uuid and e.product = $5::text and e.round = $4::integer), 0) as of_product
  from sums s
