-- Plans of a merchant with a step that is due, held until the transaction ends; null: there are none, or another process has them.
select array_agg(d.listing_id)::text
  from (select p.listing_id
          from listing.price_plan p
         where p.merchant_id = $1::uuid
           and p.next_due <= now()
         order by p.next_due, p.listing_id
         limit $2::bigint
           for update skip locked) d
