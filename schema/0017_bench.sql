-- The grader's bench: observations and pins, who has a unit open, safety words, recalls, holds that grading found, overrides.

create table grading.observation (
        merchant_id uuid    not null,
        grade_id    uuid    not null,
        question    text    not null check (length(question) between 1 and 40),
        attempt     integer not null default 1 check (attempt between 1 and 9),
        answer      text    not null check (length(answer) between 1 and 40),
        counts      boolean not null,
        cleaned     boolean not null default false,
        number      integer          check (number >= 1),
        public_text text             check (length(public_text) between 1 and 1000),
        place       text             check (length(place) between 1 and 80),
        note        text             check (length(note) <= 1000),
        measure     bigint,
        unit        text             check (length(unit) between 1 and 12),
        primary key (merchant_id, grade_id, question, attempt),
        foreign key (merchant_id, grade_id) references grading.grade,
        check ((number is null) = (public_text is null)),
        check (counts or cleaned)
);
comment on table grading.observation is 'What a grader saw, question by question: the answer that counts, those before a cleaning, note, measure, and the words of a flaw that a shopper reads (number). Rows are only added.';

create table grading.pin (
        merchant_id uuid     not null,
        grade_id    uuid     not null,
        question    text     not null,
        place       smallint not null check (place between 1 and 20),
        attempt     integer  not null,
        photo_id    uuid     not null,
        x           integer  not null check (x between 0 and 10000),
        y           integer  not null check (y between 0 and 10000),
        primary key (merchant_id, grade_id, question, place),
        foreign key (merchant_id, grade_id, question, attempt) references grading.observation
);
comment on table grading.pin is 'Where a photo of the unit shows an observation: basis points of the picture from its upper left corner. Rows are only added.';

create table grading.seal (
        merchant_id uuid not null,
        grade_id    uuid not null,
        photo_id    uuid,
        primary key (merchant_id, grade_id),
        foreign key (merchant_id, grade_id) references grading.grade
);
comment on table grading.seal is 'Grades that were given because the unit is sealed: nothing was inspected. Rows are only added.';

create table grading.override (
        merchant_id uuid not null,
        grade_id    uuid not null,
        of_grade_id uuid not null,
        observed_in uuid not null,
        reason      text not null check (length(reason) between 1 and 500),
        public_text text          check (length(public_text) between 1 and 300),
        approved_by text,
        primary key (merchant_id, grade_id),
        unique (merchant_id, of_grade_id),
        foreign key (merchant_id, grade_id) references grading.grade,
        foreign key (merchant_id, of_grade_id) references grading.grade,
        foreign key (merchant_id, observed_in) references grading.grade
);
comment on table grading.override is 'Grades that a person set instead of another one, why, who approved a higher one, and the grade whose observations hold. Rows are only added.';

create table grading.bench_lease (
        merchant_id uuid        not null,
        unit_id     uuid        not null,
        who         text        not null,
        since       timestamptz not null default now(),
        expires_at  timestamptz not null,
        primary key (merchant_id, unit_id),
        foreign key (merchant_id, unit_id) references ledger.unit
);
comment on table grading.bench_lease is 'Who has a unit open at a bench. It says so to the others and stops nobody; it ends with the grade, or by itself.';

create table grading.default_safety_words (
        version    integer     not null primary key,
        words      text[]      not null,
        created_at timestamptz not null default now()
);
comment on table grading.default_safety_words is 'Words in a note that put a unit on hold, for every merchant, in versions; the newest holds. Small and shared.';
insert into grading.default_safety_words (version, words) values
        (1, array['allergen', 'asbestos', 'bedbug', 'bedbugs', 'blade', 'bleeding', 'blood', 'bloody', 'broken glass', 'bulging', 'burn', 'burned', 'burning', 'burnt', 'chemical', 'choking',
                  'contaminated', 'corroded', 'explosive', 'fire', 'flammable', 'flea', 'fleas', 'fumes', 'fungus', 'hazard', 'insect', 'insects', 'leaking', 'lice', 'maggots', 'mercury', 'mildew',
                  'mites', 'mold', 'moldy', 'mould', 'mouldy', 'needle', 'overheating', 'overheats', 'poison', 'recall', 'recalled', 'scorched', 'sharp', 'shock', 'smoke', 'smoking', 'spark',
                  'sparks', 'swelling', 'swollen', 'syringe', 'toxic', 'urine', 'vermin', 'vomit']);

