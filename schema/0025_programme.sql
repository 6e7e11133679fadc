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
select l.merchant_id, l.listing_id, l.collection_id, 'offer-' || replace(l.listing_id::text, '-', ''), 'collection',
       json_build_object('sku', v.sku, 'product_id', v.product_id, 'product_type', v.product_type, 'vendor', v.vendor)::text
  from listing.listing l
  left join intake.unit_view v on v.merchant_id = l.merchant_id and v.unit_id = l.unit_id;

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
        opened_at     timestamptz not null default clock_timestamp(),
        primary key (merchant_id, pool_id),
        unique (merchant_id, collection_id, key),
        foreign key (merchant_id, pool_id) references listing.listing
);
comment on table listing.pool is 'Offers that are shown as one: identical product, grade, public condition, price and terms (key: their hash), under the id of the offer that opened it. Each stays an offer of one unit; the row is locked by whoever joins.';

select rp.protect(t::regclass) from unnest(array['listing.look', 'listing.terms', 'listing.detail', 'listing.contradiction', 'listing.sweep', 'listing.terms_change', 'listing.price_edit',
                                                 'listing.pool']) t;
grant select, insert, update on listing.look, listing.detail, listing.sweep to resale_listing;
grant select, insert, update, delete on listing.pool to resale_listing;
grant select, insert on listing.terms, listing.terms_change, listing.price_edit to resale_listing;
grant select, insert, update, delete on listing.contradiction to resale_listing;

-- What an offer reads of others.
create view intake.product_view as
select merchant_id, catalogue_id, product_id, variant_id, title, variant_title, vendor, product_type, colour, size, sku, barcode, gtin, image_url, tags, source_at from intake.product;
comment on view intake.product_view is 'What a merchant sells, for its offers. source_at: when its shop changed it last; null: it came by a file.';

create view intake.photo_file_view as
select merchant_id, photo_id, unit_id, trip, shot, sha256, medium, small, width, height, taken_at, retaken_by from intake.photo;
comment on view intake.photo_file_view is 'The photos of units with the hashes of their files, those that were taken again too.';
grant select on intake.product_view, intake.photo_view, intake.photo_file_view to resale_listing;

-- Graded units with all that an offer of each says, and the terms and bounds it would be offered under: in this collection, else in the first that sells.
create function listing.candidates(merchant uuid, of_collection uuid, units uuid[])
returns table (unit_id uuid, collection_id uuid, collection_state text, lpn text, title text, slug text, product_type text, product_key text,
               original_amount bigint, original_currency text, grade text, condition text, sentence text, disposition text, warranty_days integer, currency text, policy_version integer,
               return_days integer, final_sale boolean, final_sale_set_by text, rule text, auto_publish boolean, pool boolean, min_price bigint, price_share bigint, planned_price bigint,
               floor_amount bigint, ceiling_amount bigint, needs_photo boolean, photos bigint, work_finished boolean, work_open boolean, final_sale_tag text, from_shop boolean, tagged boolean,
               was_offered boolean, body text) language sql stable
