-- Codes of a recall are found whatever case they are typed in, and with blanks around them.

alter table grading.recall drop constraint recall_check1;
update grading.recall set value = upper(btrim(value));
alter table grading.recall add constraint recall_value check (value = upper(btrim(case kind when 'serial' then serial when 'lot' then lot when 'sku' then sku else product_id end)));
comment on column grading.recall.value is 'The narrowest code, in capitals, as it is looked for.';
