-- The shelf of a collection: what can be bought now, as it was at each version, and what changed since one.

create table listing.shelf (
        merchant_id   uuid   not null,
        collection_id uuid   not null,
        version       bigint not null default 0 check (version >= 0),
        walk_from     bigint not null default 0 check (walk_from >= 0),
        since_from    bigint not null default 0 check (since_from >= 0),
        primary key (merchant_id, collection_id),
        foreign key (merchant_id, collection_id) references listing.collection
);
comment on table listing.shelf is 'How often what a collection offers has changed. Its row is locked by whoever changes that, so versions become visible in their order. Nothing is known any more of walks begun before walk_from, and of what went before since_from.';

-- A facet's value as the index of words holds it. The collection stands before each word, so that the index holds each one's words by themselves; a part of its id is
-- enough, since two with the same part are still told apart by their collection_id.
create function listing.own_value(collection uuid, facet text, value text) returns text language sql immutable parallel safe
        return right(collection::text, 8) || '/' || facet || '=' || left(md5(value), 16);
comment on function listing.own_value is 'A value that is filtered by, as the words of an edition hold it.';

create function listing.own_words(collection uuid, plain text) returns text[] language sql immutable parallel safe
        return string_to_array(right(collection::text, 8) || '/' || replace(plain, ' ', ' ' || right(collection::text, 8) || '/'), ' ');
comment on function listing.own_words is 'Plain words as the words of an edition hold them.';

create function listing.plain_words(title text, vendor text, product_type text, size text) returns setof text language sql immutable parallel safe
        return unnest(string_to_array(rp.plain_words(coalesce(title, '') || ' ' || coalesce(vendor, '') || ' ' || coalesce(product_type, '') || ' ' || coalesce(size, '')), ' '));
comment on function listing.plain_words is 'The words by which an offer is found.';

create table listing.edition (
        merchant_id   uuid        not null,
        collection_id uuid        not null,
        version       bigint      not null check (version >= 1),
        listing_id    uuid        not null,
        until         bigint               check (until > version),
        fragment      text,
        title         text,
        product_type  text,
        size          text,
        vendor        text,
        grade         text,
        condition     text,
        price_amount  bigint,
        published_at  timestamptz,
        began_at      timestamptz not null default clock_timestamp(),
        ended_at      timestamptz,
        words         tsvector    generated always as (case when fragment is not null then array_to_tsvector(
                listing.own_words(collection_id, rp.plain_words(coalesce(title, '') || ' ' || coalesce(vendor, '') || ' ' || coalesce(product_type, '') || ' ' || coalesce(size, '')))
                || array[listing.own_value(collection_id, 't', coalesce(product_type, '')), listing.own_value(collection_id, 's', coalesce(size, '')),
                         listing.own_value(collection_id, 'v', coalesce(vendor, '')), listing.own_value(collection_id, 'g', coalesce(grade, '')),
                         listing.own_value(collection_id, 'c', coalesce(condition, ''))]) end) stored,
        primary key (merchant_id, collection_id, version),
        check ((until is null) = (ended_at is null)),
        check (fragment is null or (title is not null and grade is not null and condition is not null and price_amount is not null and published_at is not null))
);
comment on table listing.edition is 'What an offer said from one version of its shelf until another (null: it still does); no fragment: it cannot be bought. Ended ones are kept for an hour, for walks that began before; offers that are gone for thirty days, for those who ask what changed.';

-- What is on the shelf now, in each order that it is pulled in.
create unique index edition_now on listing.edition (merchant_id, collection_id, listing_id) where until is null;
create index edition_newest on listing.edition (merchant_id, collection_id, published_at, listing_id) where until is null and fragment is not null;
create index edition_price on listing.edition (merchant_id, collection_id, price_amount, listing_id) where until is null and fragment is not null;
create index edition_type_newest on listing.edition (merchant_id, collection_id, product_type, published_at, listing_id) where until is null and fragment is not null;
create index edition_type_price on listing.edition (merchant_id, collection_id, product_type, price_amount, listing_id) where until is null and fragment is not null;
create index edition_vendor_newest on listing.edition (merchant_id, collection_id, vendor, published_at, listing_id) where until is null and fragment is not null;
create index edition_vendor_price on listing.edition (merchant_id, collection_id, vendor, price_amount, listing_id) where until is null and fragment is not null;
create index edition_words on listing.edition using gin (words) with (gin_pending_list_limit = 512) where until is null and fragment is not null;
create index edition_past on listing.edition (merchant_id, collection_id, until) where until is not null;
create index edition_ended on listing.edition (ended_at) where until is not null;
create index edition_gone on listing.edition (began_at) where until is null and fragment is null;

