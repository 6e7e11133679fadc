-- As it was offered, live or not.
select l.listing_id, l.unit_id, l.price_amount, l.currency, l.final_sale, l.final_sale_set_by, l.return_days, l.policy_version
  from listing.listing_view l
 where l.merchant_id = $1::uuid
   and l.listing_id = $2::uuid
