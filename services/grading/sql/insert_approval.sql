-- No row: one is open for the unit.
insert into grading.approval (merchant_id, approval_id, unit_id, disposition, evidence, asked_by)
values ($1::uuid, $2::uuid, $3::uuid, $4::text, $5::jsonb, $6::text)
    on conflict (merchant_id, unit_id) where state = 'open' do nothing
returning json_build_object('approval_id', approval_id, 'unit_id', unit_id, 'disposition', disposition, 'evidence', evidence, 'state', state, 'asked_by', asked_by,
                         'asked_at', rp.iso(asked_at), 'ended_by', ended_by, 'ended_at', rp.iso(ended_at))::text as item
