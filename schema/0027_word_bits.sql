-- Two words that each many have, and few together, are met seldom in the order of an index, and to look at a row for them costs a read of its page. So what the words
-- of an edition begin with stands in the index of the newest, by two bits for each: they say without the row that a word is not there.

create function listing.word_hash(word text) returns bigint language sql immutable parallel safe
        return (ascii(word) * 10007::bigint + ascii(substr(word, 2, 1)) * 101 + ascii(substr(word, 3, 1))) % 1048576 * 2654435761;
comment on function listing.word_hash is 'Of the first three letters of a word; the upper of its 32 lower bits are those that are mixed well.';

create function listing.word_bits(word text) returns bigint language sql immutable parallel safe
        return (1::bigint << ((listing.word_hash(word) >> 27) & 31)::integer) | (1::bigint << (32 + ((listing.word_hash(word) >> 22) & 31)::integer));
comment on function listing.word_bits is 'Of the first three letters of a word: one of the lower 32 bits, and one of the upper.';

-- In a language that loops, since a statement of each edition would take three times as long.
create function listing.all_word_bits(plain text) returns bigint language plpgsql immutable parallel safe as $$
declare
        bits bigint := 0;
        word text;
begin
        foreach word in array string_to_array(plain, ' ') loop
                bits := bits | listing.word_bits(word);
        end loop;
        return bits;
end $$;
comment on function listing.all_word_bits is 'Of plain words together.';

alter table listing.edition add column word_bits bigint generated always as (
        listing.all_word_bits(rp.plain_words(coalesce(title, '') || ' ' || coalesce(vendor, '') || ' ' || coalesce(product_type, '') || ' ' || coalesce(size, '')))) stored;
alter table listing.edition set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);   -- an index is read alone where vacuum has been
drop index listing.edition_newest;
create index edition_newest on listing.edition (merchant_id, collection_id, published_at, listing_id) include (version, word_bits) where until is null and fragment is not null;

create function listing.asked_bits(asked text, nth bigint) returns bigint language sql immutable parallel safe
begin atomic
        select coalesce((
                select bit_or(listing.word_bits(w.word[1]))
                  from string_to_table(asked, ' & ') with ordinality as t(terms, nth)
                 cross join lateral regexp_matches(t.terms, '/([^'']+)''', 'g') as w(word)
                 group by t.nth
                having min(length(w.word[1])) >= 3
                 order by t.nth
                offset asked_bits.nth - 1 limit 1), -1);
end;
comment on function listing.asked_bits is 'Of the nth word of three letters or more that listing.asked made of a question, and of what it could have been meant to be: the bits of which an edition has a lower and an upper one, if it has one of these words. All bits where there is no such word.';

-- A page of the newest that have words, as of a version: along the index, whose bits say which of $looked_at rows are worth a look. The merchant is checked, as in page_in_order.
create function listing.page_of_words(merchant uuid, collection uuid, as_of bigint, after bigint, after_id uuid, sizes text[], grades text[], conditions text[],
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
                                 order by e.published_at desc, e.listing_id desc
                                 limit looked_at) b
                         where b.has & one_low <> 0 and b.has & one_high <> 0 and b.has & two_low <> 0 and b.has & two_high <> 0 and b.version <= as_of) x
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
                            order by e.published_at desc, e.listing_id desc
                           offset looked_at limit 1),
               count(*) > shown, string_agg(p.fragment, ',') filter (where p.nth <= shown),
               max((extract(epoch from p.at) * 1000000)::bigint) filter (where p.nth = shown), max(p.listing_id::text) filter (where p.nth = shown)::uuid
          from (select p.*, row_number() over (order by p.at desc, p.listing_id desc) as nth
                  from (select * from now union all select * from past) p
                 order by nth
                 limit wanted) p;
end $$;
comment on function listing.page_of_words is 'A page of the newest editions of a collection, as of a version, that have words.';
revoke execute on function listing.word_hash, listing.word_bits, listing.all_word_bits, listing.asked_bits, listing.page_of_words from public;
grant execute on function listing.word_hash, listing.word_bits, listing.all_word_bits, listing.page_of_words to resale_listing;
