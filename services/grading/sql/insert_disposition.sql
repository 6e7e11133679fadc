insert into grading.disposition (merchant_id, disposition_id, unit_id, disposition, evidence, carried_out_by, approved_by)
values ($1::uuid, $2::uuid, $3::uuid, $4::text, $5::jsonb, $6::text, $7::text)
