-- What was staged is gone with the transaction; what the catalogue holds now, and what the file did ($3, null: it was no file).
with staged as (delete from csv_row where import_id = $2::uuid)
update intake.catalogue
   set products = (select count(*) from intake.product p where p.merchant_id = $1::uuid),
       last_import = coalesce($3::jsonb || jsonb_build_object('at', rp.iso(now())), last_import)
 where merchant_id = $1::uuid
returning products
