-- How a merchant earns: its policy in versions, decisions by what is queried of them, what was learned of its own sales, price plans and what listing makes of them.

create table grading.earning_policy (
        merchant_id    uuid        not null,
        version        integer     not null check (version >= 1),
        currency       text        not null check (currency ~ '^[A-Z]{3}$'),
        floor_amount   bigint      not null check (floor_amount >= 0),
        ceiling_amount bigint               check (ceiling_amount >= floor_amount),
        body           jsonb       not null check (jsonb_typeof(body) = 'object'),
        created_by     text        not null,
        created_at     timestamptz not null default now(),
        primary key (merchant_id, version)
);
comment on table grading.earning_policy is 'Versions of how a merchant earns; a version never changes, and the newest is in force. Floor and ceiling of prices stand beside the whole.';

create table grading.estimate (
        merchant_id  uuid        not null,
        version      integer     not null check (version >= 1),
        policy_version integer,
        sales_since  timestamptz not null,
        listings     bigint      not null check (listings >= 0),
        sales        bigint      not null check (sales >= 0),
        made_by      text        not null,
        made_at      timestamptz not null default now(),
        primary key (merchant_id, version)
);
comment on table grading.estimate is 'Versions of what was learned of a merchant''s own listings and sales; a version never changes, and the newest is used.';

create table grading.estimate_group (
        merchant_id  uuid    not null,
        version      integer not null,
        product_type text    not null,
        grade        text    not null,
        place        integer not null,
        days         bigint  not null check (days >= 0),
        sales        bigint  not null check (sales >= 0),
        returns      bigint  not null check (returns >= 0),
        body         jsonb   not null check (jsonb_typeof(body) = 'object'),
        parent       jsonb   not null check (jsonb_typeof(parent) = 'object'),
        primary key (merchant_id, version, product_type, grade),
        foreign key (merchant_id, version) references grading.estimate
);
comment on table grading.estimate_group is 'One group of a version: its product type and grade, each "*" for all; what it saw itself, what is believed of it, and what is believed of the group above it. place: of the grade, 0 the best.';

create table grading.decision (
        merchant_id      uuid        not null,
        decision_id      uuid        not null,
        unit_id          uuid        not null,
        trip             integer     not null,
        grade_id         uuid        not null,
        product_type     text        not null,
        grade            text        not null,
        reason           text        not null check (reason in ('graded', 'weighed_again')),
        policy_version   integer              check (policy_version >= 1),
        estimate_version integer              check (estimate_version >= 1),
        chosen           text        not null check (chosen in ('resell', 'refurbish', 'back_to_merchant', 'liquidate', 'donate', 'recycle', 'destroy')),
        currency         text        not null,
        way              text        not null,
        channel          text,
        predicted_net    bigint      not null,
        predicted_price  bigint      not null check (predicted_price >= 0),
        predicted_sold   integer     not null check (predicted_sold between 0 and 10000),
        planned_price    bigint               check (planned_price > 0),
        price_new        bigint      not null check (price_new >= 0),
        work_amount      bigint      not null check (work_amount >= 0),
        horizon_days     integer     not null check (horizon_days >= 1),
        storage_per_day  bigint      not null check (storage_per_day >= 0),
        handling         bigint      not null check (handling >= 0),
        fee_share        integer     not null check (fee_share between 0 and 10000),
        fee_amount       bigint      not null check (fee_amount >= 0),
        labour_rate      bigint      not null check (labour_rate >= 0),
        body             jsonb                check (jsonb_typeof(body) = 'object'),
        decided_by       text        not null,
        decided_at       timestamptz not null default clock_timestamp(),
        primary key (merchant_id, decision_id),
        foreign key (merchant_id, grade_id) references grading.grade,
        foreign key (merchant_id, policy_version) references grading.earning_policy,
        foreign key (merchant_id, estimate_version) references grading.estimate,
        check ((reason = 'graded') = (body is null))
);
comment on table grading.decision is 'What is asked of decisions: the alternative that was chosen and what it was to earn, in minor units and basis points. body: all alternatives, where they do not stand with the grade.';
create index decision_unit on grading.decision (merchant_id, unit_id, decided_at desc);
create index decision_time on grading.decision (merchant_id, decided_at, decision_id);

