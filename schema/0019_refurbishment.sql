-- Refurbishment: operations in versions, the life of a work order with its steps, labour and parts, what a facility pays and how much it works on at once.

create table grading.partner_operation (
        operation_id uuid        not null primary key,
        code         text        not null check (code ~ '^[a-z0-9][a-z0-9_]{0,39}$'),
        product_type text        not null check (length(product_type) between 1 and 200),
        version      integer     not null check (version >= 1),
        body         jsonb       not null check (jsonb_typeof(body) = 'object'),
        created_by   text        not null,
        created_at   timestamptz not null default now(),
        unique (code, product_type, version)
);
comment on table grading.partner_operation is 'Versions of the operations that hold for every merchant without its own ("*": any product type); a version never changes. Small and shared.';
create index partner_operation_listing on grading.partner_operation (created_at, operation_id);

create table grading.operation (
        merchant_id  uuid        not null,
        operation_id uuid        not null,
        code         text        not null check (code ~ '^[a-z0-9][a-z0-9_]{0,39}$'),
        product_type text        not null check (length(product_type) between 1 and 200),
        version      integer     not null check (version >= 1),
        body         jsonb       not null check (jsonb_typeof(body) = 'object'),
        created_by   text        not null,
        created_at   timestamptz not null default now(),
        primary key (merchant_id, operation_id),
        unique (merchant_id, code, product_type, version)
);
comment on table grading.operation is 'Versions of a merchant''s own operations ("*": any product type): they go before the partner''s. A version never changes.';
create index operation_listing on grading.operation (merchant_id, created_at, operation_id);

create table grading.work_setting (
        facility_id uuid        not null,
        version     integer     not null check (version >= 1),
        body        jsonb       not null check (jsonb_typeof(body) = 'object'),
        created_by  text        not null,
        created_at  timestamptz not null default now(),
        primary key (facility_id, version)
);
comment on table grading.work_setting is 'What an hour of labour costs at a facility, and how many work orders may be in a stage there; in versions, the newest holds. Small and shared.';

create table grading.part (
        facility_id      uuid        not null,
        code             text        not null check (code ~ '^[A-Z0-9][A-Z0-9._-]{0,31}$'),
        name             text        not null check (length(name) between 1 and 100),
        unit_cost_amount bigint      not null check (unit_cost_amount >= 0),
        currency         text        not null check (length(currency) = 3),
        low              integer     not null default 0 check (low >= 0),
        stock            integer     not null default 0 check (stock >= 0),
        created_by       text        not null,
        created_at       timestamptz not null default now(),
        primary key (facility_id, code)
);
comment on table grading.part is 'Parts in stock at a facility, what one costs now, and at which number they are low. The stock is the sum of its journal. Small and shared.';

create table grading.part_entry (
        facility_id      uuid        not null,
        entry_id         uuid        not null,
        code             text        not null,
        kind             text        not null check (kind in ('receipt', 'use', 'adjustment')),
        quantity         integer     not null check (quantity <> 0),
        stock            integer     not null check (stock >= 0),
        unit_cost_amount bigint      not null check (unit_cost_amount >= 0),
        currency         text        not null,
        reason           text                 check (length(reason) between 1 and 500),
        use_id           uuid,
        entered_by       text        not null,
        entered_at       timestamptz not null default clock_timestamp(),
        primary key (facility_id, entry_id),
        foreign key (facility_id, code) references grading.part,
        check ((kind = 'use') = (use_id is not null)),
        check (kind <> 'adjustment' or reason is not null),
        check (case kind when 'receipt' then quantity > 0 when 'use' then quantity < 0 else true end)
);
comment on table grading.part_entry is 'The journal of the parts: receipts, uses, adjustments, and the stock after each. Rows are only added. Small and shared.';
create index part_entry_listing on grading.part_entry (facility_id, code, entered_at, entry_id);

