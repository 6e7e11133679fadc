-- Photos of units: which shots are wanted, uploads in parts, and what was taken.

create table intake.shot_list (
        merchant_id  uuid        not null,
        product_type text        not null check (length(product_type) between 1 and 200),
        version      integer     not null check (version >= 1),
        shots        jsonb       not null check (jsonb_typeof(shots) = 'array'),
        created_by   text        not null,
        created_at   timestamptz not null default now(),
        primary key (merchant_id, product_type, version)
);
comment on table intake.shot_list is 'Which photos are wanted of a product type ("*": any other), in versions; the newest holds.';

create function intake.usual_shots() returns jsonb language sql immutable parallel safe
        return '[{"name": "Front", "hint": "The whole piece, flat or hung, on a plain ground.", "outline": "garment", "optional": false},
                 {"name": "Back", "hint": "The same from behind.", "outline": "garment", "optional": false},
                 {"name": "Tag", "hint": "Brand, size and care so that they can be read.", "outline": "tag", "optional": false},
                 {"name": "Defect", "hint": "Close up, the flaw in the middle; one photo for each.", "outline": "defect", "optional": true}]'::jsonb;
comment on function intake.usual_shots is 'The shots of a merchant who set none.';

create function intake.shots_of(merchant uuid, type text) returns jsonb language sql stable
        return coalesce((select jsonb_build_object('product_type', s.product_type, 'version', s.version, 'shots', s.shots)
                           from intake.shot_list s
                          where s.merchant_id = merchant and s.product_type in (type, '*')
                          order by s.product_type = '*', s.version desc
                          limit 1),
                        jsonb_build_object('product_type', '*', 'version', 0, 'shots', intake.usual_shots()));
comment on function intake.shots_of is 'The shot list that holds for a product type; version 0 is the usual one.';

create table intake.photo_upload (
        merchant_id  uuid        not null,
        upload_id    uuid        not null,
        unit_id      uuid        not null,
        shot         text        not null check (length(shot) between 1 and 60),
        replaces     uuid,
        size         integer     not null check (size between 1 and 15728640),
        received     integer     not null default 0 check (received between 0 and size),
        sha256       text                 check (sha256 ~ '^[0-9a-f]{64}$'),
        actor        text        not null,
        state        text        not null default 'open' check (state in ('open', 'working', 'done', 'refused')),
        attempts     integer     not null default 0 check (attempts >= 0),
        leased_until timestamptz not null default '-infinity',
        problem      text,
        detail       text,
        begun_at     timestamptz not null default now(),
        touched_at   timestamptz not null default now(),
        primary key (merchant_id, upload_id),
        foreign key (merchant_id, unit_id) references ledger.unit,
        check (state = 'open' or received = size),
        check ((state = 'refused') = (problem is not null))
);
comment on table intake.photo_upload is 'A photo on its way: open while its parts come, working until it is made and kept (it is then the photo of the same id) or refused.';
create index photo_upload_unit on intake.photo_upload (merchant_id, unit_id) where state in ('open', 'working');
create index photo_upload_work on intake.photo_upload (leased_until, begun_at) where state = 'working';
create index photo_upload_open on intake.photo_upload (touched_at) where state = 'open';
create index photo_upload_ended on intake.photo_upload (touched_at) where state in ('done', 'refused');

create table intake.photo_part (
        merchant_id uuid    not null,
        upload_id   uuid    not null,
        place       integer not null check (place >= 0),
        bytes       bytea   not null check (length(bytes) between 1 and 262144),
        primary key (merchant_id, upload_id, place),
        foreign key (merchant_id, upload_id) references intake.photo_upload on delete cascade
);
comment on table intake.photo_part is 'What came of an upload so far, by its first byte''s place; here, so that any replica takes the next part. Gone once the photo is made.';
alter table intake.photo_part alter bytes set storage external;   -- JPEG does not get smaller

create table intake.photo (
        merchant_id uuid        not null,
        photo_id    uuid        not null,
        unit_id     uuid        not null,
        trip        integer     not null check (trip >= 1),
        shot        text        not null check (length(shot) between 1 and 60),
        sha256      text        not null check (length(sha256) = 64),
        medium      text        not null check (length(medium) = 64),
        small       text        not null check (length(small) = 64),
        width       integer     not null check (width > 0),
        height      integer     not null check (height > 0),
        size        integer     not null check (size > 0),
        taken_by    text        not null,
        taken_at    timestamptz not null,
        retaken_by  uuid,
        primary key (merchant_id, photo_id),
        foreign key (merchant_id, unit_id) references ledger.unit
);
comment on table intake.photo is 'A photo of a unit: the hashes of its three sizes in the store. None is deleted; one that was taken again names its successor.';
create index photo_unit on intake.photo (merchant_id, unit_id, taken_at, photo_id);

select rp.protect(t::regclass) from unnest(array['intake.shot_list', 'intake.photo_upload', 'intake.photo_part', 'intake.photo']) t;
grant select, insert on intake.shot_list to resale_intake;
grant select, insert, update, delete on intake.photo_upload to resale_intake;
grant select, insert, delete on intake.photo_part to resale_intake;
grant select, insert, update on intake.photo to resale_intake;
