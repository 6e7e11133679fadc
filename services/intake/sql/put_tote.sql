-- All that is in the tote goes to the bin, and the tote is free.
with moved as materialized (
        update intake.unit_place set bin = $2::text, tote = null, placed_by = $3::text, placed_at = now()
         where tote = $1::text
        returning merchant_id, unit_id),
     emptied as (
        update intake.tote set step = null where code = $1::text),
     noted as materialized (
        select ledger.note(m.merchant_id, m.unit_id, 'put_away', $3::text, jsonb_build_object('bin', $2::text, 'tote', $1::text)) as sequence
          from (select merchant_id, unit_id from moved order by merchant_id, unit_id) m)
select count(sequence)::text as moved from noted
