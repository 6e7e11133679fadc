-- No row: the unit is a calibration unit already.
insert into grading.calibration as c (merchant_id, calibration_id, unit_id, trip, rubric_id, rubric_version, answers, grade, place, note, set_by)
values ($1::uuid, $2::uuid, $3::uuid, $4::integer, $5::uuid, $6::integer, $7::jsonb, $8::text, $9::integer, $10::text, $11::text)
    on conflict (merchant_id, unit_id) where retired_at is null do nothing
returning grading.calibration_json(c)::text as item
