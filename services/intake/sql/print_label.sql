-- A label that was printed before is printed again for a reason ("first" is none). No row: there is no such unit. sequence null: it needs a reason.
-- raced: something was written between the count and the note.
with before as materialized (
        select u.version, (select count(*) from ledger.event e
                            where e.merchant_id = u.merchant_id and e.unit_id = u.unit_id and e.event in ('label_printed', 'label_reprinted')) as times
          from ledger.unit u
         where u.merchant_id = $1::uuid and u.unit_id = $2::uuid),
     noted as materialized (
        select b.version, b.times,
               case when b.times = 0 or $4::text <> 'first' then
                       ledger.note($1::uuid, $2::uuid, case b.times when 0 then 'label_printed' else 'label_reprinted' end, $3::text,
                                   jsonb_strip_nulls(jsonb_build_object('reason', $4::text, 'format', $5::text, 'size', $6::text, 'printer', $7::text))) end as sequence
          from before b)
select times + 1 as printed, sequence is not null as noted, coalesce(sequence <> version + 1, false) as raced from noted
