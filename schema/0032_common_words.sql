-- How many have the words of a question the service is told with what they mean, so that it looks for few by their words, and for many along an index, at once.

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
create function listing.expected_of(collection uuid, asked text, types text[], sizes text[], vendors text[], grades text[], conditions text[]) returns bigint
language plpgsql security definer set search_path = pg_catalog as $$
declare
        terms constant integer := coalesce(cardinality(string_to_array(asked, ' & ')), 0) + num_nonnulls(types, sizes, vendors, grades, conditions);
        found constant float8 := listing.planned(format('e.words @@ %L', listing.looked(collection, asked, types, sizes, vendors, grades, conditions)));
        own   float8;
begin
        if terms = 1 then
                return found;
        end if;
        own := listing.planned(format('e.collection_id = %L', collection));
        return least(own, found * (listing.planned('true') / own) ^ (terms - 1));
end $$;
comment on function listing.expected_of is 'How many editions of the collection are expected to have these words and values.';

-- Of words that seldom come alone far more are found than is expected: not more than $at_most are collected, since an order has enough of so many soon.
drop function listing.find_editions, listing.expected;
create function listing.find_editions(merchant uuid, collection uuid, as_of bigint, sorted text, after bigint, after_id uuid, types text[], sizes text[], vendors text[],
                                      grades text[], conditions text[], price_from bigint, price_to bigint, asked text, shown bigint, at_most bigint)
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
        looked := listing.looked(collection, asked, types, sizes, vendors, grades, conditions);
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
                 limit at_most + 1),
        keyed as (
                select f.listing_id, f.version,
                       case when sorted like 'price%' then f.price_amount
                            when sorted = 'relevance' then round(1000000 * ts_rank(f.words, coalesce(plain, looked)))::bigint
                            else (extract(epoch from f.published_at) * 1000000)::bigint end as key
                  from found f
                 where at_most is null or (select count(*) from found) <= at_most),
        page as (
                select k.* from keyed k
                 where after is null or case when upward then (k.key, k.listing_id) > (after, after_id) else (k.key, k.listing_id) < (after, after_id) end
                 order by case when upward then k.key end, case when not upward then k.key end desc,
                          case when upward then k.listing_id end, case when not upward then k.listing_id end desc
                 limit shown + 1)
        select coalesce(shelf.version, 0), coalesce(shelf.walk_from, 0), coalesce((select count(*) from found) > at_most, false), count(*) > shown,
               string_agg(p.fragment, ',') filter (where p.nth <= shown), max(p.key) filter (where p.nth = shown), max(p.listing_id::text) filter (where p.nth = shown)::uuid
          from (select p.key, p.listing_id, e.fragment,
                       row_number() over (order by case when upward then p.key end, case when not upward then p.key end desc,
                                                   case when upward then p.listing_id end, case when not upward then p.listing_id end desc) as nth
                  from page p
                  join listing.edition e on e.merchant_id = merchant and e.collection_id = collection and e.version = p.version
                 order by nth) p;
end $$;
comment on function listing.find_editions is 'A page of the editions of a collection, as of a version, that are found by words and values; cut: there are more than at_most of them, and none is told.';

-- Of what is left to a prefix, the index makes a map of all that begin so: with too little memory, of blocks, whose every row is looked at.
alter function listing.find_editions set work_mem = '64MB';

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

-- Four bits for each word instead of two: of the words that are in nearly every title, some share a bit with what is asked for, and two bits were then too few to pass rows by.
drop function listing.page_of_words, listing.asked_bits;
alter table listing.edition drop column word_bits;   -- with the index of the newest
drop function listing.all_word_bits, listing.word_bits;

-- As expressions, which are planned with what asks for them.
create function listing.half_hash(word text, half bigint) returns bigint language sql immutable parallel safe
        return case half when 1 then listing.word_hash(word) else ((listing.word_hash(word) >> 12) & 1048575) * 2654435761 end;
comment on function listing.half_hash is 'Of the first three letters of a word: another in each half (1, 2).';

create function listing.word_bits(word text, half bigint) returns bigint language sql immutable parallel safe
        return (1::bigint << ((listing.half_hash(word, half) >> 27) & 31)::integer) | (1::bigint << (32 + ((listing.half_hash(word, half) >> 22) & 31)::integer));
