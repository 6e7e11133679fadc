-- Background, over all merchants: collections with units that may wait.
select merchant_id, collection_id from listing.collection where waiting_at is not null order by merchant_id, collection_id limit 20
