-- The programme of a collection: its look, its terms by rule; what an offer says beside its row; contradictions; pools.

create table listing.look (
        merchant_id   uuid        not null,
        collection_id uuid        not null,
        background    text        not null check (background ~ '^#[0-9a-f]{6}$'),
        text          text        not null check (text ~ '^#[0-9a-f]{6}$'),
        accent        text        not null check (accent ~ '^#[0-9a-f]{6}$'),
        logo          text                 check (logo ~ '^[0-9a-f]{64}$'),
        logo_type     text                 check (logo_type in ('image/png', 'image/jpeg')),
        logo_width    integer              check (logo_width > 0),
        logo_height   integer              check (logo_height > 0),
        changed_by    text        not null,
        changed_at    timestamptz not null default now(),
        primary key (merchant_id, collection_id),
        foreign key (merchant_id, collection_id) references listing.collection,
        check ((logo is null) = (logo_type is null) and (logo is null) = (logo_width is null) and (logo is null) = (logo_height is null))
);
comment on table listing.look is 'How a collection''s pages look: colours, and the logo by its hash in the store. No terms: it changes in place.';

create table listing.terms (
        merchant_id    uuid    not null,
        collection_id  uuid    not null,
        version        integer not null,
        rules          jsonb   not null check (jsonb_typeof(rules) = 'array'),
        photo_grades   text[]  not null,
        final_sale_tag text             check (length(final_sale_tag) between 1 and 60),
        pool           boolean not null,
        primary key (merchant_id, collection_id, version),
        foreign key (merchant_id, collection_id, version) references listing.policy
);
comment on table listing.terms is 'Of a policy''s version: terms by product type and grade, the grades that need a photo of the unit, the merchant''s tag of final sales, whether identical pieces are pooled.';

create function listing.terms_of(merchant uuid, of_collection uuid, of_version integer, of_type text, of_grade text,
                                 out return_days integer, out final_sale boolean, out set_by text, out rule text) language sql stable
begin atomic
        select r.return_days, r.final_sale, case when r.final_sale then r.created_by end, r.rule
          from (select p.return_days, p.final_sale, p.created_by, 'collection' as rule, 1 as place
                  from listing.policy p
                 where p.merchant_id = merchant and p.collection_id = of_collection and p.version = of_version
                 union all
                select coalesce((e ->> 'return_days')::integer, 0), (e ->> 'final_sale')::boolean, p.created_by,
                       case when e ->> 'grade' is null then 'product type ' || (e ->> 'product_type') else 'grade ' || (e ->> 'grade') end,
                       case when e ->> 'grade' is null then 2 else 3 end
                  from listing.terms t
                  join listing.policy p on p.merchant_id = t.merchant_id and p.collection_id = t.collection_id and p.version = t.version
                 cross join lateral jsonb_array_elements(t.rules) e
                 where t.merchant_id = merchant and t.collection_id = of_collection and t.version = of_version
                   and (e ->> 'grade' = of_grade or lower(e ->> 'product_type') = lower(of_type))) r
         order by r.place desc
         limit 1;
end;
comment on function listing.terms_of is 'The return terms of a piece under a version of a policy: of its grade, else of its product type, else of the collection; and which rule it was.';

create function listing.collection_json(merchant uuid, of_collection uuid) returns json language sql stable
begin atomic
        select json_build_object('collection_id', c.collection_id, 'handle', c.handle, 'name', c.name, 'navigation_label', c.navigation_label, 'description', c.description,
                                 'state', c.state, 'currency', c.currency, 'created_at', rp.iso(c.created_at),
                                 'look', (select json_build_object('background', l.background, 'text', l.text, 'accent', l.accent,
                                                   'logo', case when l.logo is not null then json_build_object('url', '/listing/v1/collections/' || c.handle || '/logo',
                                                                   'width', l.logo_width, 'height', l.logo_height) end)
                                            from listing.look l where l.merchant_id = c.merchant_id and l.collection_id = c.collection_id),
                                 'policy', (select json_build_object('version', p.version, 'return_days', p.return_days, 'final_sale', p.final_sale,
                                                   'price_shares', p.price_shares, 'min_price', p.min_price, 'auto_publish', p.auto_publish, 'warranty', p.warranty,
                                                   'rules', coalesce(t.rules, '[]'), 'photo_grades', coalesce(to_json(t.photo_grades), '[]'),
                                                   'final_sale_tag', t.final_sale_tag, 'pool', coalesce(t.pool, false))
                                              from listing.policy p
                                              left join listing.terms t on t.merchant_id = p.merchant_id and t.collection_id = p.collection_id and t.version = p.version
                                             where p.merchant_id = c.merchant_id and p.collection_id = c.collection_id
                                             order by p.version desc limit 1))
          from listing.collection c
         where c.merchant_id = merchant and c.collection_id = of_collection;
