select json_build_object('claim_id', claim_id, 'unit_id', unit_id, 'listing_id', listing_id, 'fencing', fencing, 'state', state,
                         'claimed_at', rp.iso(claimed_at), 'expires_at', rp.iso(expires_at))::text as item
  from fulfillment.claim
 where merchant_id = $1::uuid
   and claim_id = $2::uuid
