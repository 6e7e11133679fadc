-- How many have the words of a question the service is told with what they mean, so that it looks for few by their words, and for many along an index or in bands, at once.

-- Both in a language whose statements are planned once for a connection.
-- Of what many have each, few may have all: so type, size, grade and vendor stand together too. Joined: what is asked for is looked for by these, where that is not too many.
create function listing.looked(collection uuid, asked text, types text[], sizes text[], vendors text[], grades text[], conditions text[], joined boolean) returns tsquery
language plpgsql immutable set search_path = pg_catalog as $$
declare
        own  constant text[] := array[case when types is not null then 't' end, case when sizes is not null then 's' end, case when grades is not null then 'g' end];
        main constant text   := array_to_string(own, '');
        one  constant text   := left(main, 1);   /* which of them stands with a vendor */
        ways constant bigint := greatest(cardinality(types), 1)::bigint * greatest(cardinality(sizes), 1) * greatest(cardinality(grades), 1);
        pair constant boolean := joined and coalesce(cardinality(coalesce(types, sizes, grades))::bigint * cardinality(vendors) <= 32, false);
begin
        if num_nulls(types, sizes, vendors, grades, conditions) = 5 then
                return asked::tsquery;
        end if;
        return string_agg('(' || t.terms || ')', ' & ')::tsquery
          from (select string_agg(quote_literal(listing.own_value(collection, g.facet, v.value)), ' | ')
                  from (values ('t', types), ('s', sizes), ('g', grades), ('v', vendors), ('c', conditions)) g (facet, given)
                 cross join lateral unnest(g.given) v (value)
                 where g.facet = 'c' or not joined or case when g.facet = 'v' then not pair else ways > 32 end
                 group by g.facet
                 union all
                select string_agg(quote_literal(listing.own_value(collection, main, concat_ws(chr(31), t, s, g))), ' | ')
                  from unnest(coalesce(types, array[null])) t cross join unnest(coalesce(sizes, array[null])) s cross join unnest(coalesce(grades, array[null])) g
                 where joined and main <> '' and ways <= 32
                 union all
                select string_agg(quote_literal(listing.own_value(collection, one || 'v', concat_ws(chr(31), f, v))), ' | ')
                  from unnest(coalesce(types, sizes, grades)) f cross join unnest(vendors) v
                 where pair
                 union all
                select asked) t (terms);
end $$;
comment on function listing.looked is 'Words and values that are asked for, as the words of editions are compared with; null: none are.';

create function listing.below(price bigint, bounds bigint[]) returns float8 language plpgsql immutable parallel safe set search_path = pg_catalog as $$
declare
        parts constant integer := cardinality(bounds) - 1;
        nth   constant integer := width_bucket(price, bounds);
begin
        return case when nth < 1 then 0 when nth > parts then 1
                    else (nth - 1 + (price - bounds[nth])::float8 / greatest(bounds[nth + 1] - bounds[nth], 1)) / parts end;
end $$;
comment on function listing.below is 'Which part of all is below a price, by the bounds of as many parts that have equally many.';

-- By the planner's own statistics, without planning. A word is of one collection: so how many of all have it is divided by how many of all are the collection's.
-- As the owner of the tables, who may read what is known of them.
create function listing.expected_of(collection uuid, asked text, types text[], sizes text[], vendors text[], grades text[], conditions text[],
                                    price_from bigint, price_to bigint, out expected bigint, out apart bigint)
language plpgsql stable security definer set search_path = pg_catalog set plan_cache_mode = force_generic_plan as $$
declare
        looked constant text := listing.looked(collection, asked, types, sizes, vendors, grades, conditions, false);
        known  text[];
        often  real[];
        rare   float8;
        share  float8;
        own    float8;
        priced float8 := 1;