create table listing.shelf_word (
        merchant_id   uuid             not null,
        collection_id uuid             not null,
        word          text collate "C" not null check (length(word) between 3 and 60),
        version       bigint           not null,
        primary key (merchant_id, collection_id, word)
);
comment on table listing.shelf_word is 'The words of what a collection offered, each since which version, by which a word with a slip of the finger is understood. One that is no longer used does no harm.';

select rp.protect(t::regclass) from unnest(array['listing.shelf', 'listing.edition', 'listing.shelf_word']) t;
grant select, insert, update on listing.shelf to resale_listing;
grant select, insert, update, delete on listing.edition to resale_listing;
grant select, insert on listing.shelf_word to resale_listing;

-- What a question asks for. Words are looked for by their beginning; one with which none of the collection's begins, by what it could have been meant to be.
create function listing.asked(merchant uuid, collection uuid, as_of bigint, said text) returns text language sql stable set plan_cache_mode = force_custom_plan
begin atomic
        select string_agg('(' || quote_literal(right(collection::text, 8) || '/' || h.word) || ':*' || coalesce(meant.terms, '') || ')', ' & ')
          from unnest((string_to_array(rp.plain_words(said), ' '))[1:8]) h (word)
          left join lateral (
                select string_agg(' | ' || quote_literal(right(collection::text, 8) || '/' || near.word), '') as terms from (
                        select w.word from listing.shelf_word w
                         where w.merchant_id = merchant and w.collection_id = collection and w.version <= coalesce(as_of, w.version)
                           and length(w.word) between length(h.word) - 2 and length(h.word) + 2
                           and rp.levenshtein_less_equal(w.word, h.word, 2) <= case when length(h.word) < 5 then 1 else 2 end
                         order by rp.levenshtein_less_equal(w.word, h.word, 2), w.word limit 5) near) meant
                 on h.word ~ '^[[:alpha:]]{4,60}$'
                and not exists (select from listing.shelf_word b
                                 where b.merchant_id = merchant and b.collection_id = collection and b.version <= coalesce(as_of, b.version)
                                   and b.word >= h.word and b.word < h.word || chr(1114109));
end;
comment on function listing.asked is 'The words of a question as the words of editions are compared with, as the collection was at a version (null: now).';

create function ledger.sees(merchant uuid) returns boolean language sql stable
        return coalesce(current_setting('resale.merchant', true), '') in ('*', merchant::text);
comment on function ledger.sees is 'Does this session see the merchant''s rows?';
revoke execute on function ledger.sees from public;

-- A page: one row, whose items are those shown, joined by commas; more says that others come after them, and key and id belong to the last shown.

-- In its order, along an index: of all, or of each type or vendor that is asked for; $looked_at (null: all) of each are looked at for those that are meant, and cut
-- says that there were more when these did not fill the page. One function that has a statement for each order and each way to go, now and as of a version, made of
-- one text: such a statement is planned once for a connection. What is asked most, all of them and now, is a statement of fewer parts. As the owner of the tables, so
-- that the planner sees the indexes; the merchant is checked instead.
do $make$
declare
        straight text := $part$
        if sorted = '{sorted}' and along = 'all' and as_of is null then
                select count(*), string_agg(p.fragment, ',') filter (where p.nth <= shown), max({key}) filter (where p.nth = shown),
                       max(p.listing_id::text) filter (where p.nth = shown)::uuid
                  into many, items, key, id
                  from (select n.*, row_number() over () as nth
                          from (select x.listing_id, x.at, x.fragment
                                  from (select e.listing_id, e.{column} as at, e.price_amount, e.product_type, e.size, e.vendor, e.grade, e.condition, e.words, e.fragment
                                          from listing.edition e
                                         where e.merchant_id = merchant and e.collection_id = collection and e.until is null and e.fragment is not null
                                           and (e.{column}, e.listing_id) {beyond} ({begin}, begin_id) {bound}
                                         order by e.{column} {direction}, e.listing_id {direction}
                                         limit looked_at) x
                                 where {meant}
                                 limit wanted) n) p;
                if looked_at is not null and many < wanted then
                        cut := exists (select from listing.edition e
                                        where e.merchant_id = merchant and e.collection_id = collection and e.until is null and e.fragment is not null
                                          and (e.{column}, e.listing_id) {beyond} ({begin}, begin_id) {bound}
                                        order by e.{column} {direction}, e.listing_id {direction}
                                       offset looked_at limit 1);
                end if;
                more := many > shown;
                return next;
                return;
        end if;
