-- The live offer of a listing, or of a unit, and the claim on its unit.
select l.listing_id, l.unit_id, l.state, l.price_amount, l.currency, l.final_sale, l.final_sale_set_by, l.return_days, l.policy_version, c.claim_id,
       coalesce(c.expires_at <= now(), false) as claim_over,
       exists (select from fulfillment.order_line o join ledger.unit u on u.merchant_id = o.merchant_id and u.unit_id = o.unit_id
                where o.merchant_id = l.merchant_id and o.unit_id = l.unit_id and o.state = 'bound' and o.trip < u.trip) as past_sale
  from listing.listing_view l
  left join fulfillment.claim c on c.merchant_id = l.merchant_id and c.unit_id = l.unit_id and c.state = 'active'
 where l.merchant_id = $1::uuid
   and l.state = 'live'
   and (l.listing_id = $2::uuid or l.unit_id = $3::uuid)
