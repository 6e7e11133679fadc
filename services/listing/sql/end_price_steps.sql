-- Of the plans that are held: what was due of those whose unit was listed ($3) is over; others are looked at again in a while, and never when the offer has ended.
with one as (
        select p.listing_id, p.listing_id = any ($3::uuid[]) as taken, (select count(*)::integer from unnest(p.due) as d(at) where d.at <= now()) as past
          from listing.price_plan p
         where p.merchant_id = $1::uuid
           and p.listing_id = any ($2::uuid[]))
update listing.price_plan p
   set due = case when o.taken then p.due[o.past + 1:] else p.due end,
       amounts = case when o.taken then p.amounts[o.past + 1:] else p.amounts end,
       next_due = case when o.taken then p.due[o.past + 1]
                       when exists (select from listing.listing l where l.merchant_id = p.merchant_id and l.listing_id = p.listing_id and l.state = 'live')
                       then now() + interval '10 minutes' end
  from one o
 where p.merchant_id = $1::uuid
   and p.listing_id = o.listing_id
