-- One round trip: where the unit is, what the tote holds from now on, and the note in the ledger.
with placed as (
        insert into intake.unit_place (merchant_id, unit_id, bin, tote, placed_by)
        values ($1::uuid, $2::uuid, $3::text, $4::text, $5::text)
            on conflict (merchant_id, unit_id) do update set bin = excluded.bin, tote = excluded.tote, placed_by = excluded.placed_by, placed_at = now()),
     held as (
        update intake.tote set step = $6::text where code = $4::text and step is distinct from $6::text)
select ledger.note($1::uuid, $2::uuid, case when $3::text is null then 'into_tote' else 'put_away' end, $5::text,
                   jsonb_strip_nulls(jsonb_build_object('bin', $3::text, 'tote', $4::text, 'step', case when $4::text is not null then $6::text end)))::text as sequence
