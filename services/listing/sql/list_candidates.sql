select * from listing.candidates($1::uuid, $2::uuid, $3::uuid[])
