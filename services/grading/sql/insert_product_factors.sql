-- How much faster than its group each product sells, as product_factor has it: (weight + sales) / (weight + expected). $4 and $5: groups with the daily chance of a sale
-- at each step of price, $7 and $8 its factors by age and month. A factor that moved by less than a twentieth stays as it was.
with known as materialized (
        select distinct on (f.product) f.product, f.factor from grading.product_factor f where f.merchant_id = $1::uuid order by f.product, f.version desc),
rates as materialized (
        select g.product_type, g.grade, g.price::double precision[] as price, g.age::double precision[] as age, g.season::double precision[] as season
          from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[]) as g(product_type, grade, price, age, season)),
seen as (
        select p.product, sum(p.sales) as sold,
               sum(p.days * (coalesce(r.price, a.price))[p.step + 1] * (coalesce(r.age, a.age))[p.band + 1] * (coalesce(r.season, a.season))[p.month + 1]) as expected
          from grading.demand_parts($1::uuid, $3::integer) p
          left join rates r on r.product_type = p.product_type and r.grade = p.grade
          left join rates a on a.product_type = '*' and a.grade = p.grade
         where p.product is not null and coalesce(r.grade, a.grade) is not null
         group by p.product),
learned as (
        select s.product, greatest($10::integer, least($11::integer, round(1000 * ($9::integer + s.sold)::double precision / ($9::integer + s.expected))))::integer as factor from seen s)
insert into grading.product_factor (merchant_id, product, version, factor)
select $1::uuid, l.product, $2::integer, l.factor
  from learned l left join known k on k.product = l.product
 where abs(l.factor - coalesce(k.factor, 1000)) * 20 >= coalesce(k.factor, 1000)
