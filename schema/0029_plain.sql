-- What people write: ids of products in one way or another, the condition of a unit in words, notes at receiving.

create function rp.plain_id(id text) returns text language sql immutable parallel safe
        return regexp_replace(btrim(id), '^gid://shopify/[a-z]+/(?=.)', '', 'i');
comment on function rp.plain_id is 'An id of a shop as its number: Shopify writes "gid://shopify/Product/1" too. Any other is left as it is, but for blanks around it.';

update grading.recall set product_id = rp.plain_id(product_id), value = case kind when 'product_id' then upper(rp.plain_id(product_id)) else value end
 where product_id <> rp.plain_id(product_id);

-- Numbers belong to what is shown with pins: they stay with the flaws.
create or replace view grading.condition_view as
select g.merchant_id, g.unit_id, g.grade_id,
       coalesce(nullif(concat_ws('; ', f.listed, r.public_text), ''), g.sentence) as condition_text, coalesce(f.flaws, '[]') as flaws
  from grading.grade_view g
  left join grading.override r on r.merchant_id = g.merchant_id and r.grade_id = g.grade_id
 cross join lateral (
        select string_agg(o.public_text, '; ' order by o.number) as listed,
               jsonb_agg(jsonb_build_object('number', o.number, 'text', o.public_text, 'pins',
                         (select coalesce(jsonb_agg(jsonb_build_object('photo_id', p.photo_id, 'x', p.x, 'y', p.y) order by p.place), '[]')
                            from grading.pin p where p.merchant_id = o.merchant_id and p.grade_id = o.grade_id and p.question = o.question)) order by o.number) as flaws
          from grading.observation o
         where o.merchant_id = g.merchant_id and o.grade_id = coalesce(r.observed_in, g.grade_id) and o.number is not null) f;
comment on view grading.condition_view is 'The condition of each unit in the words of its flaws, "small snag, 8 mm, left sleeve; …", and each flaw with its number and pins; without any the grade''s sentence.';

-- Offers that stand: what is stored of them for readers follows at the next look through all that are live.
update listing.listing set condition_text = regexp_replace(condition_text, '(^|; )[0-9]+: ', '\1', 'g') where condition_text ~ '^1: ';

-- What is written of a unit when it comes in is looked through for what is not safe, as what graders write is.
create view intake.receipt_note_view as
select r.merchant_id, r.unit_id, r.trip, r.note
  from intake.unit_record r
  join ledger.unit u on u.merchant_id = r.merchant_id and u.unit_id = r.unit_id and u.trip = r.trip
 where r.note is not null;
comment on view intake.receipt_note_view is 'What whoever received a unit on its present trip wrote of it.';
grant select on intake.receipt_note_view to resale_grading;

-- The wording of a grade where its name stands before it already: ready rubrics begin the one with the other.
create function grading.without_name(words text, name text) returns text language sql immutable parallel safe
        return case when starts_with(words, name || ': ') then upper(substr(words, length(name) + 3, 1)) || substr(words, length(name) + 4) else words end;
comment on function grading.without_name is 'Words that begin with a name and a colon, without these; any others as they are.';

create or replace view grading.passport_grade_view as
select distinct on (g.merchant_id, g.unit_id, g.trip)
       g.merchant_id, g.unit_id, g.trip, g.grade, g.condition, g.sentence, g.warranty_days, g.graded_at, w.name as grade_name, grading.without_name(w.public, w.name) as grade_text
  from grading.grade g
  join grading.rubric r on r.merchant_id = g.merchant_id and r.rubric_id = g.rubric_id
  left join lateral (select e ->> 'name' as name, e ->> 'public' as public from jsonb_array_elements(r.body -> 'grades') e where e ->> 'code' = g.grade limit 1) w on true
 order by g.merchant_id, g.unit_id, g.trip, g.graded_at desc, g.grade_id desc;

create or replace view grading.grade_words_view as
select v.merchant_id, v.unit_id, v.grade_id, e.grade ->> 'name' as grade_name, grading.without_name(e.grade ->> 'public', e.grade ->> 'name') as grade_text
  from grading.grade_view v
  join grading.rubric r on r.merchant_id = v.merchant_id and r.rubric_id = v.rubric_id
 cross join lateral jsonb_array_elements(r.body -> 'grades') e (grade)
 where e.grade ->> 'code' = v.grade;
