-- A topic is "<merchant_id>/<collection_id>".
select t.topic, s.version
  from unnest($1::text[]) as t(topic)
  join listing.shelf s on s.merchant_id = split_part(t.topic, '/', 1)::uuid and s.collection_id = split_part(t.topic, '/', 2)::uuid
