-- Who settles a difference reads what both wrote at the questions.

create or replace function grading.finding_json(f grading.finding) returns json language sql stable
        return (select json_build_object('finding_id', f.finding_id, 'review_id', f.review_id, 'unit_id', f.unit_id, 'lpn', u.lpn, 'title', u.title, 'unit_state', u.state,
                                         'rubric_id', r.rubric_id, 'rubric_version', r.rubric_version,
                                         'first', json_build_object('grade', x.first, 'by', grading.person_json(x.grader), 'reason', g.reason, 'at', rp.iso(g.graded_at)),
                                         'second', json_build_object('grade', x.second, 'by', grading.person_json(x.reviewer), 'at', rp.iso(x.made_at)),
                                         'differences', (select coalesce(json_agg(json_build_object('question', a.question, 'first', a.first, 'second', a.second) order by a.question), '[]')
                                                           from grading.review_answer a
                                                          where a.merchant_id = f.merchant_id and a.review_id = f.review_id and a.first <> a.second),
                                         'notes', (select coalesce(json_agg(json_build_object('question', n.question, 'first', n.first, 'second', n.second) order by n.question), '[]')
                                                     from (select coalesce(o.question, a.question) as question, o.note as first, a.note as second
                                                             from (select question, note from grading.observation
                                                                    where merchant_id = f.merchant_id and grade_id = r.grade_id and counts and note is not null) o
                                                             full join (select question, note from jsonb_to_recordset(x.answers) as s (question text, note text) where note is not null) a
                                                                    on a.question = o.question) n),
                                         'state', f.state, 'outcome', f.outcome, 'regrade', f.regrade, 'note', f.note, 'found_at', rp.iso(f.found_at),
                                         'settled_by', case when f.settled_by is not null then grading.person_json(f.settled_by) end, 'settled_at', rp.iso(f.settled_at))
                  from grading.review r
                  join grading.review_result x on x.merchant_id = r.merchant_id and x.review_id = r.review_id
                  join grading.grade g on g.merchant_id = r.merchant_id and g.grade_id = r.grade_id
                  join ledger.unit u on u.merchant_id = r.merchant_id and u.unit_id = r.unit_id
                 where r.merchant_id = f.merchant_id and r.review_id = f.review_id);