begin atomic
        select v.unit_id, c.collection_id, c.state, v.lpn, coalesce(n.title, v.title),
               coalesce(nullif(btrim(left(regexp_replace(replace(rp.plain_words(coalesce(n.title, v.title, '')), ' ', '-'), '[^a-z0-9-]', '', 'g'), 60), '-'), ''), 'offer'),
               coalesce(v.product_type, n.product_type),
               (select o.product from intake.piece_view o where o.merchant_id = v.merchant_id and o.unit_id = v.unit_id), coalesce(v.price_amount, 0), coalesce(v.currency, ''), g.grade, g.condition, t.condition_text, coalesce(d.chosen, g.disposition), g.warranty_days, c.currency, c.version,
               r.return_days, r.final_sale, r.set_by, r.rule, c.auto_publish, coalesce(x.pool, false), c.min_price,
               coalesce((c.price_shares ->> g.grade)::bigint, (c.price_shares ->> '*')::bigint, 0), coalesce(d.planned_price, 0), coalesce(b.floor_amount, 0), coalesce(b.ceiling_amount, 0),
               coalesce(x.photo_grades && array[g.grade, '*'], false), f.photos,
               exists (select from grading.work_view k where k.merchant_id = v.merchant_id and k.unit_id = v.unit_id and k.trip = v.trip and k.state = 'done'),
               exists (select from grading.work_view k where k.merchant_id = v.merchant_id and k.unit_id = v.unit_id and k.trip = v.trip and k.state = 'open'),
               x.final_sale_tag, n.source_at is not null,
               coalesce(lower(x.final_sale_tag) = any (array(select lower(btrim(tag)) from unnest(string_to_array(n.tags, ',')) as tag)), false),
               exists (select from listing.listing l where l.merchant_id = v.merchant_id and l.unit_id = v.unit_id and l.published_at > g.graded_at),
               json_build_object('sku', coalesce(v.sku, n.sku), 'product_id', coalesce(v.product_id, n.product_id), 'product_type', coalesce(v.product_type, n.product_type),
                       'vendor', coalesce(n.vendor, v.vendor), 'size', n.size, 'colour', n.colour,
                       'options', (select coalesce(json_agg(json_build_object('name', o.name, 'value', o.value)), '[]')
                                     from (values ('Color', n.colour), ('Size', n.size),
                                                  ('Variant', case when n.colour is null and n.size is null then nullif(n.variant_title, 'Default Title') end)) o (name, value)
                                    where o.value is not null),
                       'gtin', coalesce(n.gtin, case when v.barcode ~ '^[0-9]{8,14}$' then lpad(v.barcode, 14, '0') end), 'image_url', n.image_url,
                       'grade_name', w.grade_name, 'grade_text', w.grade_text, 'flaws', f.flaws, 'photos', f.list,
                       'warranty_days', case when g.condition = 'refurbished' then g.warranty_days end)::text
          from unnest(units) as i(unit_id)
          join intake.unit_view v on v.merchant_id = merchant and v.unit_id = i.unit_id
          join grading.grade_view g on g.merchant_id = v.merchant_id and g.unit_id = v.unit_id
         cross join lateral (select o.condition_text, o.flaws from grading.condition_view o where o.merchant_id = g.merchant_id and o.unit_id = g.unit_id limit 1) t   -- unit by unit
          left join lateral (select o.* from grading.grade_words_view o where o.merchant_id = g.merchant_id and o.unit_id = g.unit_id limit 1) w on true
         cross join lateral (
                select k.collection_id, k.handle, k.state, k.currency, p.version, p.auto_publish, p.min_price, p.price_shares
                  from listing.collection k
                 cross join lateral (select * from listing.policy o where o.merchant_id = k.merchant_id and o.collection_id = k.collection_id order by o.version desc limit 1) p
                 where k.merchant_id = merchant and k.collection_id = of_collection
                 union all
                (select k.collection_id, k.handle, k.state, k.currency, p.version, p.auto_publish, p.min_price, p.price_shares
                   from listing.collection k
                  cross join lateral (select * from listing.policy o where o.merchant_id = k.merchant_id and o.collection_id = k.collection_id order by o.version desc limit 1) p
                  where of_collection is null and k.merchant_id = merchant
                  order by k.state = 'live' desc, k.created_at
                  limit 1)) c
          left join listing.terms x on x.merchant_id = merchant and x.collection_id = c.collection_id and x.version = c.version
          left join grading.decision_view d on d.merchant_id = v.merchant_id and d.unit_id = v.unit_id and d.trip = v.trip and d.currency = c.currency and d.decided_at >= g.graded_at
          left join grading.price_bounds_view b on b.merchant_id = merchant and b.currency = c.currency
          left join lateral (
                select * from ((select 1 as place, q.* from intake.product_view q where q.merchant_id = merchant and q.variant_id = v.variant_id limit 1)
                               union all
                               (select 2, q.* from intake.product_view q where q.merchant_id = merchant and q.sku = v.sku order by q.catalogue_id limit 1)
                               union all
                               (select 3, q.* from intake.product_view q where q.merchant_id = merchant and q.gtin = lpad(v.barcode, 14, '0') order by q.catalogue_id limit 1)) a
                 order by a.place limit 1) n on true
         cross join lateral listing.terms_of(merchant, c.collection_id, c.version, coalesce(v.product_type, n.product_type), g.grade) r
         cross join lateral (
                select array(select h.photo_id from intake.photo_view h
                              where h.merchant_id = merchant and h.unit_id = v.unit_id and h.trip = v.trip and lower(h.shot) = any (s.names)
                                and h.taken_at > coalesce(s.worked_at, '-infinity')) as photos
                  from (select intake.public_shots(merchant, v.product_type) as names,
                               (select max(k.finished_at) from grading.work_view k
                                 where k.merchant_id = v.merchant_id and k.unit_id = v.unit_id and k.trip = v.trip and k.state in ('done', 'failed')) as worked_at) s) p
         cross join lateral (
                select count(*) as photos,
                       coalesce(json_agg(json_build_object('photo_id', h.photo_id, 'url', '/listing/v1/collections/' || c.handle || '/photos/' || h.photo_id || '/1280',
                                         'width', h.width, 'height', h.height, 'alt', concat_ws(', ', coalesce(n.title, v.title), h.shot)) order by h.taken_at, h.photo_id), '[]') as list,
                       (select coalesce(json_agg(json_build_object('number', e.flaw -> 'number', 'text', e.flaw -> 'text', 'photo_id', e.pins #> '{0,photo_id}', 'x', e.pins #> '{0,x}',
                                                 'y', e.pins #> '{0,y}', 'pins', e.pins) order by e.place), '[]')
                          from (select l.flaw, l.place,
                                       (select coalesce(jsonb_agg(s.pin order by s.nth), '[]')
                                          from jsonb_array_elements(l.flaw -> 'pins') with ordinality s (pin, nth)
                                         where (s.pin ->> 'photo_id')::uuid = any (p.photos)) as pins
                                  from jsonb_array_elements(t.flaws) with ordinality l (flaw, place)) e) as flaws
                  from intake.photo_view h
                 where h.merchant_id = merchant and h.unit_id = v.unit_id and h.photo_id = any (p.photos)) f;
end;
comment on function listing.candidates is 'Graded units with what an offer of each is made of. body: the members of its JSON that no price changes. Photos are those of this trip that show the piece as it is: shots of its list that are not internal, taken since the last work on it ended; pins are those on these.';

create function listing.until(fragment text, at timestamptz) returns text language sql stable
        return regexp_replace(fragment, ',"valid_until":("[^"]*"|null)}$', ',"valid_until":' || coalesce('"' || rp.iso(at) || '"', 'null') || '}');
comment on function listing.until is 'The JSON of an offer with another time until which its price stands; it is the last member.';

create function listing.listing_json(merchant uuid, of_listing uuid) returns json language sql stable
begin atomic
        select json_build_object('listing_id', l.listing_id, 'collection_id', l.collection_id, 'unit_id', l.unit_id, 'lpn', u.lpn, 'state', l.state, 'unit_state', u.state,
                                 'handle', d.handle, 'title', l.title, 'grade', l.grade, 'condition', l.condition, 'condition_text', l.condition_text,
                                 'photo_id', d.body::json #>> '{photos,0,photo_id}', 'price', rp.money(l.price_amount, l.currency),
                                 'compare_at_price', rp.money(l.compare_at_amount, l.currency), 'final_sale', l.final_sale, 'final_sale_set_by', l.final_sale_set_by,
                                 'return_days', l.return_days, 'terms_rule', d.rule, 'policy_version', l.policy_version, 'pool_id', d.pool_id,
                                 'contradictions', coalesce((select c.faults from listing.contradiction c where c.merchant_id = l.merchant_id and c.listing_id = l.listing_id), '[]'),
                                 'published_at', rp.iso(l.published_at), 'changed_at', rp.iso(l.changed_at))
          from listing.listing l
          join ledger.unit u on u.merchant_id = l.merchant_id and u.unit_id = l.unit_id
          left join listing.detail d on d.merchant_id = l.merchant_id and d.listing_id = l.listing_id
         where l.merchant_id = merchant and l.listing_id = of_listing;
end;
comment on function listing.listing_json is 'An offer as its merchant and the partner see it.';

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
select d.merchant_id, d.pool_id, d.listing_id, l.unit_id, l.state, l.published_at
  from listing.detail d
  join listing.listing l on l.merchant_id = d.merchant_id and l.listing_id = d.listing_id
 where d.pool_id is not null;
comment on view listing.pool_view is 'The offers of each pool, those that have ended too: a claim on one of them takes a unit that is free.';
grant select on listing.pool_view to resale_fulfillment, resale_listing;
-- What an offer has in common with those that it is shown with; null: it is shown alone.
create function listing.pool_key(merchant uuid, of_listing uuid) returns text language sql stable
begin atomic
        select encode(sha256(convert_to(json_build_array(l.collection_id, l.title, b.body ->> 'sku', b.body ->> 'product_id', b.body ->> 'gtin', b.body ->> 'size', b.body ->> 'colour', l.grade,
                                        l.condition, l.condition_text, l.price_amount, l.currency, l.compare_at_amount, l.final_sale, l.return_days, d.rule,
                                        b.body ->> 'warranty_days')::text, 'UTF8')), 'hex')
          from listing.listing l
          join listing.detail d on d.merchant_id = l.merchant_id and d.listing_id = l.listing_id
          join listing.terms t on t.merchant_id = l.merchant_id and t.collection_id = l.collection_id and t.version = l.policy_version
         cross join lateral (select d.body::json as body) b
         where l.merchant_id = merchant and l.listing_id = of_listing and l.state = 'live' and t.pool and coalesce(b.body ->> 'sku', b.body ->> 'gtin') is not null;
end;
comment on function listing.pool_key is 'The hash of what identical pieces have in common, where the policy of an offer pools them.';

-- Offers that were made, or whose price or terms changed, find their pools. Who opened a pool and leaves it keeps its id for itself: those who stay go on under the
-- id of the next. Locks are taken in the order of keys.
create function listing.regroup(merchant uuid, listings uuid[]) returns setof uuid language plpgsql as $$
declare
        ids   uuid[] := array(select distinct i.id from unnest(listings) i(id) order by 1);
        keys  text[] := array(select listing.pool_key(merchant, i.id) from unnest(ids) with ordinality i(id, place) order by i.place);
        heirs record;
begin
        return query select distinct d.pool_id from listing.detail d where d.merchant_id = merchant and d.listing_id = any (ids) and d.pool_id is not null;
        if not found and not exists (select from unnest(keys) k(key) where k.key is not null) then
                return;
        end if;
        update listing.detail d set pool_id = null
          from unnest(ids, keys) r(listing_id, key)
         where d.merchant_id = merchant and d.listing_id = r.listing_id and d.pool_id is not null
           and not exists (select from listing.pool p where p.merchant_id = merchant and p.pool_id = d.pool_id and p.key = r.key);
        for heirs in
                select p.pool_id, (select min(v.listing_id::text)::uuid from listing.pool_view v where v.merchant_id = merchant and v.pool_id = p.pool_id and v.state = 'live') as heir
                  from listing.pool p
                  join unnest(ids, keys) r(listing_id, key) on r.listing_id = p.pool_id and p.key is distinct from r.key
                 where p.merchant_id = merchant
                 order by p.key for update of p
        loop
                if heirs.heir is null then
                        delete from listing.pool where merchant_id = merchant and pool_id = heirs.pool_id;
                else
                        update listing.pool set pool_id = heirs.heir where merchant_id = merchant and pool_id = heirs.pool_id;
                        return next heirs.heir;
                end if;
                update listing.detail set pool_id = heirs.heir where merchant_id = merchant and pool_id = heirs.pool_id;
        end loop;
        insert into listing.pool (merchant_id, pool_id, collection_id, key)
        select merchant, min(r.listing_id::text)::uuid, l.collection_id, r.key
          from unnest(ids, keys) r(listing_id, key)
          join listing.listing l on l.merchant_id = merchant and l.listing_id = r.listing_id
         where r.key is not null
         group by l.collection_id, r.key
         order by r.key
            on conflict (merchant_id, collection_id, key) do update set key = excluded.key;
        return query
        update listing.detail d set pool_id = p.pool_id
          from unnest(ids, keys) r(listing_id, key)
          join listing.pool p on p.merchant_id = merchant and p.key = r.key
         where d.merchant_id = merchant and d.listing_id = r.listing_id and d.collection_id = p.collection_id and d.pool_id is distinct from p.pool_id
        returning p.pool_id;
end $$;
comment on function listing.regroup is 'Offers find their pools: those of identical pieces that are there already, or new ones. The ids under which something is shown otherwise.';
-- Under which id an offer is shown: its own, or its pool's.
-- case and not coalesce: row-level security takes that for leaky, and editions and faces would not be looked up by it.
create view listing.shown with (security_invoker = true) as
select l.merchant_id, l.collection_id, case when d.pool_id is null then l.listing_id else d.pool_id end as listing_id, l.unit_id
  from listing.listing l
  left join listing.detail d on d.merchant_id = l.merchant_id and d.listing_id = l.listing_id;
comment on view listing.shown is 'Under which id the offer of a unit is shown.';
grant select on listing.shown to resale_listing;
create or replace view listing.face with (security_invoker = true) as
select l.merchant_id, l.collection_id, l.listing_id, f.fragment, f.price_amount, l.published_at
  from listing.listing l
  left join listing.detail d on d.merchant_id = l.merchant_id and d.listing_id = l.listing_id
 cross join lateral (
        select l.fragment, l.price_amount
          from ledger.unit u
         where l.state = 'live' and d.pool_id is null and u.merchant_id = l.merchant_id and u.unit_id = l.unit_id and u.state = 'listed'
         union all
        select (p.first::jsonb || jsonb_build_object('listing_id', l.listing_id, 'handle', d.handle, 'published_at', rp.iso(l.published_at), 'pooled', true, 'quantity', p.pieces))::text, p.price
          from (select count(*) as pieces, (array_agg(m.fragment order by m.published_at, m.listing_id))[1] as first, min(m.price_amount) as price
                  from listing.detail e
                  join listing.listing m on m.merchant_id = e.merchant_id and m.listing_id = e.listing_id and m.state = 'live'
                  join ledger.unit u on u.merchant_id = m.merchant_id and u.unit_id = m.unit_id and u.state = 'listed'
                 where e.merchant_id = l.merchant_id and e.pool_id = l.listing_id) p
         where p.pieces > 0) f;
comment on view listing.face is 'The offers that can be bought now, identical pieces as one. The one place that says which those are: editions follow it.';
grant execute on function listing.terms_of, listing.collection_json, listing.candidates, listing.until, listing.listing_json, listing.pool_key, listing.regroup to resale_listing;
