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

create function grading.demand_parts(merchant uuid, of_days integer)
returns table (product_type text, product text, grade text, step integer, band integer, month integer, days double precision, sales integer, returns integer) language sql stable
begin atomic
        with changes as (
                select c.listing_id, c.changed_at, c.from_amount, lag(c.changed_at) over w as since, lead(c.changed_at) over w is null as is_last
                  from listing.price_change_view c where c.merchant_id = merchant window w as (partition by c.listing_id order by c.changed_at)),
        offers as (
                select l.listing_id, coalesce(r.product_type, '*') as product_type, coalesce(r.product_id, r.sku) as product, l.grade, l.price_amount, l.published_at,
                       coalesce(l.compare_at_amount, case when r.currency = l.currency then r.price_amount end) as price_new,
                       coalesce(s.sold_at, case when l.state = 'live' then now() else l.changed_at end) as ended_at, s.sold_at is not null as sold, s.returned_at is not null as returned
                  from listing.outcome_view l
                  left join intake.unit_view r on r.merchant_id = l.merchant_id and r.unit_id = l.unit_id
                  left join fulfillment.outcome_view s on s.merchant_id = l.merchant_id and s.listing_id = l.listing_id
                 where l.merchant_id = merchant
                   and l.published_at >= now() - interval '1 day' * of_days),
        stood as (
                select o.product_type, o.product, o.grade, o.published_at, o.price_new, p.price, p.from_at, p.until_at, p.ends and o.sold as sold, p.ends and o.returned as returned,
                       least(5, floor(date_part('epoch', p.from_at - o.published_at) / 2592000))::integer as first_band,
                       least(5, floor(date_part('epoch', p.until_at - o.published_at) / 2592000))::integer as last_band
                  from offers o
                  left join changes c on c.listing_id = o.listing_id
                 cross join lateral (select coalesce(c.since, o.published_at) as from_at, least(c.changed_at, o.ended_at) as until_at, c.from_amount as price, false as ends where c.listing_id is not null
                                      union all
                                     select coalesce(c.changed_at, o.published_at), o.ended_at, o.price_amount, true where c.is_last is not false) p
                 where o.price_new > 0 and p.from_at < p.until_at
                offset 0)
        select s.product_type, s.product, s.grade, greatest(0, least(39, (s.price * 40 + s.price_new) / (2 * s.price_new)))::integer, b.band,
               date_part('month', greatest(s.from_at, s.published_at + interval '30 days' * b.band))::integer - 1,
               date_part('epoch', case when b.band = s.last_band then s.until_at else s.published_at + interval '30 days' * (b.band + 1) end
                                  - greatest(s.from_at, s.published_at + interval '30 days' * b.band)) / 86400,
               (s.sold and b.band = s.last_band)::integer, (s.returned and b.band = s.last_band)::integer
          from stood s join (values (0), (1), (2), (3), (4), (5)) as b(band) on b.band between s.first_band and s.last_band;
end;
comment on function grading.demand_parts is 'How long a merchant''s units stood on offer, and which were sold: each offer in parts of one price (as a share of the price new, in steps of 5 %), age on offer (bands of thirty days, the last open) and month. A price that changed on the way counts for the days that it stood; what came of an offer counts in its last part.';

-- How many identical pieces are on offer, for what one more would earn among them.
create view intake.piece_view as
select v.merchant_id, v.unit_id,
       coalesce(v.sku, (select q.sku from intake.product q where q.merchant_id = v.merchant_id and q.variant_id = v.variant_id limit 1),
                (select q.sku from intake.product q where q.merchant_id = v.merchant_id and q.gtin = lpad(v.barcode, 14, '0') order by q.catalogue_id limit 1),
                v.variant_id, v.barcode) as product
  from intake.unit_view v;
comment on view intake.piece_view is 'What each unit is a piece of, under one name however it came: its SKU, else what it came with. Identical pieces have the same.';
grant select on intake.piece_view to resale_listing, resale_grading;

alter table listing.listing add column product text;
comment on column listing.listing.product is 'What it is a piece of (intake.piece_view), as it was offered.';
update listing.listing l set product = v.product from intake.piece_view v where v.merchant_id = l.merchant_id and v.unit_id = l.unit_id and l.state = 'live';
create index listing_product on listing.listing (merchant_id, product, grade) where state = 'live';

create view listing.on_offer_view as
select l.merchant_id, l.product, l.grade, l.unit_id
  from listing.listing l
  join ledger.unit u on u.merchant_id = l.merchant_id and u.unit_id = l.unit_id and u.state = 'listed'
 where l.state = 'live';
comment on view listing.on_offer_view is 'The pieces that can be bought now, each with what it is a piece of, and its grade.';
grant select on listing.on_offer_view to resale_grading;