-- In steps: where a function uses the table's row type, PostgreSQL 15.20 refuses to add a column that has a default.
alter table grading.work_order
        add column stage              text check (stage in ('planned', 'working', 'paused')),
        add column priority           integer,
        add column due_at             timestamptz,
        add column planned_by         text,
        add column planned_at         timestamptz,
        add column facility_id        uuid,
        add column setting_version    integer,
        add column currency           text check (length(currency) = 3),
        add column rate_amount        bigint check (rate_amount >= 0),
        add column expected_minutes   integer check (expected_minutes >= 0),
        add column expected_amount    bigint check (expected_amount >= 0),
        add column fixed_amount       bigint check (fixed_amount >= 0),
        add column counted_minutes    integer check (counted_minutes >= 0),
        add column labour_amount      bigint check (labour_amount >= 0),
        add column cost_amount        bigint check (cost_amount >= 0),
        add column refurbishes        boolean,
        add column grade_before       uuid,
        add column paused_reason      text check (paused_reason in ('waits_for_part', 'waits_for_advice', 'tool_broken', 'end_of_shift', 'other')),
        add column paused_note        text check (length(paused_note) <= 500),
        add column paused_at          timestamptz,
        drop constraint work_order_state_check,
        add constraint work_order_state_check check (state in ('open', 'done', 'failed', 'cancelled')),
        alter column started_at drop not null,
        alter column technician drop not null;
update grading.work_order w
   set stage = case when state = 'open' then 'working' end, priority = 2, planned_by = technician, planned_at = started_at, refurbishes = state = 'done',
       facility_id = (select r.facility_id from intake.unit_record r where r.merchant_id = w.merchant_id and r.unit_id = w.unit_id and r.trip = w.trip);
alter table grading.work_order
        alter column priority set default 2, alter column priority set not null, add constraint work_order_priority_check check (priority between 1 and 3),
        alter column planned_by set default 'system', alter column planned_by set not null,
        alter column planned_at set default now(), alter column planned_at set not null,
        alter column refurbishes set default false, alter column refurbishes set not null,
        add constraint work_order_stage_state_check check ((state = 'open') = (stage is not null)),
        add constraint work_order_started_check check ((started_at is null) = (stage is not distinct from 'planned' or state = 'cancelled')),
        add constraint work_order_paused_check check (stage is distinct from 'paused' or (paused_reason is not null and paused_at is not null));
comment on table grading.work_order is 'Refurbishment of one unit on one trip: open (planned, working or paused), then done, failed, or cancelled before it began.';
create index work_order_floor on grading.work_order (facility_id, stage) where state = 'open';
create index work_order_listing on grading.work_order (merchant_id, unit_id, planned_at, work_order_id);
create index work_order_finished on grading.work_order (merchant_id, finished_at) where state <> 'open';

create table grading.work_time (
        merchant_id   uuid        not null,
        work_order_id uuid        not null,
        nth           integer     not null check (nth >= 1),
        technician    text        not null,
        started_at    timestamptz not null default clock_timestamp(),
        ended_at      timestamptz          check (ended_at >= started_at),
        primary key (merchant_id, work_order_id, nth),
        foreign key (merchant_id, work_order_id) references grading.work_order
);
comment on table grading.work_time is 'Who worked on a work order from when to when; the minutes of labour are counted from these.';
create unique index work_time_running on grading.work_time (merchant_id, work_order_id) where ended_at is null;
insert into grading.work_time (merchant_id, work_order_id, nth, technician, started_at)
select merchant_id, work_order_id, 1, technician, started_at from grading.work_order where state = 'open';

create table grading.work_step (
        merchant_id   uuid        not null,
        record_id     uuid        not null,
        work_order_id uuid        not null,
        operation     text        not null,
        step          integer     not null check (step >= 1),
        value         bigint,
        unit          text,
        photo_id      uuid,
        note          text                 check (length(note) <= 500),
        recorded_by   text        not null,
        recorded_at   timestamptz not null default clock_timestamp(),
        primary key (merchant_id, record_id),
        foreign key (merchant_id, work_order_id) references grading.work_order,
        check ((value is null) = (unit is null))
);
comment on table grading.work_step is 'Steps of the operations as they were carried out, one by one; of several records of a step the last counts. Rows are only added.';
create index work_step_order on grading.work_step (merchant_id, work_order_id, operation, step, recorded_at);

