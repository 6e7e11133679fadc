-- The photo, its event with the hash, and the end of its upload; once, whoever else works on it.
with done as (
        update intake.photo_upload w set state = 'done', touched_at = now()
         where w.merchant_id = $1::uuid and w.upload_id = $2::uuid and w.state = 'working'
        returning w.merchant_id, w.upload_id, w.unit_id, w.shot, w.replaces, w.actor, w.begun_at),
     taken as (
        insert into intake.photo (merchant_id, photo_id, unit_id, trip, shot, sha256, medium, small, width, height, size, taken_by, taken_at)
        select d.merchant_id, d.upload_id, d.unit_id, u.trip, d.shot, $3::text, $4::text, $5::text, $6::bigint, $7::bigint, $8::bigint, d.actor, d.begun_at
          from done d join ledger.unit u on u.merchant_id = d.merchant_id and u.unit_id = d.unit_id),
     retaken as (
        update intake.photo p set retaken_by = d.upload_id
          from done d
         where p.merchant_id = d.merchant_id and p.photo_id = d.replaces and p.unit_id = d.unit_id and p.retaken_by is null),
     cleared as (
        delete from intake.photo_part p using done d where p.merchant_id = d.merchant_id and p.upload_id = d.upload_id)
select ledger.note(d.merchant_id, d.unit_id, 'photo_taken', d.actor,
                   jsonb_strip_nulls(jsonb_build_object('photo_id', d.upload_id, 'shot', d.shot, 'sha256', $3::text, 'replaces', d.replaces)))::text as sequence
  from done d
