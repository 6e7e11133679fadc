-- A question of a version has one ticket for ever: what has one is passed over.
insert into grading.rubric_ticket (merchant_id, ticket_id, rubric_id, question, figures)
select $1::uuid, t.ticket_id, $2::uuid, t.question, t.figures
  from jsonb_to_recordset($3::jsonb) as t (ticket_id uuid, question text, figures jsonb)
    on conflict (merchant_id, rubric_id, question) do nothing
