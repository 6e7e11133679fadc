-- Pieces identical to this one, of this grade, that can be bought now; itself not among them.
select count(*) as count
  from intake.piece_view v
  join listing.on_offer_view o on o.merchant_id = v.merchant_id and o.product = v.product and o.unit_id <> v.unit_id
 where v.merchant_id = $1::uuid
   and v.unit_id = $2::uuid
   and o.grade = $3::text