create table grading.price_plan (
        merchant_id      uuid          not null,
        listing_id       uuid          not null,
        plan_version     integer       not null check (plan_version >= 1),
        policy_version   integer       not null,
        estimate_version integer,
        due              timestamptz[] not null,
        amounts          bigint[]      not null,
        expected_net     bigint        not null,
        planned_at       timestamptz   not null default now(),
        primary key (merchant_id, listing_id),
        check (cardinality(due) = cardinality(amounts))
);
comment on table grading.price_plan is 'The steps that a live listing''s price is to take, and when; plan_version is of the night that changed it last.';
create index price_plan_version on grading.price_plan (merchant_id, plan_version, listing_id);

create table grading.night (
        merchant_id  uuid        not null primary key,
        done_for     date,
        wanted_by    text,
        stage        text                 check (stage in ('plan')),
        after        uuid,
        plan_version integer     not null default 0,
        planned      bigint      not null default 0,
        changed      bigint      not null default 0,
        started_at   timestamptz,
        finished_at  timestamptz,
        check (stage is not null or after is null)
);
comment on table grading.night is 'The nightly work of a merchant: the date it was done for, in its time zone; how far planning is; plan_version: of the last plan that is whole. Small.';

select rp.protect(t::regclass) from unnest(array['grading.earning_policy', 'grading.estimate', 'grading.estimate_group', 'grading.decision', 'grading.price_plan', 'grading.night']) t;
grant select, insert on grading.earning_policy, grading.estimate, grading.estimate_group, grading.decision to resale_grading;
grant select, insert, update, delete on grading.price_plan to resale_grading;
grant select, insert, update on grading.night to resale_grading;

create function grading.weighing(merchant uuid, type text) returns text language sql stable
begin atomic
        select json_build_object('currency', m.currency, 'policy_version', p.version, 'policy', p.body, 'estimate_version', e.version,
                                 'day', extract(doy from now() at time zone m.time_zone)::integer - 1,
                                 'groups', (select coalesce(json_agg(json_build_object('type', g.product_type, 'grade', g.grade, 'body', g.body)), '[]')
                                              from grading.estimate_group g
                                             where g.merchant_id = merchant and g.version = e.version and g.product_type in (type, '*')))::text
          from accounts.merchant_view m
          left join lateral (select p.version, p.body from grading.earning_policy p where p.merchant_id = merchant order by p.version desc limit 1) p on true
          left join lateral (select max(e.version) as version from grading.estimate e where e.merchant_id = merchant) e on true
         where m.merchant_id = merchant;
end;
comment on function grading.weighing is 'What a unit of this product type is weighed with: the policy in force, and what was learned of the type and of all.';

create view grading.price_bounds_view as
select distinct on (merchant_id) merchant_id, version, currency, floor_amount, ceiling_amount from grading.earning_policy order by merchant_id, version desc;
comment on view grading.price_bounds_view is 'Between which prices a merchant''s policy in force sells.';

create view grading.decision_view as
select u.merchant_id, u.unit_id, d.trip, d.decision_id, d.chosen, d.planned_price, d.currency, d.policy_version, d.decided_at
  from ledger.unit u
 cross join lateral (select * from grading.decision d where d.merchant_id = u.merchant_id and d.unit_id = u.unit_id order by d.decided_at desc limit 1) d;
comment on view grading.decision_view is 'The latest decision on each unit, with the price to offer it at when its merchant has a policy.';

create view grading.price_plan_view as
select merchant_id, listing_id, plan_version, due, amounts from grading.price_plan;
comment on view grading.price_plan_view is 'The steps of prices, for listing.';
create view grading.plan_version_view as select merchant_id, plan_version from grading.night where plan_version > 0;
comment on view grading.plan_version_view is 'The last plan of each merchant that is whole.';
grant select on grading.price_bounds_view, grading.decision_view, grading.price_plan_view, grading.plan_version_view to resale_listing;

-- listing: steps that are still to be taken, and how prices changed.

create table listing.price_plan (
        merchant_id  uuid          not null,
        listing_id   uuid          not null,
        plan_version integer       not null,
        due          timestamptz[] not null,
        amounts      bigint[]      not null,
        next_due     timestamptz,
        primary key (merchant_id, listing_id),
        foreign key (merchant_id, listing_id) references listing.listing,
        check (cardinality(due) = cardinality(amounts))
);
comment on table listing.price_plan is 'Steps of a listing''s price that are still to be taken, the next one first; a step that is taken goes. next_due: when to look at it, later than the step where the unit was leased or held then.';
create index price_plan_due on listing.price_plan (merchant_id, next_due, listing_id) where next_due is not null;
create index price_plan_next on listing.price_plan (next_due) where next_due is not null;

