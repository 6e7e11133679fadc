-- Rubrics, work orders, observations and grades.

create table grading.rubric (
        merchant_id  uuid        not null,
        rubric_id    uuid        not null,
        product_type text        not null check (length(product_type) between 1 and 200),
        version      integer     not null check (version >= 1),
        body         jsonb       not null check (jsonb_typeof(body) = 'object'),
        created_by   text        not null,
        created_at   timestamptz not null default now(),
        primary key (merchant_id, rubric_id),
        unique (merchant_id, product_type, version)
);
comment on table grading.rubric is 'Versions of rubrics, one line of versions a product type ("*": any other); a version never changes.';

create table grading.work_order (
        merchant_id   uuid        not null,
        work_order_id uuid        not null,
        unit_id       uuid        not null,
        trip          integer     not null,
        operations    jsonb       not null check (jsonb_typeof(operations) = 'array'),
        state         text        not null default 'open' check (state in ('open', 'done', 'failed')),
        technician    text        not null,
        started_at    timestamptz not null default now(),
        finished_at   timestamptz,
        minutes       integer              check (minutes >= 0),
        parts_amount  bigint               check (parts_amount >= 0),
        note          text                 check (length(note) <= 1000),
        primary key (merchant_id, work_order_id),
        foreign key (merchant_id, unit_id) references ledger.unit,
        check ((state = 'open') = (finished_at is null))
);
comment on table grading.work_order is 'Refurbishment of one unit on one trip.';
create unique index work_order_open on grading.work_order (merchant_id, unit_id) where state = 'open';
create index work_order_unit on grading.work_order (merchant_id, unit_id, trip);

create table grading.grade (
        merchant_id    uuid        not null,
        grade_id       uuid        not null,
        unit_id        uuid        not null,
        trip           integer     not null,
        rubric_id      uuid        not null,
        rubric_version integer     not null,
        answers        jsonb       not null check (jsonb_typeof(answers) = 'array'),
        grade          text        not null,
        capped_by      text,
        reason         text        not null,
        sentence       text        not null,
        condition      text        not null check (condition in ('new', 'refurbished', 'used', 'damaged')),
        warranty_days  integer              check (warranty_days > 0),
        disposition    text        not null check (disposition in ('resell', 'refurbish', 'back_to_merchant', 'liquidate', 'donate', 'recycle', 'destroy')),
        decision       jsonb       not null,
        grader         text        not null,
        graded_at      timestamptz not null default now(),
        primary key (merchant_id, grade_id),
        foreign key (merchant_id, unit_id) references ledger.unit,
        foreign key (merchant_id, rubric_id) references grading.rubric,
        check (condition <> 'refurbished' or warranty_days is not null)
);
comment on table grading.grade is 'What the rubric concluded from the answers, with the alternatives that were weighed. Rows are only added.';
create index grade_unit on grading.grade (merchant_id, unit_id, graded_at desc);

create table grading.approval (
        merchant_id uuid        not null,
        approval_id uuid        not null,
        unit_id     uuid        not null,
        disposition text        not null check (disposition in ('destroy')),
        evidence    jsonb       not null check (jsonb_typeof(evidence) = 'object'),
        state       text        not null default 'open' check (state in ('open', 'approved', 'refused')),
        asked_by    text        not null,
        asked_at    timestamptz not null default now(),
        ended_by    text,
        ended_at    timestamptz,
        primary key (merchant_id, approval_id),
        foreign key (merchant_id, unit_id) references ledger.unit,
        check ((state = 'open') = (ended_at is null)),
        check ((state = 'open') = (ended_by is null)),
        check (state <> 'approved' or ended_by <> asked_by)
);
comment on table grading.approval is 'What one person asked for and a second has to approve.';
create unique index approval_open on grading.approval (merchant_id, unit_id) where state = 'open';
create index approval_listing on grading.approval (merchant_id, asked_at, approval_id);

create table grading.disposition (
        merchant_id    uuid        not null,
        disposition_id uuid        not null,
        unit_id        uuid        not null,
        disposition    text        not null,
        evidence       jsonb       not null check (jsonb_typeof(evidence) = 'object'),
        carried_out_by text        not null,
        approved_by    text,
        carried_out_at timestamptz not null default now(),
        primary key (merchant_id, disposition_id),
        foreign key (merchant_id, unit_id) references ledger.unit,
        check (disposition <> 'destroy' or coalesce(approved_by <> carried_out_by, false))
);
comment on table grading.disposition is 'How a unit left without a sale, with the evidence; nothing is destroyed without a second person.';

select rp.protect(t::regclass) from unnest(array['grading.rubric', 'grading.work_order', 'grading.grade', 'grading.disposition', 'grading.approval']) t;
grant select, insert on grading.rubric, grading.grade, grading.disposition to resale_grading;
grant select, insert, update on grading.work_order, grading.approval to resale_grading;
revoke update, delete on grading.rubric, grading.grade, grading.disposition from resale_grading;

create view grading.grade_view as
select u.merchant_id, u.unit_id, g.trip, g.grade_id, g.grade, g.condition, g.sentence, g.disposition, g.warranty_days, g.rubric_id, g.rubric_version, g.graded_at
  from ledger.unit u
 cross join lateral (select * from grading.grade g where g.merchant_id = u.merchant_id and g.unit_id = u.unit_id order by g.graded_at desc, g.grade_id desc limit 1) g;
comment on view grading.grade_view is 'The latest grade of each unit, in the words a shopper may read.';
grant usage on schema grading to resale_intake, resale_listing, resale_fulfillment;
grant select on grading.grade_view to resale_intake, resale_listing, resale_fulfillment;