end;
comment on function listing.collection_json is 'A collection with its look and the policy in force, as answers write it.';

create table listing.detail (
        merchant_id   uuid not null,
        listing_id    uuid not null,
        collection_id uuid not null,
        handle        text not null check (handle ~ '^[a-z0-9][a-z0-9-]{0,99}$'),
        rule          text not null check (length(rule) between 1 and 300),
        body          text not null check (body like '{%}'),
        pool_id       uuid,
        primary key (merchant_id, listing_id),
        unique (merchant_id, collection_id, handle),
        foreign key (merchant_id, listing_id) references listing.listing
);
comment on table listing.detail is 'What an offer says beside its row, as it said so last: its handle, which rule set its return terms, the members of its JSON that prices leave alone; and its pool.';
create index detail_pool on listing.detail (merchant_id, pool_id) where pool_id is not null;

insert into listing.detail (merchant_id, listing_id, collection_id, handle, rule, body)
select merchant_id, listing_id, collection_id, 'offer-' || replace(listing_id::text, '-', ''), 'collection', '{}' from listing.listing;

create table listing.contradiction (
        merchant_id uuid        not null,
        listing_id  uuid        not null,
        found_at    timestamptz not null default now(),
        faults      jsonb       not null check (jsonb_typeof(faults) = 'array'),
        primary key (merchant_id, listing_id),
        foreign key (merchant_id, listing_id) references listing.listing
);
comment on table listing.contradiction is 'Live offers that contradict themselves by now, and how to mend each; a row goes when it is mended or the offer ends.';
create index contradiction_found on listing.contradiction (merchant_id, found_at desc, listing_id desc);

create table listing.sweep (
        merchant_id uuid        not null primary key,
        after       uuid,
        due_at      timestamptz not null default now()
);
comment on table listing.sweep is 'When a merchant''s live offers are looked at again, and up to which one that was done; null: from the first. Small.';
create index sweep_due on listing.sweep (due_at);
insert into listing.sweep (merchant_id) select distinct merchant_id from listing.listing;

create table listing.terms_change (
        merchant_id     uuid        not null,
        listing_id      uuid        not null,
        changed_at      timestamptz not null default clock_timestamp(),
        from_final_sale boolean     not null,
        to_final_sale   boolean     not null,
        changed_by      text        not null,
        primary key (merchant_id, listing_id, changed_at),
        foreign key (merchant_id, listing_id) references listing.listing
);
comment on table listing.terms_change is 'How the return terms of a single offer were set by hand. Rows are only added; what is sold keeps the terms of its sale.';

create table listing.price_edit (
        merchant_id uuid        not null,
        listing_id  uuid        not null,
        changed_at  timestamptz not null default clock_timestamp(),
        from_amount bigint      not null check (from_amount > 0),
        to_amount   bigint      not null check (to_amount > 0),
        currency    text        not null,
        reason      text                 check (length(reason) <= 1000),
        changed_by  text        not null,
        approved_by text,
        primary key (merchant_id, listing_id, changed_at),
        foreign key (merchant_id, listing_id) references listing.listing,
        check (approved_by is null or (reason is not null and approved_by <> changed_by))
);
comment on table listing.price_edit is 'Prices that a person changed, beside those by plan; below the floor only for a reason and with a second person. Rows are only added.';

