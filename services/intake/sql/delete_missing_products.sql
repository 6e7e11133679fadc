-- What the file does not have any more.
delete from intake.product p
 where p.merchant_id = $1::uuid
   and p.catalogue_id not in (select m.catalogue_id from intake.catalogue_matches($1::uuid, $2::uuid) m where m.catalogue_id is not null)
