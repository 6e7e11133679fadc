-- A photo that an offer of the collection shows, or showed when it was sold; what was withdrawn shows nothing any more.
select p.sha256, p.width, r.sha256 as rendition
  from intake.photo_file_view p
  left join listing.rendition r on r.merchant_id = p.merchant_id and r.photo_id = p.photo_id and r.width = $4::integer
 where p.merchant_id = $1::uuid
   and p.photo_id = $3::uuid
   and exists (select from listing.listing l
                where l.merchant_id = p.merchant_id
                  and l.unit_id = p.unit_id
                  and l.collection_id = $2::uuid
                  and l.state in ('live', 'sold')
                  and strpos(l.fragment, p.photo_id::text) > 0)