create table grading.work_part (
        merchant_id      uuid        not null,
        use_id           uuid        not null,
        work_order_id    uuid        not null,
        facility_id      uuid        not null,
        code             text        not null,
        name             text        not null,
        quantity         integer     not null check (quantity > 0),
        unit_cost_amount bigint      not null check (unit_cost_amount >= 0),
        currency         text        not null,
        operation        text,
        serial_out       text                 check (length(serial_out) between 1 and 60),
        serial_in        text                 check (length(serial_in) between 1 and 60),
        used_by          text        not null,
        used_at          timestamptz not null default clock_timestamp(),
        primary key (merchant_id, use_id),
        foreign key (merchant_id, work_order_id) references grading.work_order
);
comment on table grading.work_part is 'Parts that a work order used, at what they cost then, with the serial numbers of what came out and went in. Rows are only added.';
create index work_part_order on grading.work_part (merchant_id, work_order_id, used_at);

select rp.protect(t::regclass) from unnest(array['grading.operation', 'grading.work_time', 'grading.work_step', 'grading.work_part']) t;
grant select, insert on grading.partner_operation, grading.operation, grading.work_setting, grading.part_entry, grading.work_step, grading.work_part to resale_grading;
grant select, insert, update on grading.part, grading.work_time to resale_grading;

create view intake.triage_view as select merchant_id, unit_id, trip, next, because, decided_at from intake.triage;
comment on view intake.triage_view is 'What triage suggests for each unit and trip, for planning work.';
grant select on intake.triage_view to resale_grading;

create function grading.worker_name(worker text) returns text language sql stable
        return (select c.name from accounts.colleague_view c where 'staff:' || c.staff_id = worker);
comment on function grading.worker_name is 'Who "staff:<id>" is; null for anybody else.';

-- Every operation that a merchant has, its own and the partner's, each in its newest version; which of them holds for a product type, operations_for says.
create view grading.operation_view as
select m.merchant_id, o.source, o.operation_id, o.code, o.product_type, o.version, o.body
  from accounts.merchant_view m
 cross join lateral (
        select * from (select distinct on (own.code, own.product_type) 'merchant' as source, own.operation_id, own.code, own.product_type, own.version, own.body
                         from grading.operation own where own.merchant_id = m.merchant_id order by own.code, own.product_type, own.version desc) of_merchant
        union all
        select * from (select distinct on (p.code, p.product_type) 'partner' as source, p.operation_id, p.code, p.product_type, p.version, p.body
                         from grading.partner_operation p order by p.code, p.product_type, p.version desc) of_partner) o;
grant select on grading.operation_view to resale_grading;
comment on view grading.operation_view is 'The newest version of every operation of every merchant, its own and the partner''s.';

-- The most particular one wins: the merchant's for the type, the merchant's for any, the partner's for the type, the partner's for any. One that is retired hides those behind it.
create function grading.operations_for(merchant uuid, type text)
returns table (source text, operation_id uuid, code text, product_type text, version integer, body jsonb) language sql stable as $$
        select f.source, f.operation_id, f.code, f.product_type, f.version, f.body
          from (select distinct on (v.code) v.* from grading.operation_view v
                 where v.merchant_id = merchant and v.product_type in (type, '*')
                 order by v.code, v.source, v.product_type = '*') f
         where not (f.body ->> 'retired')::boolean
         order by f.code
$$;
comment on function grading.operations_for is 'The operations that hold for a product type of a merchant, one of each code.';

create function grading.operation_body(merchant uuid, operation uuid) returns jsonb language sql stable
        return coalesce((select o.body from grading.operation o where o.merchant_id = merchant and o.operation_id = operation),
                        (select p.body from grading.partner_operation p where p.operation_id = operation));
