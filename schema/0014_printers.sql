-- Label printers, what is sent to them, and plates that are printed ahead on rolls.

create table intake.printer (
        printer_id  uuid        not null primary key,
        facility_id uuid        not null,
        name        text        not null check (length(name) between 1 and 60),
        host        text        not null check (length(host) between 1 and 253),
        port        integer     not null check (port between 1024 and 65535),
        size        text        not null check (size in ('57x32', '102x51')),
        dpi         integer     not null check (dpi in (203, 300)),
        enabled     boolean     not null default true,
        created_at  timestamptz not null default now(),
        failed_at   timestamptz,
        last_error  text,
        unique (facility_id, name),
        check ((failed_at is null) = (last_error is null))
);
comment on table intake.printer is 'Label printers of the partner, and what the last label said when it failed. Small and shared.';

create table intake.print_job (
        merchant_id uuid        not null,
        print_id    uuid        not null,
        unit_id     uuid,
        printer_id  uuid        not null references intake.printer,
        state       text        not null default 'queued' check (state in ('queued', 'sending', 'printed', 'failed', 'unsure', 'expired')),
        bytes       text,
        attempts    integer     not null default 0 check (attempts >= 0),
        due_at      timestamptz not null default now(),
        error       text,
        created_at  timestamptz not null default now(),
        finished_at timestamptz,
        primary key (merchant_id, print_id),
        check ((state in ('queued', 'sending')) = (finished_at is null)),
        check ((state in ('queued', 'sending')) = (bytes is not null))
);
comment on table intake.print_job is 'Labels on their way to a printer, and for a day what became of them. Those of the nil merchant are test labels.';
create index print_job_queue on intake.print_job (printer_id, created_at, print_id) where state in ('queued', 'sending');
create index print_job_finished on intake.print_job (finished_at) where finished_at is not null;

create table intake.plate_roll (
        merchant_id  uuid        not null references ledger.merchant,
        roll_id      uuid        not null,
        number       integer     not null,
        first_serial bigint      not null check (first_serial >= 1),
        count        integer     not null check (count between 1 and 5000),
        first_lpn    text        not null,
        last_lpn     text        not null,
        size         text        not null check (size in ('57x32', '102x51')),
        dpi          integer     not null check (dpi in (203, 300)),
        made_by      text        not null,
        made_at      timestamptz not null default now(),
        primary key (merchant_id, roll_id)
);
comment on table intake.plate_roll is 'Plates that were printed ahead: a run of serials. A plate of it is used when a unit has it.';
create index plate_roll_serials on intake.plate_roll (merchant_id, first_serial);

select rp.protect('intake.print_job'), rp.protect('intake.plate_roll');
grant select, insert, update on intake.printer to resale_intake;
grant select, insert, update, delete on intake.print_job to resale_intake;
grant select, insert on intake.plate_roll to resale_intake;

create function ledger.next_plates(merchant uuid, plates integer, out number integer, out first_serial bigint)
language plpgsql security definer set search_path = pg_catalog as $$
begin
        perform ledger.check_merchant(merchant);
        update ledger.merchant m set next_serial = next_serial + plates where merchant_id = merchant
        returning m.number, m.next_serial - plates into number, first_serial;
end $$;
comment on function ledger.next_plates is 'A run of serials for plates that are printed ahead, as next_plate gives one.';
revoke all on function ledger.next_plates from public;
grant execute on function ledger.next_plates to resale_intake;

create function intake.printer_json(p intake.printer) returns json language sql stable
        return json_build_object('printer_id', p.printer_id, 'facility_id', p.facility_id, 'name', p.name, 'host', p.host, 'port', p.port, 'size', p.size, 'dpi', p.dpi,
                         'enabled', p.enabled, 'last_error', p.last_error, 'failed_at', rp.iso(p.failed_at), 'created_at', rp.iso(p.created_at));
comment on function intake.printer_json is 'A printer as answers write it.';

create function intake.roll_json(r intake.plate_roll) returns json language sql stable
        return json_build_object('roll_id', r.roll_id, 'count', r.count, 'first', r.first_lpn, 'last', r.last_lpn, 'size', r.size, 'dpi', r.dpi,
                         'used', (select count(*) from ledger.unit u where u.merchant_id = r.merchant_id and u.lpn between r.first_lpn and r.last_lpn),
                         'made_by', r.made_by, 'made_at', rp.iso(r.made_at));
comment on function intake.roll_json is 'A roll as answers write it. Plates are in the order of their serials as texts too.';
