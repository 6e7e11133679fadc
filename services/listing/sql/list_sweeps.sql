-- Background, over all merchants: those whose live offers are to be looked at.
select s.merchant_id from listing.sweep s where s.due_at <= now() order by s.due_at limit 20