comment on function grading.operation_body is 'A version of an operation, as a work order stored it; null: work of before there were any.';

create function grading.work_seconds(merchant uuid, work uuid) returns bigint language sql stable
        return (select coalesce(sum(extract(epoch from coalesce(t.ended_at, clock_timestamp()) - t.started_at)), 0)::bigint
                  from grading.work_time t where t.merchant_id = merchant and t.work_order_id = work);
comment on function grading.work_seconds is 'Labour on a work order so far.';

create function grading.work_order_json(merchant uuid, work uuid) returns jsonb language sql stable
        return (select jsonb_build_object('work_order_id', w.work_order_id, 'unit_id', w.unit_id, 'trip', w.trip, 'operations', w.operations, 'state', w.state, 'stage', w.stage,
                         'priority', w.priority, 'due_at', rp.iso(w.due_at), 'facility_id', w.facility_id, 'planned_by', w.planned_by, 'planned_at', rp.iso(w.planned_at),
                         'technician', w.technician, 'technician_name', grading.worker_name(w.technician), 'started_at', rp.iso(w.started_at), 'finished_at', rp.iso(w.finished_at),
                         'expected_minutes', w.expected_minutes, 'expected_cost', rp.money(w.expected_amount, w.currency),
                         'minutes', w.minutes, 'counted_minutes', w.counted_minutes, 'parts_amount', w.parts_amount,
                         'labour_cost', rp.money(w.labour_amount, w.currency), 'cost', rp.money(w.cost_amount, w.currency), 'refurbishes', w.refurbishes,
                         'paused', case when w.stage = 'paused' then jsonb_build_object('reason', w.paused_reason, 'note', w.paused_note, 'since', rp.iso(w.paused_at)) end,
                         'note', w.note)
                  from grading.work_order w where w.merchant_id = merchant and w.work_order_id = work);
comment on function grading.work_order_json is 'A work order as answers write it.';

create function grading.step_records(merchant uuid, work uuid, of_operation text) returns jsonb language sql stable
        return (select coalesce(jsonb_agg(jsonb_build_object('step', r.step, 'value', r.value, 'unit', r.unit, 'photo_id', r.photo_id, 'note', r.note, 'recorded_by', r.recorded_by,
                                                             'recorded_by_name', grading.worker_name(r.recorded_by), 'recorded_at', rp.iso(r.recorded_at)) order by r.step), '[]')
                  from (select distinct on (s.step) s.* from grading.work_step s
                         where s.merchant_id = merchant and s.work_order_id = work and s.operation = of_operation
                         order by s.step, s.recorded_at desc, s.record_id desc) r);
comment on function grading.step_records is 'What was recorded last of each step of an operation of a work order.';

create function grading.work_operations(merchant uuid, work uuid) returns jsonb language sql stable
        return (select coalesce(jsonb_agg(o.item || jsonb_build_object('body', grading.operation_body(merchant, (o.item ->> 'operation_id')::uuid),
                                                                       'records', grading.step_records(merchant, work, o.item ->> 'operation')) order by o.place), '[]')
                  from grading.work_order w cross join lateral jsonb_array_elements(w.operations) with ordinality as o(item, place)
                 where w.merchant_id = merchant and w.work_order_id = work);
comment on function grading.work_operations is 'The operations of a work order, each with the version it has and with what was recorded of its steps.';

create function grading.grade_facts(merchant uuid, of_grade uuid) returns jsonb language sql stable
        return (select jsonb_build_object('grade_id', g.grade_id, 'grade', g.grade, 'reason', g.reason, 'condition', g.condition, 'graded_at', rp.iso(g.graded_at))
                  from grading.grade g where g.merchant_id = merchant and g.grade_id = of_grade);
comment on function grading.grade_facts is 'A grade in short.';

-- The first grade after the work ended, and before any later work began.
create function grading.grade_after(merchant uuid, of_unit uuid, ended timestamptz) returns uuid language sql stable
        return (select g.grade_id from grading.grade g
                 where g.merchant_id = merchant and g.unit_id = of_unit and g.graded_at >= ended
                   and not exists (select from grading.work_order later where later.merchant_id = merchant and later.unit_id = of_unit
                                      and later.started_at > ended and later.started_at < g.graded_at)
                 order by g.graded_at, g.grade_id limit 1);
