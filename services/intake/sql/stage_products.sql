insert into csv_row (import_id, line, cell)
select $1::uuid, r.line, array(select json_array_elements_text(r.cells)) from json_array_elements($2::json) with ordinality r (cells, line)
