-- Shops on Shopify that a merchant's collections are pushed to: connections, what was sent, and what was read back.

create table listing.shopify_connection (
        merchant_id     uuid        not null,
        connection_id   uuid        not null,
        shop            text        not null check (shop ~ '^[a-z0-9][a-z0-9-]{0,59}\.myshopify\.com$'),
        grant_type      text        not null check (grant_type in ('client_credentials', 'refresh_token')),
        client_id       text        not null check (length(client_id) between 1 and 200),
        sealed_secret   text        not null,
        sealed_refresh  text                 check ((sealed_refresh is not null) = (grant_type = 'refresh_token')),
        sealed_token    text,
        token_until     timestamptz,
        state           text        not null default 'active' check (state in ('active', 'paused', 'leaving', 'broken')),
        scopes          text[]      not null default '{}',
        shop_name       text,
        shop_currency   text,
        location_id     text,
        location_given  boolean     not null default false,
        locations       jsonb       not null default '[]',
        publication_id  text,
        publication_given boolean   not null default false,
        publications    jsonb       not null default '[]',
        asked_version   text        not null,
        answered_version text,
        final_sale_tag  text        not null default 'final-sale' check (length(final_sale_tag) between 1 and 255 and final_sale_tag !~ ','),
        problem         text,
        detail          text,
        problem_at      timestamptz,
        failures        integer     not null default 0 check (failures >= 0),
        slow            boolean     not null default false,
        available       integer     not null default 1000,
        restore_rate    integer     not null default 50 check (restore_rate > 0),
        available_at    timestamptz not null default now(),
        checked_at      timestamptz,
        due_at          timestamptz,
        wait_until      timestamptz not null default '-infinity',
        leased_until    timestamptz not null default '-infinity',
        lease           uuid,
        read_operation  text,
        read_begun_at   timestamptz,
        read_due_at     timestamptz not null default now() + interval '1 hour',
        read_at         timestamptz,
        read_products   integer     not null default 0,
        read_unknown    integer     not null default 0,
        created_at      timestamptz not null default now(),
        primary key (merchant_id, connection_id),
        unique (merchant_id, shop),
        check ((sealed_token is null) = (token_until is null)),
        check ((problem is null) = (problem_at is null))
);
comment on table listing.shopify_connection is 'A shop on Shopify: how it is reached (secrets sealed), what its token may do, how much may be asked of it at once, and when it is next called. One process at a time, by its lease, calls a shop. read_*: the nightly read-back.';
create view listing.shopify_connection_view with (security_invoker = true) as
select c.merchant_id, c.connection_id, c.created_at,
       json_build_object('connection_id', c.connection_id, 'shop', c.shop, 'grant_type', c.grant_type, 'client_id', c.client_id, 'state', c.state,
               'shop_name', c.shop_name, 'shop_currency', c.shop_currency, 'scopes', c.scopes,
               'missing_scopes', case when c.checked_at is null then '[]'::json
                                      else (select coalesce(json_agg(n), '[]') from unnest(array['write_products', 'write_inventory', 'write_publications', 'write_files', 'read_locations']) n
                                             where n <> all (c.scopes) and replace(n, 'read_', 'write_') <> all (c.scopes)) end,
               'location_id', c.location_id, 'locations', c.locations, 'publication_id', c.publication_id, 'publications', c.publications,
               'final_sale_tag', c.final_sale_tag, 'asked_version', c.asked_version, 'answered_version', c.answered_version,
               'token_until', rp.iso(c.token_until), 'problem', c.problem, 'detail', c.detail, 'problem_at', rp.iso(c.problem_at),
               'checked_at', rp.iso(c.checked_at), 'next_call_at', rp.iso(c.due_at), 'read_at', rp.iso(c.read_at), 'read_products', c.read_products,
               'read_unknown', c.read_unknown, 'reading', c.read_operation is not null, 'created_at', rp.iso(c.created_at)) as item
  from listing.shopify_connection c;
comment on view listing.shopify_connection_view is 'A connection as it is shown: without secrets.';

create index shopify_connection_due on listing.shopify_connection (due_at) where due_at is not null;
create index shopify_connection_read on listing.shopify_connection (read_due_at);