$part$;
        statement text := $part$
        if sorted = '{sorted}' and along = '{way}' and (as_of is null) = {now} then
                return query
                with now as materialized (
                        select n.listing_id, n.at, n.fragment, way.value
                          from {ways} as way (value)
                         cross join lateral (
                                select x.*
                                  from (select e.listing_id, e.{column} as at, e.version, e.price_amount, e.product_type, e.size, e.vendor, e.grade, e.condition, e.words, e.fragment
                                          from listing.edition e
                                         where e.merchant_id = merchant and e.collection_id = collection and e.until is null and e.fragment is not null {of_way}
                                           and (e.{column}, e.listing_id) {beyond} ({begin}, begin_id) {bound}
                                         order by e.{column} {direction}, e.listing_id {direction}
                                         limit looked_at) x
                                 where {as_it_was} {meant}
                                 limit wanted) n){past}
                select looked_at is not null and exists (
                                select from {ways} as way (value)
                                 where case when (select count(*) from now n where n.value is not distinct from way.value) < wanted
                                            then exists (select from listing.edition e
                                                where e.merchant_id = merchant and e.collection_id = collection and e.until is null and e.fragment is not null {of_way}
                                                  and (e.{column}, e.listing_id) {beyond} ({begin}, begin_id) {bound}
                                                order by e.{column} {direction}, e.listing_id {direction}
                                               offset looked_at limit 1) end),
                       count(*) > shown, string_agg(p.fragment, ',') filter (where p.nth <= shown), max({key}) filter (where p.nth = shown),
                       max(p.listing_id::text) filter (where p.nth = shown)::uuid
                  from (select p.*, row_number() over (order by p.at {direction}, p.listing_id {direction}) as nth
                          from (select n.listing_id, n.at, n.fragment from now n {and_past}) p
                         order by nth
                         limit wanted) p;
                return;
        end if;
$part$;
        orders text[] := array[
                'newest', 'published_at', '<', 'desc', 'begin_at', '', '(extract(epoch from p.at) * 1000000)::bigint',
                'price-ascending', 'price_amount', '>', '', 'begin_price', 'and e.price_amount <= coalesce(price_to, 9223372036854775807)', 'p.at',
                'price-descending', 'price_amount', '<', 'desc', 'begin_price', 'and e.price_amount >= coalesce(price_from, 0)', 'p.at'];
        named constant text[] := array['{sorted}', '{column}', '{beyond}', '{direction}', '{begin}', '{bound}', '{key}'];
        ways constant text[] := array['all', '(values (null::text))', '', 'type', 'unnest(types)', 'and e.product_type = way.value', 'vendor', 'unnest(vendors)', 'and e.vendor = way.value'];
        past constant text := $past$,
                past as materialized (
                        select e.listing_id, e.{column} as at, e.fragment
                          from listing.edition e
                         where e.merchant_id = merchant and e.collection_id = collection and e.until > as_of and e.version <= as_of and e.fragment is not null
                           and (e.{column}, e.listing_id) {beyond} ({begin}, begin_id) {bound}
                           and (types is null or e.product_type = any (types)) and (sizes is null or e.size = any (sizes)) and (vendors is null or e.vendor = any (vendors))
                           and (grades is null or e.grade = any (grades)) and (conditions is null or e.condition = any (conditions))
                           and (price_from is null or e.price_amount >= price_from) and (price_to is null or e.price_amount <= price_to) and (meant is null or e.words @@ meant)
                         order by e.{column} {direction}, e.listing_id {direction}
                         limit wanted)$past$;
        meant constant text := $meant$(types is null or x.product_type = any (types)) and (sizes is null or x.size = any (sizes))
                                   and (vendors is null or x.vendor = any (vendors)) and (grades is null or x.grade = any (grades))
                                   and (conditions is null or x.condition = any (conditions)) and (price_from is null or x.price_amount >= price_from)
                                   and (price_to is null or x.price_amount <= price_to) and (meant is null or x.words @@ meant)$meant$;
        part text;
        body text := '';