begin
        select s.most_common_elems::text::text[], s.most_common_elem_freqs into known, often from pg_stats s where (s.schemaname, s.tablename, s.attname) = ('listing', 'edition', 'words');
        rare := least(0.01, often[cardinality(known) + 1] / 2);   /* after the frequencies stands the least of them */
        select coalesce((select k.freq from unnest(s.most_common_vals::text::uuid[], s.most_common_freqs) k (id, freq) where k.id = collection),
                        (1 - coalesce((select sum(f) from unnest(s.most_common_freqs) f), 0))
                        / greatest(case when s.n_distinct < 0 then -s.n_distinct * c.reltuples else s.n_distinct end - coalesce(cardinality(s.most_common_freqs), 0), 1)), c.reltuples
          into share, own
          from pg_stats s cross join pg_class c
         where (s.schemaname, s.tablename, s.attname) = ('listing', 'edition', 'collection_id') and c.oid = 'listing.edition'::regclass;
        share := greatest(coalesce(share, 1), 1e-9);
        own := greatest(coalesce(own, 0) * share, 1);
        if num_nonnulls(price_from, price_to) > 0 then
                select coalesce((select sum(k.freq) from unnest(s.most_common_vals::text::bigint[], s.most_common_freqs) k (price, freq)
                                  where k.price between coalesce(price_from, 0) and coalesce(price_to, 9223372036854775807)), 0)
                       + coalesce((1 - coalesce((select sum(f) from unnest(s.most_common_freqs) f), 0))
                                  * (listing.below(least(price_to, 9223372036854775806) + 1, b.bounds) - listing.below(coalesce(price_from, 0), b.bounds)), 0)
                  into priced
                  from pg_stats s cross join lateral (select s.histogram_bounds::text::bigint[] as bounds) b
                 where (s.schemaname, s.tablename, s.attname) = ('listing', 'edition', 'price_amount');
        end if;
        expected := own * coalesce(priced, 1) * coalesce((
                select exp(sum(ln(least(1, g.often / share))))
                  from (select sum(coalesce(case when t.term like '%:*' then (select sum(k.freq) from unnest(known, often) k (word, freq) where starts_with(k.word, trim(':*''' from t.term)))
                                                 else often[array_position(known, trim('''' from t.term))] end, rare)) as often
                          from unnest(string_to_array(looked, ' & ')) with ordinality p (terms, nth)
                         cross join lateral unnest(string_to_array(trim('() ' from p.terms), ' | ')) t (term)
                         group by p.nth) g), 1);
        apart := own / greatest(expected, 1);
end $$;
comment on function listing.expected_of is 'How many editions of the collection are expected to have these words, values and prices, and of how many each is one (apart).';

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

-- Words that each many have, and few together, an index of words finds by reading through all that have each; and in the order of another index they are met seldom.
-- So each word, and each value, stands once more in it with the band of prices and with the day of those who have it: band by band, in their order, until a page is full.
create function listing.price_band(amount bigint) returns integer language sql immutable parallel safe return floor(16 * ln(greatest(amount, 1)::float8) / ln(2::float8))::integer;
comment on function listing.price_band is 'Sixteen bands from a price to twice that: one is 4.4 % wide.';

create function listing.day(at timestamptz) returns integer language sql immutable parallel safe return (at at time zone 'UTC')::date - date '1970-01-01';
comment on function listing.day is 'The day of UTC, by how many are since 1970.';

create function listing.joined(collection uuid, t text, s text, g text, v text) returns text language sql immutable parallel safe
        return listing.own_value(collection, 'ts', t || chr(31) || s) || ' ' || listing.own_value(collection, 'tg', t || chr(31) || g) || ' '
                || listing.own_value(collection, 'sg', s || chr(31) || g) || ' ' || listing.own_value(collection, 'tsg', t || chr(31) || s || chr(31) || g) || ' '
                || listing.own_value(collection, 'tv', t || chr(31) || v) || ' ' || listing.own_value(collection, 'sv', s || chr(31) || v) || ' '
                || listing.own_value(collection, 'gv', g || chr(31) || v);
comment on function listing.joined is 'Type, size, grade and vendor of an edition, together.';

-- Of expressions that are planned with what asks for them.
create function listing.words_to_find(words tsvector, collection uuid, product_type text, size text, grade text, vendor text, price bigint, published timestamptz)
returns tsvector language sql immutable parallel safe
        return (words::text || ' ' || listing.joined(collection, coalesce(product_type, ''), coalesce(size, ''), coalesce(grade, ''), coalesce(vendor, ''))
                || ' ' || replace(words::text, '/', 'p' || listing.price_band(price)::text || '/') || ' ' || replace(words::text, '/', 'd' || listing.day(published)::text || '/')
                || ' ' || right(collection::text, 8) || 'd' || listing.day(published)::text || '/p=' || listing.price_band(price)::text)::tsvector;
comment on function listing.words_to_find is 'The words and values of an edition: those, some values together, and each by itself within its band of prices and within its day; within the day also which band it is.';

-- Of what is on the shelf, told by other columns than in the other indexes: so that none of them can be read through in place of this one.
drop index listing.edition_words;
create index edition_words on listing.edition using gin (listing.words_to_find(words, collection_id, product_type, size, grade, vendor, price_amount, published_at))
        with (fastupdate = off) where ended_at is null and words is not null;

create function listing.parts(merchant uuid, collection uuid, sorted text, after bigint, price_from bigint, price_to bigint, values_given boolean, way text, out parts text[], out prices text)
language plpgsql stable set search_path = pg_catalog set plan_cache_mode = force_generic_plan as $$
declare
        upward   constant boolean := sorted = 'price-ascending';
        cheapest bigint;
        dearest  bigint;
        newest   timestamptz;
        oldest   timestamptz;
        first    integer;
        last     integer;
        bands    integer;   /* of prices */
begin
        if way = 'at once' then
                parts := array[''];
                return;
        end if;
        select e.price_amount into cheapest from listing.edition e
         where e.merchant_id = merchant and e.collection_id = collection and e.until is null and e.fragment is not null order by e.price_amount, e.listing_id limit 1;
        select e.price_amount into dearest from listing.edition e
         where e.merchant_id = merchant and e.collection_id = collection and e.until is null and e.fragment is not null order by e.price_amount desc, e.listing_id desc limit 1;
        first := listing.price_band(greatest(cheapest, price_from, case when upward then after end));
        last := listing.price_band(least(dearest, price_to, case when sorted = 'price-descending' then after end));
        bands := case when num_nonnulls(price_from, price_to) > 0 then last - first end;
        if way = 'by price' and coalesce(bands >= 32, true) then
                return;
        end if;
        if way = 'by price' or sorted like 'price%' then
                parts := array(select 'p' || b from generate_series(case when upward then first else last end, case when upward then last else first end,
                                                                    case when upward then 1 else -1 end) b);
                return;
        end if;
        select e.published_at into newest from listing.edition e
         where e.merchant_id = merchant and e.collection_id = collection and e.until is null and e.fragment is not null order by e.published_at desc, e.listing_id desc limit 1;
        select e.published_at into oldest from listing.edition e
         where e.merchant_id = merchant and e.collection_id = collection and e.until is null and e.fragment is not null order by e.published_at, e.listing_id limit 1;
        parts := array(select 'd' || d from generate_series(listing.day(least(newest, 'epoch'::timestamptz + after * interval '1 microsecond')), listing.day(oldest), -1) d);
        if not values_given or bands < 8 then   -- of more, prices are soon met
                prices := (select '(' || string_agg(quote_literal(right(collection::text, 8) || '/p=' || b), ' | ') || ')' from generate_series(first, last) b);
        end if;
end $$;
comment on function listing.parts is 'In which parts of the index of words what is asked for is looked for: at once in what is by itself, in the bands of its order, or by price, in the bands of a narrow range (null: it is none). Prices: those that the days are looked through for.';

create function listing.sort_key(sorted text, price bigint, published timestamptz, words tsvector, rank tsquery) returns bigint language sql stable parallel safe
        return case when rank is not null then round(1000000 * ts_rank(words, rank))::bigint when sorted like 'price%' then price
                    else (extract(epoch from published) * 1000000)::bigint end;
comment on function listing.sort_key is 'By what an order goes: millionths of a rank, minor units, or microseconds since 1970.';

-- Of words that seldom come alone far more are found than is expected: not more than $at_most (null: no bound) are collected, since an order has enough of so many soon.
drop function listing.find_editions, listing.expected;
create function listing.find_editions(merchant uuid, collection uuid, as_of bigint, sorted text, after bigint, after_id uuid, types text[], sizes text[], vendors text[],
                                      grades text[], conditions text[], price_from bigint, price_to bigint, asked text, shown bigint, at_most bigint, way text,
                                      out version bigint, out walk_from bigint, out cut boolean, out more boolean, out items text, out key bigint, out id uuid)
language plpgsql stable security definer set search_path = pg_catalog set plan_cache_mode = force_generic_plan set enable_seqscan = off set work_mem = '64MB' as $$
declare
        upward constant boolean := sorted = 'price-ascending';
        enough constant bigint  := case when way = 'in bands' then least(shown, at_most) else at_most end;
        rank   constant tsquery := case when sorted = 'relevance' then asked end;
        plain  tsquery;
        looked text := listing.looked(collection, asked, types, sizes, vendors, grades, conditions, way = 'at once')::text;
        parts  text[];
        prices text;
        part   text;
        within tsquery;
        hits   listing.hit[] := '{}';
begin
        perform ledger.check_merchant(merchant);
        select * into parts, prices from listing.parts(merchant, collection, sorted, after, price_from, price_to, looked is not null, way);
        cut := parts is null;
        if cut then
                return;
        end if;
        looked := concat_ws(' & ', '(' || looked || ')', prices);
        if looked = '' then   -- prices alone
                hits := array(
                        select (listing.sort_key(sorted, e.price_amount, e.published_at, e.words, rank), e.listing_id, e.version)::listing.hit
                          from listing.edition e
                         where e.merchant_id = merchant and e.collection_id = collection and e.until is null and e.fragment is not null
                           and e.price_amount between coalesce(price_from, 0) and coalesce(price_to, 9223372036854775807) and (as_of is null or e.version <= as_of)
                         limit at_most + 1);
        end if;
        foreach part in array case when looked = '' then '{}' else parts end loop
                exit when cardinality(hits) > enough;
                within := replace(looked, '/', part || '/')::tsquery;
                hits := hits || array(
                        select (x.key, x.listing_id, x.version)::listing.hit
                          from (select e.listing_id, e.version, listing.sort_key(sorted, e.price_amount, e.published_at, e.words, rank) as key
                                  from (select e.merchant_id, e.collection_id, e.version, e.listing_id, e.price_amount, e.published_at, e.words
                                          from listing.edition e
                                         where e.ended_at is null and e.words is not null
                                           and listing.words_to_find(e.words, e.collection_id, e.product_type, e.size, e.grade, e.vendor, e.price_amount, e.published_at) @@ within
                                        offset 0) e
                                 where e.merchant_id = merchant and e.collection_id = collection and (as_of is null or e.version <= as_of)
                                   and (price_from is null or e.price_amount >= price_from) and (price_to is null or e.price_amount <= price_to)) x
                         where after is null or case when upward then (x.key, x.listing_id) > (after, after_id) else (x.key, x.listing_id) < (after, after_id) end
                         limit at_most + 1);
        end loop;
        cut := coalesce(cardinality(hits) > at_most, false);
        if cut then
                return;
        end if;
        if as_of is not null then
                plain := listing.looked(collection, asked, types, sizes, vendors, grades, conditions, false);
                hits := hits || array(
                        select (listing.sort_key(sorted, e.price_amount, e.published_at, e.words, rank), e.listing_id, e.version)::listing.hit
                          from listing.edition e
                         where e.merchant_id = merchant and e.collection_id = collection and e.until between as_of + 1 and 9223372036854775807   -- few, as a range is planned
                           and e.version <= as_of and e.fragment is not null and (plain is null or e.words @@ plain)
                           and (price_from is null or e.price_amount >= price_from) and (price_to is null or e.price_amount <= price_to));
        end if;
        select * into version, walk_from, cut, more, items, key, id from listing.page_of_hits(merchant, collection, hits, upward, after, after_id, shown);
end $$;
comment on function listing.find_editions is 'A page of the editions of a collection, as of a version, that are found by words and values, and sorted; way: see listing.parts. Cut: more than at_most are passed before it is found, or there is no such way; then none is told.';

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

revoke execute on function listing.looked, listing.below, listing.expected_of, listing.page_of_hits, listing.price_band, listing.day, listing.joined, listing.words_to_find,
        listing.parts, listing.sort_key, listing.find_editions from public;
grant execute on function listing.expected_of, listing.price_band, listing.day, listing.joined, listing.words_to_find, listing.find_editions to resale_listing;
