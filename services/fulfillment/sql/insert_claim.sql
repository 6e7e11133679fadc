insert into fulfillment.claim (merchant_id, claim_id, unit_id, listing_id, fencing, holder, expires_at)
select $1::uuid, $2::uuid, $3::uuid, $4::uuid,
       coalesce((select max(c.fencing) from fulfillment.claim c where c.merchant_id = $1::uuid and c.unit_id = $3::uuid), 0) + 1, $5::text,
       now() + interval '1 minute' * $6::integer
returning json_build_object('claim_id', claim_id, 'unit_id', unit_id, 'listing_id', listing_id, 'fencing', fencing, 'state', state,
                         'claimed_at', rp.iso(claimed_at), 'expires_at', rp.iso(expires_at))::text as item
