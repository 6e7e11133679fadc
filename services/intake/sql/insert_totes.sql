-- Those that are there already stay as they are; `elsewhere` is one that another warehouse has.
with wanted as (select distinct unnest($1::text[]) as code),
     site as (select facility_id from accounts.facility_view where facility_id = $2::uuid),
     made as (
        insert into intake.tote (code, facility_id)
        select w.code, s.facility_id from wanted w, site s
            on conflict do nothing
        returning code)
select exists (select from site) as facility, (select count(*) from made) as made,
       (select count(*) from intake.tote t where t.code = any ($1::text[]) and t.facility_id = $2::uuid) as kept,
       (select min(t.code) from intake.tote t where t.code = any ($1::text[]) and t.facility_id <> $2::uuid) as elsewhere
