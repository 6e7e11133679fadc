-- Grades and dispositions back to Loop; grades that are hidden while they are looked at a second time; recalls that look for units already here.

-- What routing reads of others to tell Loop.
create view intake.loop_line_view as
select r.merchant_id, r.unit_id, r.trip, r.line_item_id, r.outcome, s.provider_return_id, u.lpn
  from intake.unit_record r
  join intake.shipment s on s.merchant_id = r.merchant_id and s.shipment_id = r.shipment_id and s.provider_return_id is not null
  join ledger.unit u on u.merchant_id = r.merchant_id and u.unit_id = r.unit_id
 where r.line_item_id is not null;
comment on view intake.loop_line_view is 'Which line of which Loop return each unit was, on the trip that it came by one.';
grant usage on schema intake to resale_routing;
grant select on intake.loop_line_view to resale_routing;

create view grading.told_grade_view as
select g.merchant_id, g.unit_id, g.trip, g.grade_id, g.grade, g.sentence, g.condition, g.graded_at, g.rubric_version,
       (select e ->> 'name' from jsonb_array_elements(r.body -> 'grades') e where e ->> 'code' = g.grade) as name,
       (select e -> 'crosswalk' ->> 'loop' from jsonb_array_elements(r.body -> 'grades') e where e ->> 'code' = g.grade) as loop
  from grading.grade g
  join grading.rubric r on r.merchant_id = g.merchant_id and r.rubric_id = g.rubric_id;
comment on view grading.told_grade_view is 'Each grade with its name, and with Loop''s word where the rubric''s own crosswalk has one.';
grant select on grading.told_grade_view to resale_routing;

create table routing.loop_target (
        merchant_id uuid        not null primary key,
        url         text        not null check (length(url) between 10 and 500),
        version     text        not null check (version ~ '^[0-9]{4}-[0-9]{2}$'),
        since       timestamptz not null default now(),
        next_at     timestamptz not null default now()
);
comment on table routing.loop_target is 'Where Loop wants to hear of grades and dispositions: address and version of its API, from when on, and when the next call may go out. The key is the subscription''s secret.';

create table routing.loop_report (
        merchant_id        uuid        not null,
        report_id          uuid        not null,
        kind               text        not null check (kind in ('grade', 'disposition')),
        unit_id            uuid        not null,
        trip               integer     not null,
        sequence           bigint      not null,
        lpn                text        not null,
        provider_return_id text        not null,
        line_item_id       text        not null,
        ours               text        not null,
        word               text                 check (word in ('grade_a', 'grade_b', 'grade_c', 'grade_d', 'incorrect_item', 'missing', 'junk',
                                                                'back_to_stock', 'resale_hold', 'recycle', 'donate')),
        why_not            text,
        superseded         boolean     not null default false,
        at                 timestamptz not null,
        made_at            timestamptz not null default now(),
        primary key (merchant_id, report_id),
        unique (merchant_id, unit_id, sequence),
        foreign key (merchant_id, unit_id) references ledger.unit,
        check ((word is null) = (why_not is not null))
);
comment on table routing.loop_report is 'Each grade and disposition that Loop is to hear of, one an event of the ledger; the delivery in the outbox has the same id. Without Loop''s word it is not sent, and says why. Superseded: a later one of its kind took its place.';
create index loop_report_listing on routing.loop_report (merchant_id, made_at, report_id);

select rp.protect(t::regclass) from unnest(array['routing.loop_target', 'routing.loop_report']) t;
grant select, insert, update, delete on routing.loop_target to resale_routing;
grant select, insert, update on routing.loop_report to resale_routing;

create function routing.loop_report_state(r routing.loop_report) returns text language sql stable
        return case when r.word is null then 'not_sendable'
                    else coalesce((select o.state from routing.outbox o where o.merchant_id = r.merchant_id and o.delivery_id = r.report_id),
                                  case when r.superseded then 'superseded' else 'past' end) end;
comment on function routing.loop_report_state is 'How a report stands: that of its delivery; superseded before it was sent; not sendable; or past, its delivery kept no more.';

create function routing.loop_report_json(r routing.loop_report) returns json language sql stable
        return (select json_build_object('report_id', r.report_id, 'kind', r.kind, 'unit_id', r.unit_id, 'lpn', r.lpn, 'provider_return_id', r.provider_return_id,
                                         'line_item_id', r.line_item_id, 'ours', r.ours, 'word', r.word, 'state', routing.loop_report_state(r), 'superseded', r.superseded,
                                         'why_not', r.why_not, 'attempts', coalesce(o.attempts, 0), 'last_status', o.last_status, 'last_error', o.last_error,
                                         'due_at', rp.iso(case when o.state = 'pending' then o.due_at end), 'finished_at', rp.iso(o.finished_at), 'at', rp.iso(r.at))
                  from (select) one
                  left join routing.outbox o on o.merchant_id = r.merchant_id and o.delivery_id = r.report_id);
comment on function routing.loop_report_json is 'A report with how its delivery stands, as answers write it.';
grant execute on function routing.loop_report_state, routing.loop_report_json to resale_routing;

