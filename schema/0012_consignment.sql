-- Consignments by manifest: lines with quantities, a blind count against them, and pieces that become units one by one.

create table intake.manifest (
        merchant_id        uuid        not null,
        shipment_id        uuid        not null,
        lines              integer     not null check (lines >= 1),
        pieces             integer     not null check (pieces >= lines),
        state              text        not null check (state in ('counting', 'differs', 'agreed', 'accepted', 'skipped')),
        round              integer     not null default 1 check (round >= 1),
        counted            integer     not null default 0 check (counted >= 0),
        differences        integer     not null default 0 check (differences >= 0),
        received           integer     not null default 0 check (received >= 0),
        damaged_in_transit integer     not null default 0 check (damaged_in_transit >= 0),
        wrong_item         integer     not null default 0 check (wrong_item >= 0),
        strangers          integer     not null default 0 check (strangers >= 0),
        created_by         text        not null,
        submitted_by       text,
        submitted_at       timestamptz,
        decided_by         text,
        decided_at         timestamptz,
        decision_note      text                 check (length(decision_note) between 1 and 500),
        primary key (merchant_id, shipment_id),
        foreign key (merchant_id, shipment_id) references intake.shipment,
        check (received + damaged_in_transit + wrong_item <= pieces)
);
comment on table intake.manifest is 'A consignment announced as a file: its sums, so that no answer adds up its lines, and where its blind count stands. counted: pieces of this round.';

-- line_id is the shipment's id with the line's place in its last eight digits: the key is the order of the file.
create table intake.manifest_line (
        merchant_id        uuid    not null,
        shipment_id        uuid    not null,
        line_id            uuid    not null,
        line               integer not null,
        product            text    not null,
        sku                text             check (length(sku) between 1 and 200),
        barcode            text,
        code               text,
        title              text             check (length(title) between 1 and 500),
        product_type       text,
        vendor             text,
        product_id         text,
        variant_id         text,
        price_amount       bigint           check (price_amount >= 0),
        currency           text,
        condition          text,
        carton             text,
        expected           integer not null check (expected >= 1),
        received           integer not null default 0 check (received >= 0),
        damaged_in_transit integer not null default 0 check (damaged_in_transit >= 0),
        wrong_item         integer not null default 0 check (wrong_item >= 0),
        done               boolean not null default false,
        primary key (merchant_id, shipment_id, line_id),
        foreign key (merchant_id, shipment_id) references intake.manifest,
        check (num_nonnulls(sku, barcode) >= 1),
        check (received + damaged_in_transit + wrong_item <= expected)
) with (fillfactor = 90);
comment on table intake.manifest_line is 'What a manifest says, and how many pieces of it came as what. code: its barcode as scans give it, a GTIN as 14 digits. product: what scans of it are counted as, the SKU or else that code. Done: nothing more of it is waited for.';
create index manifest_line_code on intake.manifest_line (code, done, merchant_id, shipment_id);
create index manifest_line_sku on intake.manifest_line (sku, done, merchant_id, shipment_id);

create table intake.count_entry (
        merchant_id uuid        not null,
        shipment_id uuid        not null,
        entry_id    uuid        not null,
        round       integer     not null,
        product     text        not null check (length(product) between 1 and 300),
        quantity    integer     not null check (quantity between 0 and 100000),
        counted_by  text        not null,
        counted_at  timestamptz not null default now(),
        primary key (merchant_id, shipment_id, entry_id),
        foreign key (merchant_id, shipment_id) references intake.manifest
);
comment on table intake.count_entry is 'One scan of a blind count, and how many pieces it stands for; 0: it was undone.';
create index count_entry_product on intake.count_entry (merchant_id, shipment_id, product, round) include (quantity, counted_by);

create table intake.count_difference (
        merchant_id uuid    not null,
        shipment_id uuid    not null,
        product     text    not null,
        place       integer not null,
        sku         text,
        barcode     text,
        title       text,
        expected    integer not null check (expected >= 0),
        first       integer not null check (first >= 0),
        counted     integer not null check (counted >= 0),
        round       integer not null check (round >= 1),
        primary key (merchant_id, shipment_id, product),
        unique (merchant_id, shipment_id, place),
        foreign key (merchant_id, shipment_id) references intake.manifest,
        check (first <> expected)
);
comment on table intake.count_difference is 'Products whose first count differed from the manifest; counted, in what round: the last. What is not here was counted as expected.';

create index unit_record_stranger on intake.unit_record (merchant_id, shipment_id, unit_id) where line_id is null;
create index shipment_consignments on intake.shipment (announced_at, shipment_id) where door = 'consignment' and state <> 'closed';