create table listing.shopify_collection (
        merchant_id   uuid        not null,
        connection_id uuid        not null,
        collection_id uuid        not null,
        kind          text        not null check (kind in ('programme', 'final_sale')),
        version       bigint      not null default 0,
        live          boolean     not null default false,
        gid           text,
        sent_digest   text,
        sent_logo     text,
        published     boolean     not null default false,
        attempts      integer     not null default 0 check (attempts >= 0),
        due_at        timestamptz          default now(),
        problem       text,
        detail        text,
        primary key (merchant_id, connection_id, collection_id, kind),
        foreign key (merchant_id, connection_id) references listing.shopify_connection on delete cascade
);
comment on table listing.shopify_collection is 'A collection in a shop, and beside it one of what is final sale, which the merchant names in its return rules. version and live, of the programme: how far its shelf was followed, and whether it was on sale. sent_digest empty: its making was asked for, and not answered.';
create index shopify_collection_due on listing.shopify_collection (merchant_id, connection_id, due_at) where due_at is not null;

create table listing.shopify_product (
        merchant_id    uuid        not null,
        connection_id  uuid        not null,
        listing_id     uuid        not null,
        collection_id  uuid        not null,
        handle         text        not null,
        wanted         boolean     not null,
        version        bigint      not null,
        step           text        not null check (step in ('photos', 'files', 'product', 'metafields', 'stock', 'publish', 'done', 'stop', 'hide', 'ended', 'archive')),
        product_gid    text,
        variant_gid    text,
        item_gid       text,
        sent_digest    text,
        sent_metafields text,
        sent_price     bigint,
        sent_tag       boolean,
        final_tag      text,
        sent_stock     integer,
        sent_published boolean,
        stock_key      uuid,
        stock_from     integer,
        stock_to       integer,
        again          integer     not null default 0,
        attempts       integer     not null default 0 check (attempts >= 0),
        due_at         timestamptz          default now(),
        problem        text,
        detail         text,
        sent_at        timestamptz not null default now(),
        seen_at        timestamptz,
        seen_price     bigint,
        seen_stock     integer,
        seen_tag       boolean,
        seen_published boolean,
        drift          jsonb                check (jsonb_typeof(drift) = 'array'),
        primary key (merchant_id, connection_id, listing_id),
        foreign key (merchant_id, connection_id) references listing.shopify_connection on delete cascade,
        foreign key (merchant_id, listing_id) references listing.listing
);
comment on table listing.shopify_product is 'A listing in a shop. step: what comes next; sent_*: what the shop was last told and confirmed, null while that is uncertain (said, not yet answered); sent_digest is then empty while it is uncertain whether the product is there, ? what it says, and archived when it was; due_at null: nothing to do, or a person has to mend what problem says. again: how often it was begun anew, by which a call that was under way meanwhile is noticed. stock_*: the change of stock that is under way, and the key under which it is repeated. drift: where the read-back (seen_*) found otherwise.';
create index shopify_product_due on listing.shopify_product (merchant_id, connection_id, wanted, due_at) where due_at is not null;
create index shopify_product_problem on listing.shopify_product (merchant_id, connection_id, listing_id) where problem is not null;
create index shopify_product_drift on listing.shopify_product (merchant_id, connection_id, listing_id) where drift is not null;
create index shopify_product_ended on listing.shopify_product (merchant_id, connection_id, sent_at) where step = 'ended' and sent_digest is distinct from 'archived' and product_gid is not null;
create index shopify_product_gid on listing.shopify_product (merchant_id, connection_id, product_gid) where product_gid is not null;
create index shopify_product_listing on listing.shopify_product (merchant_id, listing_id);
create index shopify_product_variant on listing.shopify_product (merchant_id, variant_gid) where variant_gid is not null;

create table listing.shopify_photo (
        merchant_id   uuid        not null,
        connection_id uuid        not null,
        listing_id    uuid        not null,
        photo_id      uuid        not null,
        place         integer     not null,
        sha256        text        not null check (length(sha256) = 64),
        alt           text        not null,
        source        text,
        gid           text,
        ready         boolean     not null default false,
        primary key (merchant_id, connection_id, listing_id, photo_id),
        foreign key (merchant_id, connection_id, listing_id) references listing.shopify_product on delete cascade
);
comment on table listing.shopify_photo is 'A photo of a listing in a shop: uploaded (source), made a file (gid), worked on by Shopify (ready). Each is sent once.';

select rp.protect(t::regclass) from unnest(array['listing.shopify_connection', 'listing.shopify_collection', 'listing.shopify_product', 'listing.shopify_photo']) t;
grant select, insert, update, delete on listing.shopify_connection, listing.shopify_collection, listing.shopify_product, listing.shopify_photo to resale_listing;

grant select on listing.shopify_connection_view to resale_listing;

create view listing.shopify_variant_view as
select merchant_id, variant_gid, listing_id from listing.shopify_product where variant_gid is not null;
comment on view listing.shopify_variant_view is 'Which listing a variant of a shop is.';
grant select on listing.shopify_variant_view to resale_fulfillment;
