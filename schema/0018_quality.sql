-- Quality review: which grades are given again blind by another person, what came of it, and what it says of the rubric.

create table grading.review_policy (
        merchant_id uuid        not null,
        version     integer     not null check (version >= 1),
        body        jsonb       not null check (jsonb_typeof(body) = 'object'),
        created_by  text        not null,
        created_at  timestamptz not null default now(),
        primary key (merchant_id, version)
);
comment on table grading.review_policy is 'Versions of what share of a merchant''s grades is reviewed; a version never changes. Without one the built-in version 0 holds.';

create table grading.shift (
        actor    text        not null,
        day      date        not null,
        began_at timestamptz not null,
        primary key (actor, day)
);
comment on table grading.shift is 'A person''s first grade of a day in the time zone of the facility: hours into the shift count from here. Small and shared.';

create table grading.sampled (
        merchant_id    uuid        not null,
        grade_id       uuid        not null,
        policy_version integer     not null check (policy_version >= 0),
        grader         text        not null,
        product_type   text,
        amount         bigint      not null,
        nth            integer     not null check (nth >= 1),
        shift_minutes  integer     not null check (shift_minutes >= 0),
        draw           integer     not null check (draw between 0 and 9999),
        share          integer     not null check (share between 0 and 10000),
        why            text        not null check (why in ('base', 'new_grader', 'product_type', 'value', 'late')),
        picked         boolean     not null,
        sampled_at     timestamptz not null default now(),
        primary key (merchant_id, grade_id),
        foreign key (merchant_id, grade_id) references grading.grade,
        check (picked = (draw < share))
);
comment on table grading.sampled is 'Of each grade: the facts that sampling looks at, the share that held and why, the draw (from the grade''s id alone), and whether it was picked. Rows are only added.';
create index sampled_age on grading.sampled (merchant_id, sampled_at desc);
create index sampled_grader on grading.sampled (merchant_id, grader, sampled_at desc);
create index grade_grader on grading.grade (merchant_id, grader, graded_at);

create table grading.calibration (
        merchant_id    uuid        not null,
        calibration_id uuid        not null,
        unit_id        uuid        not null,
        trip           integer     not null,
        rubric_id      uuid        not null,
        rubric_version integer     not null,
        answers        jsonb       not null check (jsonb_typeof(answers) = 'array'),
        grade          text        not null,
        place          integer     not null check (place >= 0),
        note           text                 check (length(note) <= 500),
        set_by         text        not null,
        set_at         timestamptz not null default now(),
        retired_by     text,
        retired_at     timestamptz,
        primary key (merchant_id, calibration_id),
        foreign key (merchant_id, unit_id) references ledger.unit,
        foreign key (merchant_id, rubric_id) references grading.rubric,
        check ((retired_at is null) = (retired_by is null))
);
comment on table grading.calibration is 'Units whose right answers a supervisor has set; place: of the grade, 0 the best.';
create unique index calibration_unit on grading.calibration (merchant_id, unit_id) where retired_at is null;
create index calibration_listing on grading.calibration (merchant_id, set_at, calibration_id);

create table grading.review (
        merchant_id    uuid        not null,
        review_id      uuid        not null,
        unit_id        uuid        not null,
        trip           integer     not null,
        rubric_id      uuid        not null,
        rubric_version integer     not null,
        grade_id       uuid,
        calibration_id uuid,
        first_by       text        not null,
        for_whom       text,
        product_type   text,
        shift_hour     integer              check (shift_hour >= 0),
        state          text        not null default 'open' check (state in ('open', 'done', 'closed')),
        closed_why     text                 check (closed_why in ('expired', 'gone', 'changed', 'graded_again', 'not_found', 'retired')),
        created_at     timestamptz not null default now(),
        due_at         timestamptz not null,
        taken_by       text,
        taken_until    timestamptz,
        ended_at       timestamptz,
        weighed        boolean     not null default false,
        primary key (merchant_id, review_id),
        foreign key (merchant_id, unit_id) references ledger.unit,
        foreign key (merchant_id, rubric_id) references grading.rubric,
        foreign key (merchant_id, grade_id) references grading.grade,
        foreign key (merchant_id, calibration_id) references grading.calibration,
        check (num_nonnulls(grade_id, calibration_id) = 1),
        check ((calibration_id is null) = (for_whom is null)),
        check ((state = 'closed') = (closed_why is not null)),
        check ((state = 'open') = (ended_at is null))
);
comment on table grading.review is 'Units to be graded again without knowing the first grade: of a grade, or of a calibration unit for one person. Both look the same to who does them.';
create unique index review_grade on grading.review (merchant_id, grade_id) where grade_id is not null;
create unique index review_calibration on grading.review (merchant_id, calibration_id, for_whom) where calibration_id is not null and state <> 'closed';
create index review_unit on grading.review (merchant_id, unit_id, trip);
create index review_due on grading.review (due_at, review_id) where state = 'open';
create index review_closed on grading.review (merchant_id, ended_at) where state = 'closed';
create index review_weigh on grading.review (merchant_id, rubric_id) where state = 'done' and not weighed;

