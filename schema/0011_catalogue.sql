-- What a merchant sells: its catalogue, so that a piece without a tag can be named.

create extension if not exists unaccent schema rp;
create extension if not exists fuzzystrmatch schema rp;

create function rp.plain_words(text text) returns text language sql immutable parallel safe
        return btrim(regexp_replace(replace(lower(rp.unaccent('rp.unaccent', text)), '''', ''), '[^[:alnum:]]+', ' ', 'g'));
comment on function rp.plain_words is 'A text as its words are looked for: without accents, in small letters, one blank between. Immutable as long as nobody changes the rules of unaccent.';

create unlogged table intake.csv_row (
        import_id uuid   not null,
        line      bigint not null,
        cell      text[] not null,
        primary key (import_id, line)
);
comment on table intake.csv_row is 'Rows of a file while they are imported. Written by COPY, which knows no row-level security, and deleted in the same transaction: nobody ever sees them.';
grant select, insert, delete on intake.csv_row to resale_intake;

create table intake.catalogue (
        merchant_id uuid        not null primary key,
        products    bigint      not null default 0 check (products >= 0),
        changed_at  timestamptz not null default now(),
        last_import jsonb
);
comment on table intake.catalogue is 'How much a merchant''s catalogue holds, and what its last file did. Its row is locked by whoever writes the catalogue.';

-- The merchant stands before each word, so that the index holds each merchant's words by themselves and a word that others use costs nothing. A part of its id
-- is enough for that: two with the same part are still told apart by their merchant_id.
create function intake.own_words(merchant uuid, plain text) returns text[] language sql immutable parallel safe
        return string_to_array(right(merchant::text, 8) || '/' || replace(plain, ' ', ' ' || right(merchant::text, 8) || '/'), ' ');
comment on function intake.own_words is 'Words as the index of a merchant''s products holds them.';

create function intake.own_value(merchant uuid, name text, value text) returns text language sql immutable parallel safe
        return right(merchant::text, 8) || '/' || name || '=' || rp.plain_words(value);
comment on function intake.own_value is 'A colour, size or vendor as the index of a merchant''s products holds it, as one word.';

create table intake.product (
        merchant_id   uuid        not null,
        catalogue_id  uuid        not null,
        product_id    text,
        variant_id    text,
        handle        text,
        title         text        not null check (length(title) between 1 and 500),
        variant_title text,
        vendor        text,
        product_type  text,
        colour        text,
        size          text,
        sku           text        check (length(sku) between 1 and 200),
        barcode       text,
        gtin          text        generated always as (case when barcode ~ '^[0-9]{8,14}$' then lpad(barcode, 14, '0') end) stored,
        price_amount  bigint      check (price_amount >= 0),
        currency      text,
        image_url     text,
        tags          text,
        source_at     timestamptz,
        updated_at    timestamptz not null default now(),
        words         tsvector    not null generated always as (array_to_tsvector(intake.own_words(merchant_id,
                rp.plain_words(title || ' ' || coalesce(variant_title, '') || ' ' || coalesce(vendor, '') || ' ' || coalesce(product_type, '') || ' ' || coalesce(colour, '') || ' '
                               || coalesce(size, '') || ' ' || coalesce(tags, '') || ' ' || coalesce(barcode, '') || ' ' || coalesce(sku, '') || ' ' || coalesce(rp.code(sku), '')))
                || array[intake.own_value(merchant_id, 'c', coalesce(colour, '')), intake.own_value(merchant_id, 's', coalesce(size, '')),
                         intake.own_value(merchant_id, 'v', coalesce(vendor, ''))])) stored,
        primary key (merchant_id, catalogue_id)
);
comment on table intake.product is 'One thing that a merchant sells, in one colour and size. source_at: when the shop changed it last, as far as the shop said.';
create unique index product_variant on intake.product (merchant_id, variant_id);
create index product_handle on intake.product (merchant_id, handle);
create index product_shop on intake.product (merchant_id, product_id);
create index product_title on intake.product (merchant_id, title collate "C", catalogue_id);
create index product_sku on intake.product (sku, merchant_id);
create index product_gtin on intake.product (gtin);
create index product_words on intake.product using gin (words) with (gin_pending_list_limit = 512);

create table intake.product_word (
        merchant_id uuid              not null,
        word        text collate "C"  not null check (length(word) between 3 and 60),
        primary key (merchant_id, word)
);
comment on table intake.product_word is 'The words of a merchant''s products, by which a word with a slip of the finger is understood. A word that is no longer used does no harm.';

select rp.protect(t::regclass) from unnest(array['intake.catalogue', 'intake.product', 'intake.product_word']) t;
grant select, insert, update, delete on intake.catalogue, intake.product, intake.product_word to resale_intake;

create function intake.product_json(p intake.product) returns jsonb language sql stable
        return jsonb_build_object('catalogue_id', p.catalogue_id, 'merchant_id', p.merchant_id, 'product_id', p.product_id, 'variant_id', p.variant_id, 'title', p.title,
                'variant_title', p.variant_title, 'vendor', p.vendor, 'product_type', p.product_type, 'colour', p.colour, 'size', p.size, 'sku', p.sku, 'barcode', p.barcode,
                'price', rp.money(p.price_amount, p.currency), 'image_url', p.image_url);
comment on function intake.product_json is 'A product as answers write it.';

-- Cells: 1 product_id, 2 variant_id, 3 handle, 4 title, 5 variant_title, 6 vendor, 7 product_type, 8 colour, 9 size, 10 sku, 11 barcode, 12 price_amount, 13 currency,
-- 14 image_url, 15 tags, 16 source_at. Joins by equality and a sort: nothing is looked up for each row, and all is read before the first row comes.
create function intake.catalogue_matches(merchant uuid, import uuid) returns table (line bigint, cell text[], catalogue_id uuid) language sql stable
begin atomic
        select distinct on (r.line) r.line, r.cell, coalesce(v.catalogue_id, h.catalogue_id, s.catalogue_id)
          from intake.csv_row r
          left join intake.product v on v.merchant_id = merchant and v.variant_id = r.cell[2]
          left join intake.product h on h.merchant_id = merchant and h.handle = r.cell[3] and coalesce(h.variant_title, '') = coalesce(r.cell[5], '')
                                    and (h.variant_id is null or r.cell[2] is null)
          left join intake.product s on s.merchant_id = merchant and s.sku = r.cell[10] and (s.handle is null or r.cell[3] is null) and (s.variant_id is null or r.cell[2] is null)
         where r.import_id = import
         order by r.line, h.catalogue_id, s.catalogue_id;
end;
comment on function intake.catalogue_matches is 'Which product each row of an import is: by its variant id, else by handle and options, else by SKU; null: a new one.';

-- Runs as the owner of the tables: row-level security lets only leakproof comparisons go before it, and that of words is none, so that the index would not be used.
-- The merchant is checked instead. Words are looked for by their beginning; one that no product has, by what it could have been meant to be. What has all words comes
-- first; when nothing has, what has any. The table is everybody's: it is never read through, however many products begin so. Of 1,000 found the best come first: which
-- 1,000 is left open when more are found, so that a vague question costs no more.
create function intake.find_products(merchant uuid, said text, with_colour text, with_size text, with_vendor text, after text, after_id uuid, wanted bigint)
returns table (item text, key text, id uuid) language plpgsql stable security definer set search_path = pg_catalog set plan_cache_mode = force_custom_plan
set enable_seqscan = off as $$
declare
        own    text := right(merchant::text, 8) || '/';
        heard  text[] := (string_to_array(rp.plain_words(said), ' '))[1:8];
        terms  text[];
        given  text;
        looked tsquery;
        exact  tsquery;
begin
        perform ledger.check_merchant(merchant);
        select string_agg(quote_literal(intake.own_value(merchant, f.name, f.value)), ' & ') into given
          from (values ('c', with_colour), ('s', with_size), ('v', with_vendor)) f (name, value) where f.value is not null;
        if coalesce(cardinality(heard), 0) = 0 and given is null then
                return query select intake.product_json(p)::text, p.title, p.catalogue_id from intake.product p
                              where p.merchant_id = merchant and (p.title collate "C", p.catalogue_id) > (after collate "C", after_id)
                              order by p.title collate "C", p.catalogue_id limit wanted;
                return;
        end if;
        select array_agg('(' || quote_literal(own || h.word) || ':*' || coalesce(meant.terms, '') || ')') into terms
          from unnest(heard) h (word)
          left join lateral (
                select string_agg(' | ' || quote_literal(own || near.word), '') as terms from (
                        select w.word from intake.product_word w
                         where w.merchant_id = merchant and length(w.word) between length(h.word) - 2 and length(h.word) + 2
                           and rp.levenshtein_less_equal(w.word, h.word, 2) <= case when length(h.word) < 5 then 1 else 2 end
                         order by rp.levenshtein_less_equal(w.word, h.word, 2), w.word limit 5) near) meant
                 on h.word ~ '^[[:alpha:]]{4,60}$'
                and not exists (select from intake.product_word b where b.merchant_id = merchant and b.word >= h.word and b.word < h.word || chr(1114109));
        looked := concat_ws(' & ', given, array_to_string(terms, ' & '))::tsquery;
        if cardinality(terms) > 1 and not exists (select from intake.product p where p.words @@ looked and p.merchant_id = merchant) then
                looked := concat_ws(' & ', given, '(' || array_to_string(terms, ' | ') || ')')::tsquery;
        end if;
        select string_agg(quote_literal(own || h.word), ' | ')::tsquery into exact from unnest(heard) h (word);
        return query
        with found as materialized (select p.* from intake.product p where p.words @@ looked and p.merchant_id = merchant limit 1000),
        ranked as (
                select f.catalogue_id, to_char(9000 - round(1000 * (case when said in (f.sku, f.barcode, f.gtin) then 2 else 0 end + coalesce(ts_rank(f.words, exact), 0))::numeric), 'FM00000')
                                       || ' ' || left(concat_ws(', ', f.title, f.variant_title), 100) as place
                  from found f)
        select intake.product_json(p)::text, r.place, r.catalogue_id
          from (select * from ranked b where (b.place collate "C", b.catalogue_id) > (after collate "C", after_id) order by b.place collate "C", b.catalogue_id limit wanted) r
          join intake.product p on p.merchant_id = merchant and p.catalogue_id = r.catalogue_id
         order by r.place collate "C", r.catalogue_id;
end $$;
comment on function intake.find_products is 'A merchant''s products by words and by colour, size and vendor, the best first; all of them by title when nothing is asked.';
revoke all on function intake.find_products from public;
grant execute on function intake.find_products to resale_intake;