begin
        straight := replace(straight, '{meant}', meant);
        statement := replace(statement, '{meant}', meant);
        for o in 0..2 loop
                for w in 0..2 loop
                        part := replace(replace(replace(statement, '{way}', ways[w * 3 + 1]), '{ways}', ways[w * 3 + 2]), '{of_way}', ways[w * 3 + 3]);
                        part := case when w = 0 then straight else replace(replace(replace(replace(part, '{now}', 'true'), '{as_it_was}', ''), '{past}', ''), '{and_past}', '') end
                             || replace(replace(replace(replace(part, '{now}', 'false'), '{as_it_was}', 'x.version <= as_of and'), '{past}', past), '{and_past}', 'union all select * from past');
                        for i in 1..7 loop
                                part := replace(part, named[i], orders[o * 7 + i]);
                        end loop;
                        body := body || part;
                end loop;
        end loop;
        execute format($function$
create function listing.page_in_order(merchant uuid, collection uuid, as_of bigint, sorted text, after bigint, after_id uuid, types text[], sizes text[], vendors text[],
                                      grades text[], conditions text[], price_from bigint, price_to bigint, asked text, shown bigint, looked_at bigint)
returns table (cut boolean, more boolean, items text, key bigint, id uuid) language plpgsql stable security definer
set search_path = pg_catalog set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off as %L $function$, $declare$
declare
        along       text := case when vendors is not null then 'vendor' when types is not null then 'type' else 'all' end;
        meant       tsquery := asked::tsquery;
        begin_at    timestamptz := coalesce('epoch'::timestamptz + after * interval '1 microsecond', 'infinity');
        begin_price bigint := case when after is not null then after when sorted = 'price-ascending' then coalesce(price_from, 0) else coalesce(price_to, 9223372036854775807) end;
        begin_id    uuid := case when after is not null then after_id when sorted = 'price-ascending' then '00000000-0000-0000-0000-000000000000'::uuid
                                 else 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid end;
        wanted      bigint := shown + 1;
        many        bigint;
begin
        if not ledger.sees(merchant) then   -- which is no statement of its own, as what refuses is
                perform ledger.check_merchant(merchant);
        end if;
        cut := false;
$declare$ || body || $end$
end $end$);
end $make$;
comment on function listing.page_in_order is 'A page of the editions of a collection, now or as of a version, in the order of an index.';

-- Volatile, since only then it may be asked; it reads no row.
create function listing.expected(words tsquery) returns bigint language plpgsql set search_path = pg_catalog as $$
declare
        plan json;
begin
        execute format('explain (format json) select from listing.edition e where e.words @@ %L and e.until is null and e.fragment is not null', words) into plan;
        return plan #>> '{0,Plan,Plan Rows}';
end $$;
comment on function listing.expected is 'How many editions the planner expects to find by these words, by what it knows of their frequency.';

-- Few of many: by words and values, or by a narrow range of prices; sorted when they are found. Runs as the owner of the tables: row-level security lets only leakproof
-- comparisons go before it, and that of words is none, so that the index would not be used. The merchant is checked instead. By relevance there are none when more than
-- 5,000 are found: then they say nothing of relevance, and too_many says so.
create function listing.find_editions(merchant uuid, collection uuid, as_of bigint, sorted text, after bigint, after_id uuid, types text[], sizes text[], vendors text[],
                                      grades text[], conditions text[], price_from bigint, price_to bigint, asked text, shown bigint)
returns table (version bigint, walk_from bigint, cut boolean, more boolean, items text, key bigint, id uuid) language plpgsql stable security definer
set search_path = pg_catalog set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
declare
        upward boolean := sorted = 'price-ascending';
        looked tsquery;
        plain  tsquery := asked::tsquery;
        shelf  listing.shelf;