create table grading.safety_words (
        merchant_id uuid        not null,
        version     integer     not null check (version >= 1),
        words       text[]      not null,
        created_by  text        not null,
        created_at  timestamptz not null default now(),
        primary key (merchant_id, version)
);
comment on table grading.safety_words is 'A merchant''s own words beside those for every merchant, in versions; the newest holds, and a version never changes.';

create table grading.recall (
        merchant_id uuid        not null,
        recall_id   uuid        not null,
        kind        text        not null check (kind in ('serial', 'lot', 'sku', 'product_id')),
        value       text        not null check (length(value) between 1 and 200),
        product_id  text                 check (length(product_id) between 1 and 200),
        sku         text                 check (length(sku) between 1 and 200),
        lot         text                 check (length(lot) between 1 and 200),
        serial      text                 check (length(serial) between 1 and 200),
        reason      text        not null check (length(reason) between 1 and 300),
        created_by  text        not null,
        created_at  timestamptz not null default now(),
        ended_by    text,
        ended_at    timestamptz,
        primary key (merchant_id, recall_id),
        check ((ended_at is null) = (ended_by is null)),
        check (value = case kind when 'serial' then serial when 'lot' then lot when 'sku' then sku else product_id end)
);
comment on table grading.recall is 'What a merchant has recalled: every member that is given has to fit a unit. kind and value are the narrowest of them, for finding it. None is deleted; one that has ended says so.';
create index recall_open on grading.recall (merchant_id, kind, value) where ended_at is null;
create index recall_listing on grading.recall (merchant_id, created_at, recall_id);

create table grading.hold (
        merchant_id    uuid        not null,
        hold_id        uuid        not null,
        unit_id        uuid        not null,
        trip           integer     not null,
        kind           text        not null check (kind in ('answer', 'words', 'recall')),
        reason         text        not null check (length(reason) between 1 and 500),
        question       text,
        word           text,
        default_words  integer,
        own_words      integer,
        recall_id      uuid,
        rubric_id      uuid,
        rubric_version integer,
        answers        jsonb       not null check (jsonb_typeof(answers) = 'array'),
        grader         text        not null,
        held_at        timestamptz not null default now(),
        primary key (merchant_id, hold_id),
        foreign key (merchant_id, unit_id) references ledger.unit,
        foreign key (merchant_id, recall_id) references grading.recall,
        foreign key (merchant_id, rubric_id) references grading.rubric
);
comment on table grading.hold is 'Why grading put a unit on hold, by which versions, and the answers that were given until then: no grade came of them. Rows are only added; whose the hold is and when it ends is intake''s.';
create index hold_unit on grading.hold (merchant_id, unit_id, held_at);

select rp.protect(t::regclass) from unnest(array['grading.observation', 'grading.pin', 'grading.seal', 'grading.override', 'grading.bench_lease', 'grading.safety_words', 'grading.recall',
                                                 'grading.hold']) t;
grant select on grading.default_safety_words to resale_grading;
grant select, insert on grading.observation, grading.pin, grading.seal, grading.override, grading.safety_words, grading.hold, grading.recall to resale_grading;
grant update (ended_by, ended_at) on grading.recall to resale_grading;
grant select, insert, update, delete on grading.bench_lease to resale_grading;

-- What the bench reads of others.
create view intake.bench_view as
select u.merchant_id, u.unit_id, u.trip, coalesce(t.sealed, false) as sealed,
       (select h.reason from intake.hold h where h.merchant_id = u.merchant_id and h.unit_id = u.unit_id and h.released_at is null) as held_because
  from ledger.unit u
  left join intake.triage t on t.merchant_id = u.merchant_id and t.unit_id = u.unit_id and t.trip = u.trip;
comment on view intake.bench_view is 'What receiving says of a unit to the bench: is it sealed, and why is it on hold.';

