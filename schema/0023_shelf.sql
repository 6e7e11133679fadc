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
create index edition_words on listing.edition using gin (words) with (gin_pending_list_limit = 512) where until is null and fragment is not null;
create index edition_past on listing.edition (merchant_id, collection_id, until) where until is not null;
create index edition_ended on listing.edition (ended_at) where until is not null;
create index edition_gone on listing.edition (began_at) where until is null and fragment is null;

select rp.protect(t::regclass) from unnest(array['listing.shelf', 'listing.edition']) t;
grant select, insert, update on listing.shelf to resale_listing;
grant select, insert, update, delete on listing.edition to resale_listing;
revoke execute on function listing.own_value, listing.own_words from public;
grant execute on function listing.own_value, listing.own_words to resale_listing;

create view listing.face with (security_invoker = true) as
select l.merchant_id, l.collection_id, l.listing_id, l.fragment, l.price_amount, l.published_at
  from listing.listing l
 cross join lateral (select 1 from ledger.unit u where u.merchant_id = l.merchant_id and u.unit_id = l.unit_id and u.state = 'listed') u
 where l.state = 'live';
comment on view listing.face is 'The offers that can be bought now. The one place that says which those are: editions follow it.';
grant select on listing.face to resale_listing;

-- What is offered already. The reader of the ledger begins where nothing was still being written when this looked.
insert into listing.feed_cursor (name, xid, position) values ('shelf', pg_snapshot_xmin(pg_current_snapshot())::text::bigint, 0);
insert into listing.edition (merchant_id, collection_id, version, listing_id, fragment, title, product_type, size, vendor, grade, condition, price_amount, published_at)
select f.merchant_id, f.collection_id, row_number() over (partition by f.merchant_id, f.collection_id order by f.published_at, f.listing_id), f.listing_id, f.fragment,
       t.title, t.product_type, t.size, t.vendor, t.grade, t.condition, f.price_amount, f.published_at
  from listing.face f
 cross join lateral jsonb_to_record(f.fragment::jsonb) as t(title text, product_type text, size text, vendor text, grade text, condition text);
insert into listing.shelf (merchant_id, collection_id, version)
select c.merchant_id, c.collection_id, coalesce((select max(e.version) from listing.edition e where e.merchant_id = c.merchant_id and e.collection_id = c.collection_id), 0)
  from listing.collection c;
