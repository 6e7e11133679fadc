-- How many have the words of a question the service is told with what they mean, so that it looks for few by their words, and for many along an index or in bands, at once.

-- Both in a language whose statements are planned once for a connection.
create function listing.looked(collection uuid, asked text, types text[], sizes text[], vendors text[], grades text[], conditions text[]) returns tsquery
language plpgsql immutable set search_path = pg_catalog as $$
begin
        if num_nulls(types, sizes, vendors, grades, conditions) = 5 then
                return asked::tsquery;
        end if;
        return string_agg('(' || t.terms || ')', ' & ')::tsquery
          from (select string_agg(quote_literal(listing.own_value(collection, g.facet, v.value)), ' | ')
                  from (values ('t', types), ('s', sizes), ('v', vendors), ('g', grades), ('c', conditions)) g (facet, given)
                 cross join lateral unnest(g.given) v (value)
                 group by g.facet
                 union all
                select asked where asked is not null) t (terms);
end $$;
comment on function listing.looked is 'Words and values that are asked for, as the words of editions are compared with; null: none are.';

create function listing.planned(meant text) returns float8 language plpgsql set search_path = pg_catalog set max_parallel_workers_per_gather = 0 as $$
declare
        line text;
begin
        execute 'explain select from listing.edition e where ' || meant || ' and e.until is null and e.fragment is not null' into line;
        return substring(line from 'rows=([0-9]+)');
end $$;
comment on function listing.planned is 'How many editions that are on a shelf the planner expects to meet this condition, by what it knows of their frequency; it reads no row.';

-- The planner knows how many have a word, and multiplies by how many of all have another; here by how many of the collection's do, whose words no other collection's editions have.
-- As the owner of the tables, so that it has no policy of rows to think of.
create function listing.expected_of(collection uuid, asked text, types text[], sizes text[], vendors text[], grades text[], conditions text[], out expected bigint, out apart bigint)
language plpgsql security definer set search_path = pg_catalog as $$
declare
        terms constant integer := coalesce(cardinality(string_to_array(asked, ' & ')), 0) + num_nonnulls(types, sizes, vendors, grades, conditions);
        found constant float8 := listing.planned(format('e.words @@ %L', listing.looked(collection, asked, types, sizes, vendors, grades, conditions)));
        own   constant float8 := listing.planned(format('e.collection_id = %L', collection));
begin
        expected := least(own, case when terms = 1 then found else found * (listing.planned('true') / own) ^ (terms - 1) end);
        apart := own / greatest(expected, 1);
end $$;
comment on function listing.expected_of is 'How many editions of the collection are expected to have these words and values, and of how many each is one (apart).';

create type listing.hit as (key bigint, listing_id uuid, version bigint);
comment on type listing.hit is 'What is found, before it is sorted: by which an order goes, and which edition it is.';

create function listing.page_of_hits(merchant uuid, collection uuid, hits listing.hit[], upward boolean, after bigint, after_id uuid, shown bigint,
                                     out version bigint, out walk_from bigint, out cut boolean, out more boolean, out items text, out key bigint, out id uuid)
language plpgsql stable set search_path = pg_catalog set plan_cache_mode = force_generic_plan as $$
begin
        select coalesce(max(s.version), 0), coalesce(max(s.walk_from), 0) into version, walk_from from listing.shelf s where s.merchant_id = merchant and s.collection_id = collection;
        cut := false;
        with page as (
                select h.key, h.listing_id, h.version
                  from unnest(hits) h
                 where after is null or case when upward then (h.key, h.listing_id) > (after, after_id) else (h.key, h.listing_id) < (after, after_id) end
                 order by case when upward then h.key end, case when not upward then h.key end desc,
                          case when upward then h.listing_id end, case when not upward then h.listing_id end desc
                 limit shown + 1)
        select count(*) > shown, string_agg(p.fragment, ',' order by p.nth) filter (where p.nth <= shown),
               max(p.key) filter (where p.nth = shown), max(p.listing_id::text) filter (where p.nth = shown)::uuid into more, items, key, id
          from (select p.key, p.listing_id, e.fragment,
                       row_number() over (order by case when upward then p.key end, case when not upward then p.key end desc,
                                                   case when upward then p.listing_id end, case when not upward then p.listing_id end desc) as nth
                  from page p
                 cross join lateral (select e.fragment from listing.edition e where e.merchant_id = merchant and e.collection_id = collection and e.version = p.version) e) p;
