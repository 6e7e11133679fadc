-- Hours from receipt to the first grade: by the days of the warehouse's own clock on which they were graded, newest first, and over the last 7 and 30 days.
with site as (
        select coalesce((select f.time_zone from accounts.facility_view f where f.facility_id = $1::uuid),
                        (select f.time_zone from accounts.facility_view f order by f.name limit 1), 'UTC') as zone),
     done as (
        select (d.graded_at at time zone s.zone)::date as day, extract(epoch from d.graded_at - d.received_at) / 3600 as hours
          from site s cross join intake.dock_time d
         where d.graded_at > now() - interval '31 days'
           and ($1::uuid is null or d.facility_id = $1::uuid)),
     by_day as (
        select day, count(*) as units, round(percentile_cont(0.5) within group (order by hours)::numeric, 1) as median,
               round(percentile_cont(0.9) within group (order by hours)::numeric, 1) as p90
          from done group by day),
     by_window as (
        select w.days, count(d.hours) as units, round(percentile_cont(0.5) within group (order by d.hours)::numeric, 1) as median,
               round(percentile_cont(0.9) within group (order by d.hours)::numeric, 1) as p90
          from site s cross join unnest(array[7, 30]) as w(days)
          left join done d on d.day > (now() at time zone s.zone)::date - w.days
         group by w.days)
select json_build_object('time_zone', s.zone,
                         'days', (select coalesce(json_agg(json_build_object('day', b.day, 'units', b.units, 'median_hours', b.median, 'p90_hours', b.p90) order by b.day desc), '[]')
                                    from by_day b where b.day > (now() at time zone s.zone)::date - 30),
                         'windows', (select json_agg(json_build_object('days', w.days, 'units', w.units, 'median_hours', w.median, 'p90_hours', w.p90) order by w.days)
                                       from by_window w))::text as item
  from site s
