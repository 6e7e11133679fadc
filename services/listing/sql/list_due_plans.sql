-- Background, over all merchants: those among whose listings a price is due, of those that wait longest.
select distinct d.merchant_id
  from (select p.merchant_id from listing.price_plan p where p.next_due <= now() order by p.next_due limit 200) d
 order by d.merchant_id
