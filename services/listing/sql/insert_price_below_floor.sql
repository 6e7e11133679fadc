-- A price below the floor, with its reason and both names.
insert into listing.price_change (merchant_id, listing_id, to_amount, currency, because, reason, changed_by, approved_by)
values ($1::uuid, $2::uuid, $3::bigint, $4::text, 'below_floor', $5::text, $6::text, $7::text)