comment on function grading.grade_after is 'What the unit was graded once the work on it had ended.';

create function grading.photos_between(merchant uuid, of_unit uuid, of_trip integer, since timestamptz, until timestamptz) returns jsonb language sql stable
        return (select coalesce(jsonb_agg(jsonb_build_object('photo_id', p.photo_id, 'shot', p.shot, 'taken_at', rp.iso(p.taken_at)) order by p.taken_at, p.photo_id), '[]')
                  from intake.photo_view p
                 where p.merchant_id = merchant and p.unit_id = of_unit and p.trip = of_trip and p.taken_at >= since and p.taken_at < until);
comment on function grading.photos_between is 'Photos of a unit on a trip that were taken in a span of time.';

create function grading.work_before_after(merchant uuid, work uuid) returns jsonb language sql stable
        return (select jsonb_build_object(
                         'before', jsonb_build_object('grade', grading.grade_facts(merchant, w.grade_before),
                                                      'photos', grading.photos_between(merchant, w.unit_id, w.trip, '-infinity', coalesce(w.started_at, 'infinity'))),
                         'after', jsonb_build_object('grade', case when w.finished_at is not null and w.started_at is not null
                                                                   then grading.grade_facts(merchant, grading.grade_after(merchant, w.unit_id, w.finished_at)) end,
                                                     'photos', grading.photos_between(merchant, w.unit_id, w.trip, coalesce(w.started_at, 'infinity'), 'infinity')))
                  from grading.work_order w where w.merchant_id = merchant and w.work_order_id = work);
comment on function grading.work_before_after is 'How a unit was before its work and after it: the grades, and the photos taken before it began and since.';

create function grading.work_parts(merchant uuid, work uuid) returns jsonb language sql stable
        return (select coalesce(jsonb_agg(jsonb_build_object('use_id', p.use_id, 'part', p.code, 'name', p.name, 'quantity', p.quantity, 'unit_cost', rp.money(p.unit_cost_amount, p.currency),
                                                             'operation', p.operation, 'serial_out', p.serial_out, 'serial_in', p.serial_in, 'used_by', p.used_by,
                                                             'used_at', rp.iso(p.used_at)) order by p.used_at, p.use_id), '[]')
                  from grading.work_part p where p.merchant_id = merchant and p.work_order_id = work);
comment on function grading.work_parts is 'Parts that a work order used.';

create function grading.work_times(merchant uuid, work uuid) returns jsonb language sql stable
        return (select coalesce(jsonb_agg(jsonb_build_object('technician', t.technician, 'name', grading.worker_name(t.technician), 'started_at', rp.iso(t.started_at),
                                                             'ended_at', rp.iso(t.ended_at)) order by t.nth), '[]')
                  from grading.work_time t where t.merchant_id = merchant and t.work_order_id = work);
comment on function grading.work_times is 'Who worked on a work order from when to when.';

create function grading.whole_work_order(merchant uuid, work uuid) returns jsonb language sql stable
        return (select grading.work_order_json(merchant, work) || grading.work_before_after(merchant, work)
                       || jsonb_build_object('lpn', u.lpn, 'title', u.title, 'product_type', u.product_type, 'unit_state', u.state, 'seconds', grading.work_seconds(merchant, work),
                                             'operations', grading.work_operations(merchant, work), 'parts', grading.work_parts(merchant, work), 'times', grading.work_times(merchant, work))
                  from grading.work_order w join ledger.unit u on u.merchant_id = w.merchant_id and u.unit_id = w.unit_id
                 where w.merchant_id = merchant and w.work_order_id = work);
comment on function grading.whole_work_order is 'All of a work order, as answers write it.';

