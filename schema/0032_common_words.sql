-- How many have the words of a question the service is told with what they mean, so that it looks for few by their words, and for many along an index, at once. And on the
-- way along the index of the newest, what cannot have the words is left in the index, but for one of 32, by which is counted how far the way has been.

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

create function listing.may_have(bits bigint, one_low bigint, one_high bigint, two_low bigint, two_high bigint) returns boolean language sql immutable parallel safe
        return bits & one_low <> 0 and bits & one_high <> 0 and bits & two_low <> 0 and bits & two_high <> 0;
comment on function listing.may_have is 'Can what has these bits have both words? Each by its lower and its upper one.';

-- One of 32 that cannot have the words is let through, so that those that came tell how far the way has been: $looked_at, if one in thirty may have them.
create or replace function listing.page_of_words(merchant uuid, collection uuid, as_of bigint, after bigint, after_id uuid, sizes text[], grades text[], conditions text[],
                                      price_from bigint, price_to bigint, asked text, shown bigint, looked_at bigint)
returns table (cut boolean, more boolean, items text, key bigint, id uuid) language plpgsql stable security definer
set search_path = pg_catalog set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off as $$
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
        begin_id constant uuid := coalesce(after_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
        wanted   constant bigint := shown + 1;
        marked   constant bigint := looked_at / 16;
begin
        perform ledger.check_merchant(merchant);
        return query
        with now as materialized (
                select x.listing_id, x.at, e.fragment
                  from (select b.*
                          from (select e.version, e.listing_id, e.published_at as at, e.word_bits as has
                                  from listing.edition e
                                 where e.merchant_id = merchant and e.collection_id = collection and e.until is null and e.fragment is not null
                                   and (e.published_at, e.listing_id) < (begin_at, begin_id)
                                   and (listing.may_have(e.word_bits, one_low, one_high, two_low, two_high) or e.version & 31 = 0)
                                 order by e.published_at desc, e.listing_id desc
                                 limit marked) b
                         where listing.may_have(b.has, one_low, one_high, two_low, two_high) and b.version <= as_of) x
                 cross join lateral (
                        select e.fragment
                          from listing.edition e
                         where e.merchant_id = merchant and e.collection_id = collection and e.version = x.version and e.words @@ meant
                           and (sizes is null or e.size = any (sizes)) and (grades is null or e.grade = any (grades)) and (conditions is null or e.condition = any (conditions))
                           and (price_from is null or e.price_amount >= price_from) and (price_to is null or e.price_amount <= price_to)
                         limit 1) e
                 limit wanted),
        past as materialized (
                select e.listing_id, e.published_at as at, e.fragment
                  from listing.edition e
                 where e.merchant_id = merchant and e.collection_id = collection and e.until > as_of and e.version <= as_of and e.fragment is not null
                   and (e.published_at, e.listing_id) < (begin_at, begin_id) and e.words @@ meant
                   and (sizes is null or e.size = any (sizes)) and (grades is null or e.grade = any (grades)) and (conditions is null or e.condition = any (conditions))
                   and (price_from is null or e.price_amount >= price_from) and (price_to is null or e.price_amount <= price_to)
                 order by e.published_at desc, e.listing_id desc
                 limit wanted)
        select (select count(*) from now) < wanted
               and exists (select from listing.edition e
                            where e.merchant_id = merchant and e.collection_id = collection and e.until is null and e.fragment is not null
                              and (e.published_at, e.listing_id) < (begin_at, begin_id)
                              and (listing.may_have(e.word_bits, one_low, one_high, two_low, two_high) or e.version & 31 = 0)
                            order by e.published_at desc, e.listing_id desc
                           offset marked limit 1),
               count(*) > shown, string_agg(p.fragment, ',') filter (where p.nth <= shown),
               max((extract(epoch from p.at) * 1000000)::bigint) filter (where p.nth = shown), max(p.listing_id::text) filter (where p.nth = shown)::uuid
          from (select p.*, row_number() over (order by p.at desc, p.listing_id desc) as nth
                  from (select * from now union all select * from past) p
                 order by nth
                 limit wanted) p;
end $$;

revoke execute on function listing.looked, listing.expected_of, listing.may_have from public;
grant execute on function listing.expected_of to resale_listing;
