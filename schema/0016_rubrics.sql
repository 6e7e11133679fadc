-- Rubrics: from when a version holds, drafts, what grades are called elsewhere.

alter table grading.rubric add column effective_from timestamptz;
comment on column grading.rubric.effective_from is 'From when it holds; null: since it was written.';

create table grading.rubric_draft (
        merchant_id  uuid        not null,
        draft_id     uuid        not null,
        product_type text        not null check (length(product_type) between 1 and 200),
        body         jsonb       not null check (jsonb_typeof(body) = 'object'),
        revision     integer     not null default 1 check (revision >= 1),
        saved_by     text        not null,
        saved_at     timestamptz not null default now(),
        created_at   timestamptz not null default now(),
        primary key (merchant_id, draft_id)
);
comment on table grading.rubric_draft is 'Rubrics that are being written: changed in place, gone when they are published as a version or discarded.';
create index rubric_draft_listing on grading.rubric_draft (merchant_id, created_at, draft_id);
create index rubric_listing on grading.rubric (merchant_id, created_at, rubric_id);
create index grade_day on grading.grade (merchant_id, graded_at, grade_id);

select rp.protect('grading.rubric_draft');
grant select, insert, update, delete on grading.rubric_draft to resale_grading;

create view grading.crosswalk_view as
select v.merchant_id, v.unit_id, v.trip, v.grade_id, v.grade, v.condition, v.rubric_version,
       coalesce(g.words->>'loop', case when g.words is null then null
                                       when not g.saleable then 'junk'
                                       else (array['grade_a', 'grade_b', 'grade_c'])[g.place] end, 'grade_d') as loop,
       g.words->>'r2_function' as r2_function, g.words->>'r2_cosmetic' as r2_cosmetic, g.words->>'back_market' as back_market
  from grading.grade_view v
  join grading.rubric r on r.merchant_id = v.merchant_id and r.rubric_id = v.rubric_id
  left join lateral (select coalesce(e.grade->'crosswalk', '{}') as words, coalesce((e.grade->>'saleable')::boolean, true) as saleable, e.place::integer as place
                       from jsonb_array_elements(r.body->'grades') with ordinality e (grade, place)
                      where e.grade->>'code' = v.grade) g on true;
comment on view grading.crosswalk_view is 'The latest grade of each unit in the words of others, by the rubric''s crosswalk; for Loop, where it names none, by the place among the grades.';
grant usage on schema grading to resale_routing;
grant select on grading.crosswalk_view to resale_grading, resale_routing;
