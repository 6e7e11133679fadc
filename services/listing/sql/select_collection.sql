select listing.collection_json($1::uuid, $2::uuid)::text as item