create table grading.review_result (
        merchant_id  uuid        not null,
        review_id    uuid        not null,
        calibration  boolean     not null,
        rubric_id    uuid        not null,
        grader       text        not null,
        reviewer     text        not null,
        product_type text,
        shift_hour   integer,
        answers      jsonb       not null check (jsonb_typeof(answers) = 'array'),
        first        text        not null,
        second       text        not null,
        first_place  integer     not null check (first_place >= 0),
        second_place integer     not null check (second_place >= 0),
        made_at      timestamptz not null default now(),
        primary key (merchant_id, review_id),
        foreign key (merchant_id, review_id) references grading.review
);
comment on table grading.review_result is 'The second grade beside the first (of a calibration unit: the grader''s beside the known one); it changes nothing about the unit. Places are in the order of grades, 0 the best. Rows are only added.';
create index review_result_age on grading.review_result (merchant_id, made_at);
create index review_result_age_all on grading.review_result (made_at);

create table grading.review_answer (
        merchant_id  uuid        not null,
        review_id    uuid        not null,
        question     text        not null,
        calibration  boolean     not null,
        rubric_id    uuid        not null,
        first        text        not null,
        second       text        not null,
        first_place  integer     not null check (first_place >= 0),
        second_place integer     not null check (second_place >= 0),
        made_at      timestamptz not null default now(),
        primary key (merchant_id, review_id, question),
        foreign key (merchant_id, review_id) references grading.review
);
comment on table grading.review_answer is 'Both answers to each question that both answered. Places: by the grade that an answer caps, the least first, then as the rubric has them. Rows are only added.';
create index review_answer_age on grading.review_answer (merchant_id, made_at);
create index review_answer_rubric on grading.review_answer (merchant_id, rubric_id, made_at);

create table grading.finding (
        merchant_id uuid        not null,
        finding_id  uuid        not null,
        review_id   uuid        not null,
        unit_id     uuid        not null,
        state       text        not null default 'open' check (state in ('open', 'settled')),
        outcome     text                 check (outcome in ('first_stands', 'second_stands', 'rubric_unclear')),
        regrade     text                 check (regrade in ('asked', 'done', 'not_possible')),
        note        text                 check (length(note) <= 1000),
        found_at    timestamptz not null default now(),
        settled_by  text,
        settled_at  timestamptz,
        primary key (merchant_id, finding_id),
        unique (merchant_id, review_id),
        foreign key (merchant_id, review_id) references grading.review,
        check ((state = 'open') = (outcome is null)),
        check ((state = 'open') = (settled_at is null)),
        check (coalesce(outcome, '') = 'second_stands' or regrade is null)
);
comment on table grading.finding is 'Two grades of one unit that differ by more than the policy allows, for a supervisor to settle.';
create index finding_listing on grading.finding (merchant_id, state, found_at, finding_id);
create index finding_regrade on grading.finding (merchant_id, unit_id) where regrade = 'asked';

create table grading.rubric_ticket (
        merchant_id uuid        not null,
        ticket_id   uuid        not null,
        rubric_id   uuid        not null,
        question    text        not null,
        figures     jsonb       not null check (jsonb_typeof(figures) = 'object'),
        state       text        not null default 'open' check (state in ('open', 'settled')),
        note        text                 check (length(note) <= 1000),
        new_rubric  uuid,
        opened_at   timestamptz not null default now(),
        settled_by  text,
        settled_at  timestamptz,
        primary key (merchant_id, ticket_id),
        unique (merchant_id, rubric_id, question),
        foreign key (merchant_id, rubric_id) references grading.rubric,
        foreign key (merchant_id, new_rubric) references grading.rubric,
        check ((state = 'open') = (settled_at is null)),
        check (state = 'open' or num_nonnulls(note, new_rubric) >= 1)
);
comment on table grading.rubric_ticket is 'Questions of a rubric version on which graders agree too little to rely on: one a question and version, with the figures it was opened on.';
create index rubric_ticket_listing on grading.rubric_ticket (merchant_id, state, opened_at, ticket_id);

select rp.protect(t::regclass) from unnest(array['grading.review_policy', 'grading.sampled', 'grading.calibration', 'grading.review', 'grading.review_result',
                                                 'grading.review_answer', 'grading.finding', 'grading.rubric_ticket']) t;
grant select, insert on grading.review_policy, grading.sampled, grading.review_result, grading.review_answer to resale_grading;
grant select, insert, update on grading.shift, grading.calibration, grading.review, grading.finding, grading.rubric_ticket to resale_grading;
revoke update, delete on grading.review_policy, grading.sampled, grading.review_result, grading.review_answer from resale_grading;