create table listing.pool (
        merchant_id   uuid        not null,
        pool_id       uuid        not null,
        collection_id uuid        not null,
        key           text        not null check (length(key) = 64),
        handle        text        not null check (handle ~ '^[a-z0-9][a-z0-9-]{0,99}$'),
        opened_at     timestamptz not null default clock_timestamp(),
        primary key (merchant_id, pool_id),
        unique (merchant_id, collection_id, key),
        unique (merchant_id, collection_id, handle)
);
comment on table listing.pool is 'Offers that are shown as one: identical product, grade, public condition, price and terms (key: their hash). Each stays an offer of one unit; the row is locked by whoever joins.';

select rp.protect(t::regclass) from unnest(array['listing.look', 'listing.terms', 'listing.detail', 'listing.contradiction', 'listing.sweep', 'listing.terms_change', 'listing.price_edit',
                                                 'listing.pool']) t;
grant select, insert, update on listing.look, listing.detail, listing.sweep, listing.pool to resale_listing;
grant select, insert on listing.terms, listing.terms_change, listing.price_edit to resale_listing;
grant select, insert, update, delete on listing.contradiction to resale_listing;
grant execute on function listing.terms_of, listing.collection_json to resale_listing;

-- What an offer reads of others.
create view intake.product_view as
select merchant_id, catalogue_id, product_id, variant_id, title, variant_title, vendor, product_type, colour, size, sku, barcode, gtin, image_url, tags, source_at from intake.product;
comment on view intake.product_view is 'What a merchant sells, for its offers. source_at: when its shop changed it last; null: it came by a file.';

create view intake.photo_file_view as
select merchant_id, photo_id, unit_id, trip, shot, sha256, medium, small, width, height, taken_at, retaken_by from intake.photo;
comment on view intake.photo_file_view is 'The photos of units with the hashes of their files, those that were taken again too.';
grant select on intake.product_view, intake.photo_view, intake.photo_file_view to resale_listing;

create view grading.grade_words_view as
select v.merchant_id, v.unit_id, v.grade_id, e.grade ->> 'name' as grade_name, e.grade ->> 'public' as grade_text
  from grading.grade_view v
  join grading.rubric r on r.merchant_id = v.merchant_id and r.rubric_id = v.rubric_id
 cross join lateral jsonb_array_elements(r.body -> 'grades') e (grade)
 where e.grade ->> 'code' = v.grade;
comment on view grading.grade_words_view is 'The name and public wording of each unit''s latest grade, in the version of the rubric that it was graded by.';

create view grading.finished_work_view as
select w.merchant_id, w.unit_id, w.trip, bool_or(w.state = 'done') as finished, bool_or(w.state = 'open') as open
  from grading.work_order w
 group by w.merchant_id, w.unit_id, w.trip;
comment on view grading.finished_work_view is 'Was refurbishment of a unit finished on a trip, and is any still open?';
grant select on grading.grade_words_view, grading.finished_work_view to resale_listing;

-- A pool sells one of its units at a time: the first that nobody is moving, else the first that is still listed once who moves it is done.
create function ledger.hold_one_listed(merchant uuid, units uuid[]) returns uuid
language plpgsql security definer set search_path = pg_catalog as $$
declare
        found_unit uuid;
        one        uuid;
begin
        perform ledger.check_merchant(merchant);
        select u.unit_id into found_unit from ledger.unit u
         where u.merchant_id = merchant and u.unit_id = any (units) and u.state = 'listed'
         order by array_position(units, u.unit_id) limit 1 for no key update skip locked;
        if found then
                return found_unit;
        end if;
        foreach one in array units loop
                select u.unit_id into found_unit from ledger.unit u
                 where u.merchant_id = merchant and u.unit_id = one and u.state = 'listed' for no key update;
                if found then
                        return found_unit;
                end if;
        end loop;
        return null;
end $$;
comment on function ledger.hold_one_listed is 'Keep one of these units as listed until the transaction ends; null: none is.';
revoke execute on function ledger.hold_one_listed from public;
grant execute on function ledger.hold_one_listed to resale_fulfillment;

create view listing.pool_view as
select f.merchant_id, f.pool_id, f.listing_id, l.unit_id, l.published_at
  from listing.detail f
  join listing.listing l on l.merchant_id = f.merchant_id and l.listing_id = f.listing_id
 where f.pool_id is not null and l.state = 'live';
comment on view listing.pool_view is 'The live offers of each pool: what a claim on the pool takes one of.';
grant select on listing.pool_view to resale_fulfillment;