begin
        perform ledger.check_merchant(merchant);
        select * into shelf from listing.shelf s where s.merchant_id = merchant and s.collection_id = collection;
        select string_agg('(' || f.terms || ')', ' & ')::tsquery into looked
          from (select string_agg(quote_literal(listing.own_value(collection, g.facet, v.value)), ' | ')
                  from (values ('t', types), ('s', sizes), ('v', vendors), ('g', grades), ('c', conditions)) g (facet, given)
                 cross join lateral unnest(g.given) v (value)
                 group by g.facet) f (terms);
        looked := case when looked is null then plain when plain is null then looked else looked && plain end;
        -- What the planner expects saves counting more words than that one by one.
        if sorted = 'relevance' then
                if listing.expected(looked) > 10000 then
                        return query select coalesce(shelf.version, 0), coalesce(shelf.walk_from, 0), true, false, null::text, null::bigint, null::uuid;
                        return;
                end if;
        end if;
        return query
        with found as materialized (
                select e.* from (
                        select e.listing_id, e.version, e.published_at, e.price_amount, e.words
                          from listing.edition e
                         where e.merchant_id = merchant and e.collection_id = collection and e.until is null and e.fragment is not null
                           and (looked is null or e.words @@ looked) and (as_of is null or e.version <= as_of)
                           and (price_from is null or e.price_amount >= price_from) and (price_to is null or e.price_amount <= price_to)
                         union all
                        select e.listing_id, e.version, e.published_at, e.price_amount, e.words
                          from listing.edition e
                         where e.merchant_id = merchant and e.collection_id = collection and e.until > as_of and e.version <= as_of and e.fragment is not null
                           and (looked is null or e.words @@ looked)
                           and (price_from is null or e.price_amount >= price_from) and (price_to is null or e.price_amount <= price_to)) e
                 limit case when sorted = 'relevance' then 5001 end),
        keyed as (
                select f.listing_id, f.version,
                       case when sorted like 'price%' then f.price_amount
                            when sorted = 'relevance' then round(1000000 * ts_rank(f.words, coalesce(plain, looked)))::bigint
                            else (extract(epoch from f.published_at) * 1000000)::bigint end as key
                  from found f
                 where sorted <> 'relevance' or (select count(*) from found) <= 5000),
        page as (
                select k.* from keyed k
                 where after is null or case when upward then (k.key, k.listing_id) > (after, after_id) else (k.key, k.listing_id) < (after, after_id) end
                 order by case when upward then k.key end, case when not upward then k.key end desc,
                          case when upward then k.listing_id end, case when not upward then k.listing_id end desc
                 limit shown + 1)
        select coalesce(shelf.version, 0), coalesce(shelf.walk_from, 0), sorted = 'relevance' and (select count(*) from found) > 5000, count(*) > shown,
               string_agg(p.fragment, ',') filter (where p.nth <= shown), max(p.key) filter (where p.nth = shown), max(p.listing_id::text) filter (where p.nth = shown)::uuid
          from (select p.key, p.listing_id, e.fragment,
                       row_number() over (order by case when upward then p.key end, case when not upward then p.key end desc,
                                                   case when upward then p.listing_id end, case when not upward then p.listing_id end desc) as nth
                  from page p
                  join listing.edition e on e.merchant_id = merchant and e.collection_id = collection and e.version = p.version
                 order by nth) p;
end $$;
comment on function listing.find_editions is 'A page of the editions of a collection, now or as of a version, that are found by words, values and prices.';
revoke execute on function listing.own_value, listing.own_words, listing.plain_words, listing.asked, listing.page_in_order, listing.expected, listing.find_editions from public;
grant execute on function listing.own_value, listing.own_words, listing.plain_words, listing.asked, listing.page_in_order, listing.find_editions to resale_listing;

create view listing.face with (security_invoker = true) as
select l.merchant_id, l.collection_id, l.listing_id, l.fragment, l.price_amount, l.published_at
  from listing.listing l
 cross join lateral (select 1 from ledger.unit u where u.merchant_id = l.merchant_id and u.unit_id = l.unit_id and u.state = 'listed') u
 where l.state = 'live';
comment on view listing.face is 'The offers that can be bought now. The one place that says which those are: editions follow it.';
grant select on listing.face to resale_listing;

-- Over all merchants. Who may read it is for the service to say, by its state.
create view listing.public_collection as
select h.handle, c.merchant_id, c.collection_id, c.state, coalesce(s.version, 0) as version, coalesce(s.since_from, 0) as since_from, coalesce(s.walk_from, 0) as walk_from
  from listing.handle h
  join listing.collection c on c.merchant_id = h.merchant_id and c.collection_id = h.collection_id
  left join listing.shelf s on s.merchant_id = c.merchant_id and s.collection_id = c.collection_id;
comment on view listing.public_collection is 'Of which merchant a handle is, with the state of its collection and the version of its shelf.';
grant select on listing.public_collection to resale_listing;