-- A unit that waits for its second look. Who might give it sees nothing of the first, in any service.
create function grading.is_blind(merchant uuid, of_unit uuid, actor text, may_review boolean) returns boolean language sql stable security definer set search_path = pg_catalog
begin atomic
        select exists (select from grading.review r
                        where r.merchant_id = merchant and r.unit_id = of_unit and r.state = 'open'
                          and ((r.taken_by = actor and r.taken_until > now()) or (may_review and r.first_by <> actor and coalesce(r.for_whom, actor) = actor)));
end;
comment on function grading.is_blind is 'Must what a unit was graded be hidden from this person: it waits for a second look that they may be asked for, or that they have in hand?';
revoke execute on function grading.is_blind from public;
grant execute on function grading.is_blind to resale_grading, resale_intake;
grant execute on function intake.wants_shot to resale_intake;

create or replace function grading.blind_json(r grading.review) returns json language sql stable
        return (select json_build_object('merchant_id', r.merchant_id, 'review_id', r.review_id, 'unit_id', r.unit_id, 'lpn', u.lpn, 'title', u.title, 'sku', u.sku,
                                         'product_type', u.product_type, 'trip', r.trip, 'bin', p.bin, 'tote', p.tote, 'due_at', rp.iso(r.due_at),
                                         'taken_until', rp.iso(case when r.taken_until > now() then r.taken_until end))
                  from ledger.unit u
                  left join intake.review_place_view p on p.merchant_id = u.merchant_id and p.unit_id = u.unit_id
                 where u.merchant_id = r.merchant_id and u.unit_id = r.unit_id);

-- What a piece's own label says, once somebody has read it.
create table grading.identity (
        merchant_id uuid        not null,
        unit_id     uuid        not null,
        serial      text                 check (length(serial) between 1 and 200),
        lot         text                 check (length(lot) between 1 and 200),
        read_by     text        not null,
        read_at     timestamptz not null default now(),
        primary key (merchant_id, unit_id),
        foreign key (merchant_id, unit_id) references ledger.unit,
        check (num_nonnulls(serial, lot) >= 1)
);
comment on table grading.identity is 'Lot and serial number of a unit as last read off its own label; recalls look here when nobody scans it.';

create table grading.recall_search (
        merchant_id uuid        not null,
        search_id   uuid        not null,
        asked_by    text        not null,
        after       uuid        not null default '00000000-0000-0000-0000-000000000000',
        looked      bigint      not null default 0 check (looked >= 0),
        asked_at    timestamptz not null default now(),
        done_at     timestamptz,
        primary key (merchant_id, search_id)
);
comment on table grading.recall_search is 'Going through all units of a merchant for recalls that were made together: how far, in the order of their ids, and when it ended.';
create index recall_search_open on grading.recall_search (asked_at, merchant_id, search_id) where done_at is null;

create table grading.recall_found (
        merchant_id uuid   not null,
        recall_id   uuid   not null,
        search_id   uuid   not null,
        held        bigint not null default 0 check (held >= 0),
        on_hold     bigint not null default 0 check (on_hold >= 0),
        sold        bigint not null default 0 check (sold >= 0),
        left_us     bigint not null default 0 check (left_us >= 0),
        primary key (merchant_id, recall_id),
        foreign key (merchant_id, recall_id) references grading.recall,
        foreign key (merchant_id, search_id) references grading.recall_search
);
comment on table grading.recall_found is 'What a search found for each recall: put on hold, on hold already, sold (with a customer or on its way there), and gone otherwise.';
create index recall_found_search on grading.recall_found (merchant_id, search_id);

create function grading.recall_json(r grading.recall) returns json language sql stable
        return (select json_build_object('recall_id', r.recall_id, 'serial', r.serial, 'lot', r.lot, 'sku', r.sku, 'product_id', r.product_id, 'reason', r.reason, 'created_by', r.created_by,
                                         'created_at', rp.iso(r.created_at), 'ended_by', r.ended_by, 'ended_at', rp.iso(r.ended_at),
                                         'search', case when s.search_id is not null then
                                                   json_build_object('looked', s.looked, 'done_at', rp.iso(s.done_at), 'held', f.held, 'on_hold', f.on_hold, 'sold', f.sold, 'left_us', f.left_us) end)
                  from (select) one
                  left join grading.recall_found f on f.merchant_id = r.merchant_id and f.recall_id = r.recall_id
                  left join grading.recall_search s on s.merchant_id = f.merchant_id and s.search_id = f.search_id);
comment on function grading.recall_json is 'A recall with what a search for units already here has found so far; null: it was made when there was none.';

select rp.protect(t::regclass) from unnest(array['grading.identity', 'grading.recall_search', 'grading.recall_found']) t;
grant select, insert, update on grading.identity, grading.recall_search, grading.recall_found to resale_grading;

-- How full a stage of a facility is, that of what waits to be graded after its work too.
create or replace function grading.orders_in(facility uuid, of_stage text) returns bigint language sql stable security definer set search_path = pg_catalog
        return case when of_stage = 'to_grade'
                    then (select count(*) from ledger.unit u
                           where u.state = 'refurbishing'
                             and not exists (select from grading.work_order w where w.merchant_id = u.merchant_id and w.unit_id = u.unit_id and w.state = 'open')
                             and exists (select from intake.unit_view v where v.merchant_id = u.merchant_id and v.unit_id = u.unit_id and v.facility_id = facility))
                    else (select count(*) from grading.work_order w where w.facility_id = facility and w.stage = of_stage and w.state = 'open') end;
