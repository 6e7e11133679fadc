-- Background, over all merchants.
select merchant_id, claim_id from fulfillment.claim where state = 'active' and expires_at <= now() order by expires_at limit 100
