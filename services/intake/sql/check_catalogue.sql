-- The same product twice in one file.
select r.line, r.field, 'is the same product as line ' || r.first as reason, count(*) over () as total
  from (select m.line, min(m.line) over (partition by coalesce(m.catalogue_id::text, 'v' || m.cell[2], 'h' || m.cell[3] || '/' || coalesce(m.cell[5], ''), 's' || m.cell[10])) as first,
               case when m.cell[2] is not null then 'Variant ID' when m.cell[3] is not null then 'Handle' else 'SKU' end as field
          from intake.catalogue_matches($1::uuid, $2::uuid) m) r
 where r.line > r.first
 order by r.line
 limit 1000
