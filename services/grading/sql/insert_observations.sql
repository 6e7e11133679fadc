-- What was seen, with its pins, in one round trip.
with given as (
        select o.* from jsonb_to_recordset($3::jsonb) as o(question text, attempt integer, answer text, counts boolean, cleaned boolean, number integer, public_text text, place text,
                                                           note text, measure bigint, unit text, pins jsonb)),
     observed as (
        insert into grading.observation (merchant_id, grade_id, question, attempt, answer, counts, cleaned, number, public_text, place, note, measure, unit)
        select $1::uuid, $2::uuid, question, attempt, answer, counts, cleaned, nullif(number, 0), public_text, place, note, case when unit is not null then measure end, unit from given)
insert into grading.pin (merchant_id, grade_id, question, place, attempt, photo_id, x, y)
select $1::uuid, $2::uuid, g.question, p.nth, g.attempt, (p.pin ->> 'photo_id')::uuid, (p.pin ->> 'x')::integer, (p.pin ->> 'y')::integer
  from given g cross join lateral jsonb_array_elements(g.pins) with ordinality as p(pin, nth)
