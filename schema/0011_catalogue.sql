-- What a merchant sells: its catalogue, so that a piece without a tag can be named.

create unlogged table intake.csv_row (
        import_id uuid   not null,
        line      bigint not null,
        cell      text[] not null,
        primary key (import_id, line)
);
comment on table intake.csv_row is 'Rows of a file while they are imported. Written by COPY, which knows no row-level security, and deleted in the same transaction: nobody ever sees them.';
grant select, insert, delete on intake.csv_row to resale_intake;
