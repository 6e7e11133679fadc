-- How fast each product sells against its group: what is counted by product, and what comes of it.

create table grading.product_factor (
        merchant_id uuid    not null,
        product     text    not null,
        version     integer not null check (version >= 1),
        factor      integer not null check (factor between 100 and 5000),
        primary key (merchant_id, product, version)
);
comment on table grading.product_factor is 'How much faster than its group a product sells, in thousandths; one without a row sells as its group. It holds from this version of what was learned until a row of a newer one.';
select rp.protect('grading.product_factor');
grant select, insert on grading.product_factor to resale_grading;

-- What was learned long ago, and no decision names, goes.
grant delete on grading.estimate, grading.estimate_group to resale_grading;
create index decision_estimate on grading.decision (merchant_id, estimate_version);

create function grading.factor_of(merchant uuid, named text) returns integer language sql stable
begin atomic
        select coalesce((select f.factor from grading.product_factor f where f.merchant_id = merchant and f.product = named order by f.version desc limit 1), 1000);
end;
comment on function grading.factor_of is 'The factor of a product as it was learned last, in thousandths; 1000 for one that is not known.';

create function grading.demand_cells(merchant uuid, of_days integer)
returns table (product_type text, product text, grade text, step integer, band integer, month integer, days double precision, sales bigint, returns bigint) language sql stable
begin atomic
        with offers as materialized (
                select l.listing_id, coalesce(u.product_type, '*') as product_type, coalesce(v.product_id, v.sku) as product, l.grade, l.price_amount,
                       coalesce(l.compare_at_amount, case when v.currency = l.currency then v.price_amount end) as price_new, l.published_at,
                       coalesce(s.sold_at, case when l.state = 'live' then now() else l.changed_at end) as ended_at, s.sold_at is not null as sold, s.returned_at is not null as returned
                  from listing.outcome_view l
                  join ledger.unit u on u.merchant_id = l.merchant_id and u.unit_id = l.unit_id
                  left join intake.unit_view v on v.merchant_id = l.merchant_id and v.unit_id = l.unit_id
                  left join fulfillment.outcome_view s on s.merchant_id = l.merchant_id and s.listing_id = l.listing_id
                 where l.merchant_id = merchant
                   and l.published_at >= now() - interval '1 day' * of_days),
        changes as materialized (
                select c.listing_id, c.changed_at, c.from_amount, c.to_amount from listing.price_change_view c where c.merchant_id = merchant),
        prices as (
                select o.listing_id, o.published_at as at, coalesce((array_agg(c.from_amount order by c.changed_at))[1], o.price_amount) as price
                  from offers o left join changes c on c.listing_id = o.listing_id
                 group by o.listing_id, o.published_at, o.price_amount
                 union all
                select c.listing_id, c.changed_at, c.to_amount from changes c),
        stood as (
                select o.*, p.price, p.at as from_at, coalesce(least(lead(p.at) over (partition by p.listing_id order by p.at), o.ended_at), o.ended_at) as until_at
                  from prices p join offers o on o.listing_id = p.listing_id
                 where o.price_new > 0 and p.at <= o.ended_at),
        parts as (
                select s.*, b.band, greatest(s.from_at, s.published_at + interval '30 days' * b.band) as part_from,
                       case when b.band = 5 then s.until_at else least(s.until_at, s.published_at + interval '30 days' * (b.band + 1)) end as part_until
                  from stood s cross join generate_series(0, 5) as b(band))
        select p.product_type, p.product, p.grade, greatest(0, least(39, round(p.price * 20.0 / p.price_new)))::integer, p.band, extract(month from p.part_from)::integer - 1,
               sum(extract(epoch from p.part_until - p.part_from))::double precision / 86400,
               count(*) filter (where p.sold and p.part_until = p.ended_at), count(*) filter (where p.returned and p.part_until = p.ended_at)
          from parts p
         where p.part_from < p.part_until
         group by 1, 2, 3, 4, 5, 6;
end;
comment on function grading.demand_cells is 'How long a merchant''s units stood on offer, and how many were sold: by product type, product, grade, price as a share of the price new (in steps of 5 %), age on offer (bands of thirty days, the last open) and month. A price that changed on the way counts for the days that it stood.';