comment on function listing.word_bits is 'Of the first three letters of a word, in each half (1, 2): one of the lower 32 bits, and one of the upper.';

create function listing.all_word_bits(plain text, half bigint) returns bigint language plpgsql immutable parallel safe as $$
declare
        bits bigint := 0;
        word text;
begin
        foreach word in array string_to_array(plain, ' ') loop
                bits := bits | listing.word_bits(word, half);
        end loop;
        return bits;
end $$;
comment on function listing.all_word_bits is 'Of plain words together.';

alter table listing.edition
        add column word_bits bigint generated always as (listing.all_word_bits(
                rp.plain_words(coalesce(title, '') || ' ' || coalesce(vendor, '') || ' ' || coalesce(product_type, '') || ' ' || coalesce(size, '')), 1)) stored,
        add column more_bits bigint generated always as (listing.all_word_bits(
                rp.plain_words(coalesce(title, '') || ' ' || coalesce(vendor, '') || ' ' || coalesce(product_type, '') || ' ' || coalesce(size, '')), 2)) stored;

create function listing.asked_bits(asked text) returns bigint[] language plpgsql immutable parallel safe set search_path = pg_catalog as $$
declare
        bits  bigint[] := '{}';
        terms text;
begin
        foreach terms in array string_to_array(asked, ' & ') loop
                if terms !~ '/[^'']{1,2}'':' then
                        bits := bits || (select array[bit_or(listing.word_bits(w.word[1], 1)), bit_or(listing.word_bits(w.word[1], 2))]
                                           from regexp_matches(terms, '/([^'']+)''', 'g') w (word));
                end if;
        end loop;
        return bits || array[-1, -1, -1, -1]::bigint[];
end $$;
comment on function listing.asked_bits is 'Of each word that listing.asked made of a question, and of what it could have been meant to be, its bits in one half and the other: an edition that has it has a lower and an upper of both. Of a beginning of one or two letters none are told, and after the last word all bits, for two more.';

-- Prices as the newest: along either index, whose bits say which of $looked_at rows are worth a look.
create index edition_newest on listing.edition (merchant_id, collection_id, published_at, listing_id) include (version, word_bits, more_bits) where until is null and fragment is not null;
drop index listing.edition_price;
create index edition_price on listing.edition (merchant_id, collection_id, price_amount, listing_id) include (version, word_bits, more_bits) where until is null and fragment is not null;
do $make$
declare
        statement constant text := $part$
        if sorted = '{sorted}' then
                return query
                with now as materialized (
                        select x.listing_id, x.at, e.fragment
                          from (select b.*
                                  from (select e.version, e.listing_id, e.{column} as at, e.word_bits, e.more_bits
                                          from listing.edition e
                                         where e.merchant_id = merchant and e.collection_id = collection and e.until is null and e.fragment is not null
                                           and (e.{column}, e.listing_id) {beyond} ({begin}, begin_id) {bound}
                                         order by e.{column} {direction}, e.listing_id {direction}
                                         limit looked_at) b
                                 where {worth} and b.version <= as_of) x
                         cross join lateral (
                                select e.fragment
                                  from listing.edition e
                                 where e.merchant_id = merchant and e.collection_id = collection and e.version = x.version and {meant}
                                 limit 1) e
                         limit wanted),
                past as materialized (
                        select e.listing_id, e.{column} as at, e.fragment
                          from listing.edition e
                         where e.merchant_id = merchant and e.collection_id = collection and e.until > as_of and e.version <= as_of and e.fragment is not null
                           and (e.{column}, e.listing_id) {beyond} ({begin}, begin_id) and {meant}
                         order by e.{column} {direction}, e.listing_id {direction}
                         limit wanted)
                select (select count(*) from now) < wanted
                       and exists (select from listing.edition e
                                    where e.merchant_id = merchant and e.collection_id = collection and e.until is null and e.fragment is not null
                                      and (e.{column}, e.listing_id) {beyond} ({begin}, begin_id) {bound}
                                    order by e.{column} {direction}, e.listing_id {direction}
                                   offset looked_at limit 1),
                       count(*) > shown, string_agg(p.fragment, ',') filter (where p.nth <= shown),
                       max({key}) filter (where p.nth = shown), max(p.listing_id::text) filter (where p.nth = shown)::uuid
                  from (select p.*, row_number() over (order by p.at {direction}, p.listing_id {direction}) as nth
                          from (select * from now union all select * from past) p
                         order by nth
                         limit wanted) p;
                return;
        end if;
