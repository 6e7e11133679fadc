insert into intake.product_word (merchant_id, word)
select distinct $1::uuid, w
  from csv_row r
 cross join unnest(string_to_array(rp.plain_words(concat_ws(' ', r.cell[4], r.cell[5], r.cell[6], r.cell[7], r.cell[8], r.cell[15])), ' ')) w
 where r.import_id = $2::uuid
   and length(w) between 3 and 60
   and w !~ '[0-9]'
    on conflict do nothing