-- Over all merchants, which a request that is bound to one does not see: how full a stage of a facility is.
create function grading.orders_in(facility uuid, of_stage text) returns bigint language sql stable security definer set search_path = pg_catalog
        return (select count(*) from grading.work_order w where w.facility_id = facility and w.stage = of_stage and w.state = 'open');
comment on function grading.orders_in is 'How many work orders are in a stage at a facility.';
revoke execute on function grading.orders_in from public;
grant execute on function grading.orders_in to resale_grading;

create function grading.part_json(p grading.part) returns jsonb language sql stable
        return jsonb_build_object('part', p.code, 'name', p.name, 'unit_cost', rp.money(p.unit_cost_amount, p.currency), 'low', p.low, 'stock', p.stock,
                                  'is_low', p.stock <= p.low, 'created_at', rp.iso(p.created_at));
comment on function grading.part_json is 'A part in stock, as answers write it.';

-- What every merchant has from the beginning. Costs nothing but labour until somebody says more; observations are found by their words, since rubrics differ in their codes.
insert into grading.partner_operation (operation_id, code, product_type, version, body, created_by)
select gen_random_uuid(), d.code, '*', 1,
       jsonb_build_object('name', d.name, 'minutes', d.minutes, 'cost', null, 'parts', '[]'::jsonb, 'refurbishes', d.refurbishes, 'serials', d.serials, 'retired', false,
                          'removes', (select coalesce(jsonb_agg(jsonb_build_object('question', null, 'answers', '[]'::jsonb, 'text', t)), '[]') from unnest(d.removes) t),
                          'steps', (select coalesce(jsonb_agg(jsonb_build_object('kind', s[1], 'text', s[2], 'unit', null, 'min', 0, 'max', 0, 'shot', null, 'optional', true) order by n), '[]')
                                      from (select array[split_part(x, ': ', 1), split_part(x, ': ', 2)] as s, n from unnest(d.steps) with ordinality as t(x, n)) y)), 'system'
  from (values
        ('clean',          'Clean',            12, true,  false, array['light stain', 'hair or lint', 'light footprint'],
                array['check: The care label allows it', 'confirm: Clean and dry']),
        ('wash',           'Wash',             15, true,  false, array['stain {measure}', 'light stain', 'faint smell', 'hair or lint'],
                array['check: The care label allows it', 'confirm: Washed and dry']),
        ('deodorise',      'De-odorise',       10, true,  false, array['faint smell'],
                array['confirm: No smell at 20 cm']),
        ('de_pill',        'De-pill',           8, true,  false, array['single pills', 'pilling that shows', 'pills or a pulled thread'],
                array['confirm: No pills left, no thin places']),
        ('stitch',         'Stitch',           15, true,  false, array['snag {measure}', 'snag up to', 'open seam', 'loose thread'],
                array['check: Thread matches in colour', 'confirm: Flat, nothing pulls']),
        ('repair_seam',    'Repair a seam',    15, true,  false, array['open seam'],
                array['confirm: Flat, nothing pulls']),
        ('replace_zip',    'Replace a zip',    25, true,  false, array['one does not close'],
                array['confirm: Runs from end to end']),
        ('replace_button', 'Replace a button',  8, true,  false, array['one is loose', 'one is broken or gone'],
                array['confirm: Holds when it is pulled']),
        ('remove_stain',   'Remove a stain',   12, true,  false, array['stain {measure}', 'light stain', 'light footprint'],
                array['confirm: Not seen at 20 cm']),
        ('part_swap',      'Part swap',        20, true,  true,  array['battery health', 'button or port is stiff', 'small part are gone'],
                array['confirm: The new part works']),
        ('test',           'Function test',    10, false, false, array[]::text[],
                array['confirm: All functions work']),
        ('sanitise',       'Sanitise',          5, false, false, array[]::text[],
                array['confirm: All that is touched was wiped']),
        ('repack',         'Repack',            5, false, false, array['box is gone', 'box or manual is gone'],
                array['confirm: Sealed in a new bag'])
       ) as d(code, name, minutes, refurbishes, serials, removes, steps);