create table listing.plan_taken (
        merchant_id  uuid    not null primary key,
        plan_version integer not null default 0,
        taking       integer,
        after        uuid
);
comment on table listing.plan_taken is 'Up to which plan of a merchant the steps were taken over; taking, after: the one that is being taken over, and how far. Small.';

create table listing.price_change (
        merchant_id  uuid        not null,
        listing_id   uuid        not null,
        changed_at   timestamptz not null default clock_timestamp(),
        from_amount  bigint,
        to_amount    bigint      not null check (to_amount > 0),
        currency     text        not null,
        because      text        not null check (because in ('plan', 'below_floor')),
        plan_version integer,
        reason       text                 check (length(reason) <= 1000),
        changed_by   text        not null,
        approved_by  text,
        primary key (merchant_id, listing_id, changed_at),
        foreign key (merchant_id, listing_id) references listing.listing,
        check (because <> 'below_floor' or (reason is not null and coalesce(approved_by <> changed_by, false)))
);
comment on table listing.price_change is 'How the price of a listing changed, and why; below the floor only for a reason and with a second person. Rows are only added.';

select rp.protect(t::regclass) from unnest(array['listing.price_plan', 'listing.plan_taken', 'listing.price_change']) t;
grant select, insert, update, delete on listing.price_plan to resale_listing;
grant select, insert, update on listing.plan_taken to resale_listing;
grant select, insert on listing.price_change to resale_listing;
create index listing_live on listing.listing (merchant_id, listing_id) where state = 'live';

-- A price changes only while nobody leases or buys: who is doing either at this moment has the unit's row, and is left alone.
create function ledger.hold_listed(merchant uuid, units uuid[]) returns setof uuid
language plpgsql security definer set search_path = pg_catalog as $$
begin
        perform ledger.check_merchant(merchant);
        return query select u.unit_id from ledger.unit u
                      where u.merchant_id = merchant and u.unit_id = any (units) and u.state = 'listed'
                      order by u.unit_id for no key update skip locked;
end $$;
comment on function ledger.hold_listed is 'Keep units as listed until the transaction ends: those of them that are, and that nobody is moving.';
revoke execute on function ledger.hold_listed from public;
grant execute on function ledger.hold_listed to resale_listing;

-- What grading learns from, and scores itself by.
create view listing.outcome_view as
select merchant_id, listing_id, unit_id, state, grade, price_amount, currency, compare_at_amount, published_at, changed_at from listing.listing;
comment on view listing.outcome_view is 'Each offer, at what price it stands or ended, since when.';
create view listing.price_change_view as
select merchant_id, listing_id, changed_at, from_amount, to_amount from listing.price_change where because = 'plan';
comment on view listing.price_change_view is 'How prices of offers changed.';
create view fulfillment.outcome_view as
select l.merchant_id, l.unit_id, l.listing_id, l.trip, l.price_amount, o.currency, l.state, o.paid_at as sold_at, coalesce(r.received_at, r.authorised_at) as returned_at,
       case when l.final_sale then o.paid_at else coalesce(p.delivered_at, p.shipped_at, o.paid_at) + interval '1 day' * (l.return_days + 1) end as window_ends,
       coalesce((select -sum(b.amount) from fulfillment.posting b
                  where b.merchant_id = l.merchant_id and b.unit_id = l.unit_id and b.order_id = l.order_id and b.entry = 'refund' and b.account = 'customer'), 0)::bigint as refunded
  from fulfillment.order_line l
  join fulfillment.resale_order o on o.merchant_id = l.merchant_id and o.order_id = l.order_id
  left join fulfillment.parcel p on p.merchant_id = l.merchant_id and p.parcel_id = l.parcel_id
  left join fulfillment.resale_return r on r.merchant_id = l.merchant_id and r.order_id = l.order_id and r.line_id = l.line_id
 where l.state in ('bound', 'returned');
comment on view fulfillment.outcome_view is 'Each sale that stood: what it brought, what was given back, and until when it can be returned.';
grant usage on schema listing, fulfillment to resale_grading;
grant select on listing.outcome_view, listing.price_change_view, fulfillment.outcome_view to resale_grading;
create index order_line_listing on fulfillment.order_line (merchant_id, listing_id) where state in ('bound', 'returned');