$part$;
        meant constant text := $meant$e.words @@ meant and (types is null or e.product_type = any (types)) and (sizes is null or e.size = any (sizes))
                                   and (vendors is null or e.vendor = any (vendors)) and (grades is null or e.grade = any (grades))
                                   and (conditions is null or e.condition = any (conditions)) and (price_from is null or e.price_amount >= price_from)
                                   and (price_to is null or e.price_amount <= price_to)$meant$;
        worth constant text := $worth$b.word_bits & one_low <> 0 and b.word_bits & one_high <> 0 and b.word_bits & two_low <> 0 and b.word_bits & two_high <> 0
                                   and b.more_bits & one_more_low <> 0 and b.more_bits & one_more_high <> 0 and b.more_bits & two_more_low <> 0
                                   and b.more_bits & two_more_high <> 0$worth$;
        orders constant text[] := array[
                'newest', 'published_at', '<', 'desc', 'begin_at', '', '(extract(epoch from p.at) * 1000000)::bigint',
                'price-ascending', 'price_amount', '>', '', 'begin_price', 'and e.price_amount <= coalesce(price_to, 9223372036854775807)', 'p.at',
                'price-descending', 'price_amount', '<', 'desc', 'begin_price', 'and e.price_amount >= coalesce(price_from, 0)', 'p.at'];
        named constant text[] := array['{sorted}', '{column}', '{beyond}', '{direction}', '{begin}', '{bound}', '{key}'];
        part text;
        body text := '';
begin
        for o in 0..2 loop
                part := replace(replace(statement, '{meant}', meant), '{worth}', worth);
                for i in 1..7 loop
                        part := replace(part, named[i], orders[o * 7 + i]);
                end loop;
                body := body || part;
        end loop;
        execute format($function$
create function listing.page_of_words(merchant uuid, collection uuid, as_of bigint, sorted text, after bigint, after_id uuid, types text[], sizes text[], vendors text[],
                                      grades text[], conditions text[], price_from bigint, price_to bigint, asked text, shown bigint, looked_at bigint)
returns table (cut boolean, more boolean, items text, key bigint, id uuid) language plpgsql stable security definer
set search_path = pg_catalog set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off as %L $function$, $declare$
declare
        lower    constant bigint := 4294967295;
        bits     constant bigint[] := listing.asked_bits(asked);
        one_low  constant bigint := bits[1] & lower;
        one_high constant bigint := bits[1] & ~lower;
        one_more_low  constant bigint := bits[2] & lower;
        one_more_high constant bigint := bits[2] & ~lower;
        two_low  constant bigint := bits[3] & lower;
        two_high constant bigint := bits[3] & ~lower;
        two_more_low  constant bigint := bits[4] & lower;
        two_more_high constant bigint := bits[4] & ~lower;
        meant    constant tsquery := asked::tsquery;
        begin_at constant timestamptz := coalesce('epoch'::timestamptz + after * interval '1 microsecond', 'infinity');
        begin_price constant bigint := case when after is not null then after when sorted = 'price-ascending' then coalesce(price_from, 0)
                                            else coalesce(price_to, 9223372036854775807) end;
        begin_id constant uuid := case when after is not null then after_id when sorted = 'price-ascending' then '00000000-0000-0000-0000-000000000000'::uuid
                                       else 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid end;
        wanted   constant bigint := shown + 1;
begin
        perform ledger.check_merchant(merchant);$declare$ || body || $end$
end $end$);
end $make$;
comment on function listing.page_of_words is 'A page of the editions of a collection, as of a version, that have words, in the order of an index.';

revoke execute on function listing.half_hash, listing.word_bits, listing.all_word_bits, listing.asked_bits, listing.looked, listing.planned, listing.expected_of, listing.find_editions, listing.page_of_words from public;
grant execute on function listing.half_hash, listing.word_bits, listing.all_word_bits, listing.expected_of, listing.find_editions, listing.page_of_words to resale_listing;
