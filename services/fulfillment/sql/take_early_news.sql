delete from fulfillment.early_news
 where merchant_id = $1::uuid
   and tracking_key = upper(replace($2::text, ' ', ''))
   and heard_at > now() - interval '3 days'
returning status, state, at
