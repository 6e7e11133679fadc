-- A minute's lease, longer than a turn lasts: when this process dies, another goes on where it was. An earlier due_at is then word of what came during the turn.
-- Only while it is due, as it was when it was listed: another may have had its turn meanwhile. One without a time is broken, or held back.
update listing.shopify_connection c
   set leased_until = now() + interval '60 seconds', due_at = now() + interval '60 seconds', lease = $3::uuid
 where c.merchant_id = $1::uuid
   and c.connection_id = $2::uuid
   and c.leased_until < now()
   and coalesce(c.due_at <= now(), c.state <> 'broken')
returning c.merchant_id, c.connection_id, c.lease, c.shop, c.grant_type, c.client_id, c.sealed_secret, c.sealed_refresh, c.sealed_token, c.token_until, c.state, c.location_id,
          c.publication_id, c.shop_currency, c.final_sale_tag, c.available, c.available_at, c.restore_rate, c.failures, c.checked_at, c.read_operation, c.read_begun_at,
          c.read_due_at <= now() as read_is_due