end $$;
comment on function listing.page_of_hits is 'A page of the editions that were found, in their order.';

-- Of words that seldom come alone far more are found than is expected: not more than $at_most are collected, since an order has enough of so many soon.
drop function listing.find_editions, listing.expected;
create function listing.find_editions(merchant uuid, collection uuid, as_of bigint, sorted text, after bigint, after_id uuid, types text[], sizes text[], vendors text[],
                                      grades text[], conditions text[], price_from bigint, price_to bigint, asked text, shown bigint, at_most bigint,
                                      out version bigint, out walk_from bigint, out cut boolean, out more boolean, out items text, out key bigint, out id uuid)
language plpgsql stable security definer set search_path = pg_catalog set plan_cache_mode = force_custom_plan set enable_seqscan = off set work_mem = '64MB' as $$
declare
        looked constant tsquery := listing.looked(collection, asked, types, sizes, vendors, grades, conditions);
        plain  constant tsquery := coalesce(asked::tsquery, looked);
        hits   listing.hit[];
begin
        perform ledger.check_merchant(merchant);
        hits := array(
                select (case when sorted like 'price%' then e.price_amount
                             when sorted = 'relevance' then round(1000000 * ts_rank(e.words, plain))::bigint
                             else (extract(epoch from e.published_at) * 1000000)::bigint end, e.listing_id, e.version)::listing.hit
                  from (select e.listing_id, e.version, e.published_at, e.price_amount, e.words
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
                 limit at_most + 1);
        cut := coalesce(cardinality(hits) > at_most, false);
        if not cut then
                select * into version, walk_from, cut, more, items, key, id from listing.page_of_hits(merchant, collection, hits, sorted = 'price-ascending', after, after_id, shown);
        end if;
end $$;
comment on function listing.find_editions is 'A page of the editions of a collection, as of a version, that are found by words and values; cut: there are more than at_most of them, and none is told.';

-- Words that each many have, and few together, an index of words finds by reading through all that have each; and in the order of another index they are met seldom.
-- So each word, and each value, stands once more in an index with the band of prices and with the day of those who have it: band by band, in their order, until a page is full.
create function listing.price_band(amount bigint) returns integer language sql immutable parallel safe return floor(16 * ln(greatest(amount, 1)::float8) / ln(2::float8))::integer;
comment on function listing.price_band is 'Sixteen bands from a price to twice that: one is 4.4 % wide.';

create function listing.day(at timestamptz) returns integer language sql immutable parallel safe return (at at time zone 'UTC')::date - date '1970-01-01';
comment on function listing.day is 'The day of UTC, by how many are since 1970.';

-- Of expressions that are planned with what asks for them.
create function listing.words_in_bands(words tsvector, collection uuid, price bigint, published timestamptz) returns tsvector language sql immutable parallel safe
        return (replace(words::text, '/', 'p' || listing.price_band(price)::text || '/') || ' ' || replace(words::text, '/', 'd' || listing.day(published)::text || '/')
                || ' ' || right(collection::text, 8) || 'd' || listing.day(published)::text || '/p=' || listing.price_band(price)::text)::tsvector;
comment on function listing.words_in_bands is 'The words and values of an edition, each by itself within its band of prices and within its day; within the day also which band it is.';

-- Of what is on the shelf, told by other columns than in the other indexes: so that none of them can be read through in place of this one.
create index edition_bands on listing.edition using gin (listing.words_in_bands(words, collection_id, price_amount, published_at)) with (fastupdate = off)
        where ended_at is null and words is not null;

create function listing.find_in_bands(merchant uuid, collection uuid, as_of bigint, sorted text, after bigint, after_id uuid, types text[], sizes text[], vendors text[],
                                      grades text[], conditions text[], price_from bigint, price_to bigint, asked text, shown bigint, at_most bigint,
                                      out version bigint, out walk_from bigint, out cut boolean, out more boolean, out items text, out key bigint, out id uuid)
language plpgsql stable security definer set search_path = pg_catalog set plan_cache_mode = force_generic_plan set enable_seqscan = off set work_mem = '64MB' as $$
declare
        by_price constant boolean := sorted like 'price%';
        upward   constant boolean := sorted = 'price-ascending';
        way      constant integer := case when upward then 1 else -1 end;
        letter   constant text := case when by_price then 'p' else 'd' end;
        plain    constant tsquery := listing.looked(collection, asked, types, sizes, vendors, grades, conditions);
        looked   text    := plain::text;
        cheapest bigint;
        dearest  bigint;
        band     integer;
        last     integer;
        within   tsquery;
        hits     listing.hit[] := '{}';
begin
        perform ledger.check_merchant(merchant);
        select e.price_amount into cheapest from listing.edition e
         where e.merchant_id = merchant and e.collection_id = collection and e.until is null and e.fragment is not null order by e.price_amount, e.listing_id limit 1;
        select e.price_amount into dearest from listing.edition e
         where e.merchant_id = merchant and e.collection_id = collection and e.until is null and e.fragment is not null order by e.price_amount desc, e.listing_id desc limit 1;
        cheapest := greatest(cheapest, price_from);
        dearest := least(dearest, price_to);
        if by_price then
                band := listing.price_band(case when upward then greatest(cheapest, after) else least(dearest, after) end);
                last := listing.price_band(case when upward then dearest else cheapest end);
        else
                select listing.day(least(e.published_at, 'epoch'::timestamptz + after * interval '1 microsecond')) into band from listing.edition e
                 where e.merchant_id = merchant and e.collection_id = collection and e.until is null and e.fragment is not null order by e.published_at desc, e.listing_id desc limit 1;
                select listing.day(e.published_at) into last from listing.edition e
                 where e.merchant_id = merchant and e.collection_id = collection and e.until is null and e.fragment is not null order by e.published_at, e.listing_id limit 1;
                if looked is null or listing.price_band(dearest) - listing.price_band(cheapest) < 32 then
                        looked := concat_ws(' & ', '(' || looked || ')', (
                                select '(' || string_agg(quote_literal(right(collection::text, 8) || '/p=' || b), ' | ') || ')'
                                  from generate_series(listing.price_band(cheapest), listing.price_band(dearest)) b));
                end if;
        end if;
        while (last - band) * way >= 0 and looked <> '' and cardinality(hits) <= least(shown, at_most) loop
                within := replace(looked, '/', letter || band || '/')::tsquery;
                hits := hits || array(
                        select (x.key, x.listing_id, x.version)::listing.hit
                          from (select e.listing_id, e.version, case when by_price then e.price_amount else (extract(epoch from e.published_at) * 1000000)::bigint end as key
                                  from (select e.merchant_id, e.collection_id, e.version, e.listing_id, e.price_amount, e.published_at
                                          from listing.edition e
                                         where e.ended_at is null and e.words is not null
                                           and listing.words_in_bands(e.words, e.collection_id, e.price_amount, e.published_at) @@ within
                                        offset 0) e
                                 where e.merchant_id = merchant and e.collection_id = collection and (as_of is null or e.version <= as_of)
                                   and (price_from is null or e.price_amount >= price_from) and (price_to is null or e.price_amount <= price_to)) x
                         where after is null or case when upward then (x.key, x.listing_id) > (after, after_id) else (x.key, x.listing_id) < (after, after_id) end
                         limit at_most + 1);
                band := band + way;
        end loop;
        cut := coalesce(cardinality(hits) > at_most, false);
        if cut then
                return;
        end if;
        hits := hits || array(
                select (case when by_price then e.price_amount else (extract(epoch from e.published_at) * 1000000)::bigint end, e.listing_id, e.version)::listing.hit
                  from listing.edition e
                 where e.merchant_id = merchant and e.collection_id = collection and e.until > as_of and e.version <= as_of and e.fragment is not null
                   and (plain is null or e.words @@ plain)
                   and (price_from is null or e.price_amount >= price_from) and (price_to is null or e.price_amount <= price_to));
        select * into version, walk_from, cut, more, items, key, id from listing.page_of_hits(merchant, collection, hits, upward, after, after_id, shown);
end $$;
comment on function listing.find_in_bands is 'A page of the editions of a collection, as of a version, that are found by words and values, from band to band of its order; cut: at_most are passed before a page is full.';

-- Words of one or two letters, as sizes are, are words too.
alter table listing.shelf_word drop constraint shelf_word_word_check, add constraint shelf_word_word_check check (length(word) between 1 and 60);
comment on table listing.shelf_word is 'The words of what a collection offered, each since which version, by which words that only begin so, or have a slip of the finger, are understood. One that is no longer used does no harm.';
insert into listing.shelf_word (merchant_id, collection_id, word, version)
select e.merchant_id, e.collection_id, w.word, min(e.version)
  from listing.edition e
 cross join lateral listing.plain_words(e.title, e.vendor, e.product_type, e.size) as w(word)
 where length(w.word) between 1 and 2
 group by 1, 2, 3;

-- What a question asks for. A word is looked for by its beginning: by the words of the collection that begin so, which an index finds by far sooner than what begins so; one of
-- one or two letters, with which too much begins, by itself, if it is a word. A word with which none begins is looked for by what could have been meant.
create or replace function listing.asked(merchant uuid, collection uuid, as_of bigint, said text) returns text language plpgsql stable
set search_path = pg_catalog set plan_cache_mode = force_generic_plan as $$
declare
        prefix constant text := right(collection::text, 8) || '/';
        one    text;
        begun  text[];
        terms  text;
        told   text;
begin
        foreach one in array (string_to_array(rp.plain_words(said), ' '))[1:8] loop
                begun := array(select w.word from listing.shelf_word w
                                where w.merchant_id = merchant and w.collection_id = collection and w.word >= one
                                  and w.word < case when length(one) >= 3 then one || chr(1114109) else one || ' ' end
                                  and (as_of is null or w.version <= as_of)
                                order by w.word limit 17);
                terms := quote_literal(prefix || one) || ':*';
                if cardinality(begun) between 1 and 16 then
                        terms := (select string_agg(quote_literal(prefix || b.word), ' | ') from unnest(begun) b (word));
                elsif cardinality(begun) = 0 and one ~ '^[[:alpha:]]{4,60}$' then
                        terms := concat_ws(' | ', terms, (
                                select string_agg(quote_literal(prefix || near.word), ' | ') from (
                                        select w.word from listing.shelf_word w
                                         where w.merchant_id = merchant and w.collection_id = collection and (as_of is null or w.version <= as_of)
                                           and length(w.word) between length(one) - 2 and length(one) + 2
                                           and rp.levenshtein_less_equal(w.word, one, 2) <= case when length(one) < 5 then 1 else 2 end
                                         order by rp.levenshtein_less_equal(w.word, one, 2), w.word limit 5) near));
                end if;
                told := concat_ws(' & ', told, '(' || terms || ')');
        end loop;
        return told;
end $$;

-- Bits of words in the index of the newest did for it what bands do.
drop function listing.page_of_words, listing.asked_bits;
alter table listing.edition drop column word_bits;   -- with the index of the newest
drop function listing.all_word_bits, listing.word_bits, listing.word_hash;
create index edition_newest on listing.edition (merchant_id, collection_id, published_at, listing_id) where until is null and fragment is not null;

revoke execute on function listing.looked, listing.planned, listing.expected_of, listing.page_of_hits, listing.find_editions, listing.price_band, listing.day, listing.words_in_bands,
        listing.find_in_bands from public;
grant execute on function listing.expected_of, listing.find_editions, listing.price_band, listing.day, listing.words_in_bands, listing.find_in_bands to resale_listing;
