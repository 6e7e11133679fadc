-- What is printed on the cards of the bins, or else the totes, between two codes.
select code, line from (
        select b.code, concat_ws(', ', b.zone, f.name) as line from intake.bin b join accounts.facility_view f using (facility_id)
         where $1::text = 'bin' and b.code between $2::text and $3::text
         union all
        select t.code, f.name from intake.tote t join accounts.facility_view f using (facility_id)
         where $1::text = 'tote' and t.code between $2::text and $3::text) c
 order by code
 limit $4::bigint