select rp.protect(t::regclass) from unnest(array['intake.manifest', 'intake.manifest_line', 'intake.count_entry', 'intake.count_difference']) t;
grant select, insert, update on intake.manifest, intake.manifest_line, intake.count_entry, intake.count_difference to resale_intake;

create function intake.manifest_json(merchant uuid, shipment uuid) returns jsonb language sql stable
        return (select jsonb_build_object('lines', m.lines, 'pieces', case when m.state <> 'counting' then m.pieces end, 'count', m.state, 'round', m.round,
                                          'counted', case when m.state <> 'skipped' then m.counted end, 'differences', m.differences, 'received', m.received,
                                          'damaged_in_transit', m.damaged_in_transit, 'wrong_item', m.wrong_item, 'strangers', m.strangers)
                  from intake.manifest m
                 where m.merchant_id = merchant and m.shipment_id = shipment);
comment on function intake.manifest_json is 'The sums of a manifest, as answers write them; null: the shipment has none. What is expected is not said while it is counted.';

create function intake.piece_state(l intake.manifest_line, closed boolean) returns text language sql immutable
        return case when l.received + l.damaged_in_transit + l.wrong_item < l.expected then case when closed then 'short' else 'pending' end
                    when l.received = l.expected then 'received'
                    when l.damaged_in_transit >= l.wrong_item then 'damaged_in_transit' else 'wrong_item' end;
comment on function intake.piece_state is 'What became of a line, in one word: the worst of its pieces.';

create or replace function intake.shipment_facts(s intake.shipment) returns jsonb language sql stable
        return (select jsonb_build_object('shipment_id', s.shipment_id, 'merchant_id', s.merchant_id,
                         'merchant', (select m.name from accounts.merchant_view m where m.merchant_id = s.merchant_id),
                         'door', s.door, 'state', s.state, 'called_off', s.called_off, 'rma', s.rma, 'order_name', s.order_name,
                         'tracking_number', coalesce(s.tracking_number, b.tracking_number), 'carrier', coalesce(s.carrier, b.carrier),
                         'announced_at', rp.iso(s.announced_at), 'closed_at', rp.iso(s.closed_at),
                         'manifest', case s.door when 'consignment' then intake.manifest_json(s.merchant_id, s.shipment_id) end)
                  from (select) one
                  left join lateral (select v.tracking_number, v.carrier from routing.label_view v
                                      where v.merchant_id = s.merchant_id and v.provider_return_id = s.provider_return_id
                                      order by v.seen_at desc, v.tracking_number limit 1) b on true);

create or replace function intake.shipment_json(s intake.shipment) returns jsonb language sql stable
        return (select f.facts || case when f.facts -> 'manifest' = 'null'
                                       then jsonb_build_object('lines', intake.shipment_lines(s), 'strangers', intake.shipment_strangers(s))
                                       else '{"lines":[],"strangers":[]}' end
                  from (select intake.shipment_facts(s) as facts) f);
comment on function intake.shipment_json is 'All of a shipment, as answers write it; the lines and strangers of a manifest are lists of their own.';

-- The first 200 lines that something is the matter with; the report as a file has them all.
create function intake.manifest_report(merchant uuid, shipment uuid) returns jsonb language sql stable
        return (select (intake.manifest_json(merchant, shipment) || jsonb_build_object('pieces', m.pieces, 'short', m.pieces - m.received - m.damaged_in_transit - m.wrong_item))
                       || (select jsonb_build_object('line_differences', coalesce(jsonb_agg(d.item), '[]'), 'more', coalesce(max(d.total), 0) > 200)
                             from (select jsonb_build_object('line_id', l.line_id, 'line', l.line, 'sku', l.sku, 'barcode', l.barcode, 'title', l.title, 'expected', l.expected,
                                                             'received', l.received, 'damaged_in_transit', l.damaged_in_transit, 'wrong_item', l.wrong_item,
                                                             'short', l.expected - l.received - l.damaged_in_transit - l.wrong_item) as item, count(*) over () as total
                                     from intake.manifest_line l
                                    where l.merchant_id = merchant and l.shipment_id = shipment and l.received <> l.expected
                                    order by l.line_id limit 200) d)
                  from intake.manifest m
                 where m.merchant_id = merchant and m.shipment_id = shipment);
comment on function intake.manifest_report is 'What came of a manifest: sums, and the lines that were not all received.';

-- What a spreadsheet would take for a formula is written as text.
create function intake.csv(value text) returns text language sql immutable
        return case when value is null then '' else '"' || case when value ~ '^[=+@\t\r-]' then '''' else '' end || replace(value, '"', '""') || '"' end;
comment on function intake.csv is 'A value of a CSV file.';
grant execute on function intake.manifest_json, intake.piece_state, intake.manifest_report, intake.csv to resale_intake;