-- What a review reads of others: where the unit lies, and who the people are.
create view intake.review_place_view as select merchant_id, unit_id, bin, tote from intake.unit_place;
comment on view intake.review_place_view is 'Where each unit is, for who has to fetch it.';
grant select on intake.review_place_view to resale_grading;

create function grading.person_json(actor text) returns json language sql stable
        return (select json_build_object('actor', actor, 'name', c.name) from (select) one
                  left join accounts.colleague_view c on 'staff:' || c.staff_id = actor);
comment on function grading.person_json is 'Who it was, with the name of a person who still works here.';

create function grading.blind_json(r grading.review) returns json language sql stable
        return (select json_build_object('merchant_id', r.merchant_id, 'review_id', r.review_id, 'unit_id', r.unit_id, 'lpn', u.lpn, 'title', u.title, 'sku', u.sku,
                                         'product_type', u.product_type, 'bin', p.bin, 'tote', p.tote, 'due_at', rp.iso(r.due_at),
                                         'taken_until', rp.iso(case when r.taken_until > now() then r.taken_until end))
                  from ledger.unit u
                  left join intake.review_place_view p on p.merchant_id = u.merchant_id and p.unit_id = u.unit_id
                 where u.merchant_id = r.merchant_id and u.unit_id = r.unit_id);
comment on function grading.blind_json is 'A review as who does it sees it: the unit and where it is, nothing of the first grade.';

create function grading.finding_json(f grading.finding) returns json language sql stable
        return (select json_build_object('finding_id', f.finding_id, 'review_id', f.review_id, 'unit_id', f.unit_id, 'lpn', u.lpn, 'title', u.title, 'unit_state', u.state,
                                         'rubric_id', r.rubric_id, 'rubric_version', r.rubric_version,
                                         'first', json_build_object('grade', x.first, 'by', grading.person_json(x.grader), 'reason', g.reason, 'at', rp.iso(g.graded_at)),
                                         'second', json_build_object('grade', x.second, 'by', grading.person_json(x.reviewer), 'at', rp.iso(x.made_at)),
                                         'differences', (select coalesce(json_agg(json_build_object('question', a.question, 'first', a.first, 'second', a.second) order by a.question), '[]')
                                                           from grading.review_answer a
                                                          where a.merchant_id = f.merchant_id and a.review_id = f.review_id and a.first <> a.second),
                                         'state', f.state, 'outcome', f.outcome, 'regrade', f.regrade, 'note', f.note, 'found_at', rp.iso(f.found_at),
                                         'settled_by', case when f.settled_by is not null then grading.person_json(f.settled_by) end, 'settled_at', rp.iso(f.settled_at))
                  from grading.review r
                  join grading.review_result x on x.merchant_id = r.merchant_id and x.review_id = r.review_id
                  join grading.grade g on g.merchant_id = r.merchant_id and g.grade_id = r.grade_id
                  join ledger.unit u on u.merchant_id = r.merchant_id and u.unit_id = r.unit_id
                 where r.merchant_id = f.merchant_id and r.review_id = f.review_id);
comment on function grading.finding_json is 'A finding with both grades and the answers that differ, for who settles it.';

create function grading.ticket_json(t grading.rubric_ticket) returns json language sql stable
        return (select json_build_object('ticket_id', t.ticket_id, 'rubric_id', t.rubric_id, 'product_type', r.product_type, 'rubric_version', r.version,
                                         'question', t.question, 'text', (select q ->> 'text' from jsonb_array_elements(r.body -> 'questions') q where q ->> 'code' = t.question),
                                         'figures', t.figures, 'state', t.state, 'note', t.note, 'new_rubric', t.new_rubric, 'opened_at', rp.iso(t.opened_at),
                                         'settled_by', case when t.settled_by is not null then grading.person_json(t.settled_by) end, 'settled_at', rp.iso(t.settled_at))
                  from grading.rubric r
                 where r.merchant_id = t.merchant_id and r.rubric_id = t.rubric_id);
comment on function grading.ticket_json is 'A rubric ticket as answers write it.';

create function grading.calibration_json(c grading.calibration) returns json language sql stable
        return (select json_build_object('calibration_id', c.calibration_id, 'unit_id', c.unit_id, 'lpn', u.lpn, 'title', u.title, 'unit_state', u.state,
                                         'rubric_id', c.rubric_id, 'rubric_version', c.rubric_version, 'answers', c.answers, 'grade', c.grade, 'note', c.note,
                                         'set_by', grading.person_json(c.set_by), 'set_at', rp.iso(c.set_at), 'retired_at', rp.iso(c.retired_at),
                                         'waiting', count(r.review_id) filter (where r.state = 'open'), 'done', count(r.review_id) filter (where r.state = 'done'))
                  from ledger.unit u
                  left join grading.review r on r.merchant_id = u.merchant_id and r.calibration_id = c.calibration_id
                 where u.merchant_id = c.merchant_id and u.unit_id = c.unit_id
                 group by u.lpn, u.title, u.state);
comment on function grading.calibration_json is 'A calibration unit with its known answers, for supervisors.';
