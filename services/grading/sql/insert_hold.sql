insert into grading.hold (merchant_id, hold_id, unit_id, trip, kind, reason, question, word, default_words, own_words, recall_id, rubric_id, rubric_version, answers, grader)
select u.merchant_id, $2::uuid, u.unit_id, u.trip, $4::text, left($5::text, 500), $6::text, $7::text, $8::integer, $9::integer, $10::uuid, $11::uuid, $12::integer, $13::jsonb, $14::text
  from ledger.unit u
 where u.merchant_id = $1::uuid
   and u.unit_id = $3::uuid
returning json_build_object('held', true, 'hold_id', hold_id, 'unit_id', unit_id, 'trip', trip, 'kind', kind, 'reason', reason, 'question', question, 'word', word, 'recall_id', recall_id,
                            'rubric_id', rubric_id, 'rubric_version', rubric_version, 'answers', answers, 'owner', grader, 'held_at', rp.iso(held_at))::text as item
