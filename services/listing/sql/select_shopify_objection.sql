-- Why a change ($3 state, $4 a secret, $5 a refresh token, $6 location, $7 publication) cannot be made: a member's name; '' when it can.
select case when c.state = 'leaving' or ($3::text = 'active' and c.state = 'broken' and $4::text is null) then 'state'
            when $5::text is not null and c.grant_type <> 'refresh_token' then 'refresh_token'
            when $6::text is not null and not c.locations @> jsonb_build_array(jsonb_build_object('id', $6::text)) then 'location_id'
            when $7::text is not null and not c.publications @> jsonb_build_array(jsonb_build_object('id', $7::text)) then 'publication_id'
            else '' end as against
  from listing.shopify_connection c
 where c.merchant_id = $1::uuid
   and c.connection_id = $2::uuid
   for update
