-- The collection of a handle ($1), and a page of it, in its order. The session sees its merchant for this statement; for more, when the service says so.
select c.merchant_id as "collection.merchant_id", c.collection_id as "collection.collection_id", c.state as "collection.state", c.version as "collection.version",
       c.since_from as "collection.since_from", c.version as "found.version", c.walk_from as "found.walk_from", p.cut as "found.cut", p.more as "found.more",
       p.items as "found.items", p.key as "found.key", p.id as "found.id"
  from listing.public_collection c
 cross join lateral listing.page_in_order(set_config('resale.merchant', c.merchant_id::text, true)::uuid, c.collection_id, $2::bigint, $3::text, $4::bigint, $5::uuid,
                                          $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::bigint, $12::bigint, $13::text, $14::bigint, $15::bigint) p
 where c.handle = $1::text
