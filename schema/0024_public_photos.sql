-- What the public sees of a unit beside its offer: photos in the widths that pages ask for, and its passport; where an offer is bought.

create table listing.rendition (
        merchant_id uuid        not null,
        photo_id    uuid        not null,
        width       integer     not null check (width in (320, 640, 1280)),
        sha256      text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
        made_at     timestamptz not null default now(),
        primary key (merchant_id, photo_id, width)
);
comment on table listing.rendition is 'A photo in a width that pages ask for, by its hash in the store: made when it is first asked for. A photo never changes, so neither does this.';

create table listing.storefront (
        merchant_id   uuid        not null,
        collection_id uuid        not null,
        product_url   text                 check (product_url like 'https://%' and length(product_url) <= 500),
        countries     jsonb       not null default '[]' check (jsonb_typeof(countries) = 'array'),
        google        jsonb       not null default '[]' check (jsonb_typeof(google) = 'array'),
        changed_by    text        not null,
        changed_at    timestamptz not null default now(),
        primary key (merchant_id, collection_id),
        foreign key (merchant_id, collection_id) references listing.collection
);
comment on table listing.storefront is 'Where offers of a collection are bought: the address that the button of their pages leads to, the countries that it takes returns from, what Google calls the product types. It changes in place.';
select rp.protect(t::regclass) from unnest(array['listing.rendition', 'listing.storefront']) t;
grant select, insert on listing.rendition to resale_listing;
grant select, insert, update on listing.storefront to resale_listing;

-- A shot list says which photos are wanted of a piece; "internal" of a shot keeps it inside.
create function intake.public_shots(merchant uuid, type text) returns text[] language sql stable security definer set search_path = pg_catalog
begin atomic
        select array(select lower(s ->> 'name') from jsonb_array_elements(intake.shots_of(merchant, type) -> 'shots') s where not coalesce((s ->> 'internal')::boolean, false));
end;
comment on function intake.public_shots is 'The names, in lower case, of the shots of a product type that shoppers may see: those of its list that are not internal.';
revoke execute on function intake.public_shots from public;
grant execute on function intake.public_shots to resale_listing;

create view grading.passport_grade_view as
select distinct on (g.merchant_id, g.unit_id, g.trip)
       g.merchant_id, g.unit_id, g.trip, g.grade, g.condition, g.sentence, g.warranty_days, g.graded_at, w.name as grade_name, w.public as grade_text
  from grading.grade g
  join grading.rubric r on r.merchant_id = g.merchant_id and r.rubric_id = g.rubric_id
  left join lateral (select e ->> 'name' as name, e ->> 'public' as public from jsonb_array_elements(r.body -> 'grades') e where e ->> 'code' = g.grade limit 1) w on true
 order by g.merchant_id, g.unit_id, g.trip, g.graded_at desc, g.grade_id desc;
comment on view grading.passport_grade_view is 'The last grade of a unit on each of its trips, in the words a shopper may read.';

create view grading.passport_work_view as
select w.merchant_id, w.unit_id, w.trip, w.finished_at, w.refurbishes,
       (select json_agg(coalesce(e ->> 'name', e #>> '{}')) from jsonb_array_elements(w.operations) e) as operations
  from grading.work_order w
 where w.state = 'done';
comment on view grading.passport_work_view is 'What was done to a unit on each of its trips: the names of the operations, not who did them or what they cost.';
grant select on grading.passport_grade_view, grading.passport_work_view to resale_listing;

create view grading.grade_words_view as
select v.merchant_id, v.unit_id, v.grade_id, e.grade ->> 'name' as grade_name, e.grade ->> 'public' as grade_text
  from grading.grade_view v
  join grading.rubric r on r.merchant_id = v.merchant_id and r.rubric_id = v.rubric_id
 cross join lateral jsonb_array_elements(r.body -> 'grades') e (grade)
 where e.grade ->> 'code' = v.grade;
comment on view grading.grade_words_view is 'The name and public wording of each unit''s latest grade, in the version of the rubric that it was graded by.';

create view grading.work_view as select merchant_id, unit_id, trip, state, finished_at from grading.work_order;
comment on view grading.work_view is 'Refurbishment of each unit, trip by trip: open, done, failed or cancelled; and when it ended.';
grant select on grading.grade_words_view, grading.work_view to resale_listing;