create view intake.photo_view as
select p.merchant_id, p.photo_id, p.unit_id, p.trip, p.shot, p.width, p.height, p.taken_at from intake.photo p where p.retaken_by is null;
comment on view intake.photo_view is 'The photos of units, those that were taken again left out.';

create function intake.wants_shot(merchant uuid, type text, shot text) returns boolean language sql stable security definer set search_path = pg_catalog
begin atomic
        select exists (select from jsonb_array_elements(intake.shots_of(merchant, type) -> 'shots') s
                        where lower(s ->> 'name') = lower(shot) and not coalesce((s ->> 'optional')::boolean, false));
end;
comment on function intake.wants_shot is 'Is a shot of this name required of a product type?';
revoke execute on function intake.wants_shot from public;

grant select on intake.bench_view, intake.photo_view to resale_grading;
grant execute on function intake.wants_shot to resale_grading;
grant select on accounts.colleague_view to resale_grading;

create function grading.pins_json(merchant uuid, of_grade uuid, of_question text) returns jsonb language sql stable
        return (select coalesce(jsonb_agg(jsonb_build_object('photo_id', p.photo_id, 'x', p.x, 'y', p.y) order by p.place), '[]')
                  from grading.pin p where p.merchant_id = merchant and p.grade_id = of_grade and p.question = of_question);
comment on function grading.pins_json is 'The pins of an observation, as answers write them.';

-- The public words of each unit's latest grade, flaw by flaw, with where photos show them.
create view grading.condition_view as
select g.merchant_id, g.unit_id, g.grade_id,
       coalesce(nullif(concat_ws('; ', f.listed, r.public_text), ''), g.sentence) as condition_text, coalesce(f.flaws, '[]') as flaws
  from grading.grade_view g
  left join grading.override r on r.merchant_id = g.merchant_id and r.grade_id = g.grade_id
 cross join lateral (
        select string_agg(o.number || ': ' || o.public_text, '; ' order by o.number) as listed,
               jsonb_agg(jsonb_build_object('number', o.number, 'text', o.public_text, 'pins',
                         (select coalesce(jsonb_agg(jsonb_build_object('photo_id', p.photo_id, 'x', p.x, 'y', p.y) order by p.place), '[]')
                            from grading.pin p where p.merchant_id = o.merchant_id and p.grade_id = o.grade_id and p.question = o.question)) order by o.number) as flaws
          from grading.observation o
         where o.merchant_id = g.merchant_id and o.grade_id = coalesce(r.observed_in, g.grade_id) and o.number is not null) f;
comment on view grading.condition_view is 'The condition of each unit in the words of its flaws, "1: small snag, 8 mm, left sleeve; 2: …", and each flaw with its pins; without any the grade''s sentence.';
grant select on grading.condition_view to resale_listing;

-- What a grade says beside its row: observations with pins, the seal, the override it is.
create function grading.beside(merchant uuid, of_grade uuid) returns jsonb language sql stable
        return jsonb_build_object(
                'observations', (select coalesce(jsonb_agg(jsonb_build_object('question', o.question, 'attempt', o.attempt, 'answer', o.answer, 'counts', o.counts, 'cleaned', o.cleaned,
                                          'number', o.number, 'public_text', o.public_text, 'place', o.place, 'note', o.note, 'measure', o.measure, 'unit', o.unit,
                                          'pins', grading.pins_json(o.merchant_id, o.grade_id, o.question)) order by o.number, o.question, o.attempt), '[]')
                                   from grading.observation o where o.merchant_id = merchant and o.grade_id = of_grade),
                'sealed', exists (select from grading.seal s where s.merchant_id = merchant and s.grade_id = of_grade),
                'override', (select jsonb_build_object('of_grade_id', v.of_grade_id, 'of', g.grade, 'reason', v.reason, 'approved_by', v.approved_by)
                               from grading.override v join grading.grade g on g.merchant_id = v.merchant_id and g.grade_id = v.of_grade_id
                              where v.merchant_id = merchant and v.grade_id = of_grade));
comment on function grading.beside is 'What a grade says beside its row, as answers write it.';