-- What is offered already. The reader of the ledger begins where nothing was still being written when this looked.
insert into listing.feed_cursor (name, xid, position) values ('shelf', pg_snapshot_xmin(pg_current_snapshot())::text::bigint, 0);
insert into listing.edition (merchant_id, collection_id, version, listing_id, fragment, title, product_type, size, vendor, grade, condition, price_amount, published_at)
select f.merchant_id, f.collection_id, row_number() over (partition by f.merchant_id, f.collection_id order by f.published_at, f.listing_id), f.listing_id, f.fragment,
       t.title, t.product_type, t.size, t.vendor, t.grade, t.condition, f.price_amount, f.published_at
  from listing.face f
 cross join lateral jsonb_to_record(f.fragment::jsonb) as t(title text, product_type text, size text, vendor text, grade text, condition text);
insert into listing.shelf_word (merchant_id, collection_id, word, version)
select e.merchant_id, e.collection_id, w.word, min(e.version)
  from listing.edition e
 cross join lateral listing.plain_words(e.title, e.vendor, e.product_type, e.size) as w(word)
 where length(w.word) between 3 and 60
 group by 1, 2, 3;
insert into listing.shelf (merchant_id, collection_id, version)
select c.merchant_id, c.collection_id, coalesce((select max(e.version) from listing.edition e where e.merchant_id = c.merchant_id and e.collection_id = c.collection_id), 0)
  from listing.collection c;

-- What the staff looks for among all that was ever offered: by the words of its title, each merchant's by themselves, or by a plate.
create function listing.title_words(merchant uuid, title text) returns tsvector language sql immutable parallel safe
        return array_to_tsvector(listing.own_words(merchant, rp.plain_words(title)));
comment on function listing.title_words is 'The words of a title as the index of a merchant''s listings holds them.';
create index listing_words on listing.listing using gin (listing.title_words(merchant_id, title)) with (gin_pending_list_limit = 512);

-- The newest first. Words that many have are found among the newest thousand, others by the index, and sorted. Runs as the owner of the tables, as find_editions does.
create function listing.find_listings(merchant uuid, of_collection uuid, of_state text, said text, of_grade text, before timestamptz, before_id uuid, wanted bigint)
returns table (listing_id uuid, published_at timestamptz) language plpgsql stable security definer
set search_path = pg_catalog set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
declare
        of_plate uuid;
        looked   tsquery;
begin
        perform ledger.check_merchant(merchant);
        select u.unit_id into of_plate from ledger.unit u where u.merchant_id = merchant and u.lpn = rp.code(said);
        if of_plate is not null then
                return query
                select l.listing_id, l.published_at from listing.listing l
                 where l.merchant_id = merchant and l.unit_id = of_plate and (of_collection is null or l.collection_id = of_collection) and (of_state is null or l.state = of_state)
                   and (of_grade is null or l.grade = of_grade) and (l.published_at, l.listing_id) < (before, before_id)
                 order by l.published_at desc, l.listing_id desc limit wanted;
                return;
        end if;
        select string_agg(quote_literal(right(merchant::text, 8) || '/' || h.word) || ':*', ' & ')::tsquery into looked
          from unnest((string_to_array(rp.plain_words(said), ' '))[1:8]) h (word) where h.word <> '';
        return query
        with newest as materialized (
                select l.listing_id, l.published_at, l.collection_id, l.state, l.grade, l.title from listing.listing l
                 where l.merchant_id = merchant and (l.published_at, l.listing_id) < (before, before_id)
                 order by l.published_at desc, l.listing_id desc limit 1000),
        near as materialized (
                select n.listing_id, n.published_at from newest n
                 where listing.title_words(merchant, n.title) @@ looked and (of_collection is null or n.collection_id = of_collection) and (of_state is null or n.state = of_state)
                   and (of_grade is null or n.grade = of_grade)
                 limit wanted)
        select n.listing_id, n.published_at from near n where (select count(*) from near) = wanted or (select count(*) from newest) < 1000
         union all
        (select l.listing_id, l.published_at from listing.listing l
          where (select count(*) from near) < wanted and (select count(*) from newest) = 1000
            and l.merchant_id = merchant and listing.title_words(l.merchant_id, l.title) @@ looked
            and (of_collection is null or l.collection_id = of_collection) and (of_state is null or l.state = of_state) and (of_grade is null or l.grade = of_grade)
            and (l.published_at, l.listing_id) < (before, before_id)
          order by l.published_at desc, l.listing_id desc limit wanted);
end $$;
comment on function listing.find_listings is 'A merchant''s listings with words in their titles that begin so, or of one plate; newest first.';
revoke execute on function listing.title_words, listing.find_listings from public;
grant execute on function listing.title_words, listing.find_listings to resale_listing;
