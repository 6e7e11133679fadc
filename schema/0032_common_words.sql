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

-- As the owner of the tables, so that the planner has no policy of rows to think of.
create function listing.expected_of(collection uuid, asked text, types text[], sizes text[], vendors text[], grades text[], conditions text[]) returns bigint
language plpgsql security definer set search_path = pg_catalog as $$
begin
        return listing.expected(listing.looked(collection, asked, types, sizes, vendors, grades, conditions));
end $$;
comment on function listing.expected_of is 'How many editions the planner expects to have these words and values.';

create or replace function listing.find_editions(merchant uuid, collection uuid, as_of bigint, sorted text, after bigint, after_id uuid, types text[], sizes text[], vendors text[],
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

-- Of what is left to a prefix, the index makes a map of all that begin so: with too little memory, of blocks, whose every row is looked at.
alter function listing.find_editions set work_mem = '64MB';

-- What a question asks for. Words are looked for by their beginning: by the words of the collection that begin so, which an index finds by far sooner than what begins so;
-- where none does, by what could have been meant.
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
                begun := null;
                if length(one) >= 3 then
                        begun := array(select w.word from listing.shelf_word w
                                        where w.merchant_id = merchant and w.collection_id = collection and w.word >= one and w.word < one || chr(1114109)
                                          and (as_of is null or w.version <= as_of)
                                        order by w.word limit 17);
                end if;
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

-- Prices of the newest alike: along either index, whose bits say which of $looked_at rows are worth a look.
drop index listing.edition_price;
create index edition_price on listing.edition (merchant_id, collection_id, price_amount, listing_id) include (version, word_bits) where until is null and fragment is not null;
drop function listing.page_of_words;
do $make$
declare
        statement constant text := $part$
        if sorted = '{sorted}' then
                return query
                with now as materialized (
                        select x.listing_id, x.at, e.fragment
                          from (select b.*
                                  from (select e.version, e.listing_id, e.{column} as at, e.word_bits as has
                                          from listing.edition e
                                         where e.merchant_id = merchant and e.collection_id = collection and e.until is null and e.fragment is not null
                                           and (e.{column}, e.listing_id) {beyond} ({begin}, begin_id) {bound}
                                         order by e.{column} {direction}, e.listing_id {direction}
                                         limit looked_at) b
                                 where b.has & one_low <> 0 and b.has & one_high <> 0 and b.has & two_low <> 0 and b.has & two_high <> 0 and b.version <= as_of) x
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
        orders constant text[] := array[
                'newest', 'published_at', '<', 'desc', 'begin_at', '', '(extract(epoch from p.at) * 1000000)::bigint',
                'price-ascending', 'price_amount', '>', '', 'begin_price', 'and e.price_amount <= coalesce(price_to, 9223372036854775807)', 'p.at',
                'price-descending', 'price_amount', '<', 'desc', 'begin_price', 'and e.price_amount >= coalesce(price_from, 0)', 'p.at'];
        named constant text[] := array['{sorted}', '{column}', '{beyond}', '{direction}', '{begin}', '{bound}', '{key}'];
        part text;
        body text := '';
begin
        for o in 0..2 loop
                part := replace(statement, '{meant}', meant);
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
        one      constant bigint := listing.asked_bits(asked, 1);
        two      constant bigint := listing.asked_bits(asked, 2);
        one_low  constant bigint := one & lower;
        one_high constant bigint := one & ~lower;
        two_low  constant bigint := two & lower;
        two_high constant bigint := two & ~lower;
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

revoke execute on function listing.looked, listing.expected_of, listing.page_of_words from public;
grant execute on function listing.expected_of, listing.page_of_words to resale_listing;
