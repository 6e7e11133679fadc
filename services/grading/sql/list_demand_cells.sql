-- What grading.demand_cells counts, without products: their factors are averaged by days, in thousandths.
with known as materialized (
        select distinct on (f.product) f.product, f.factor from grading.product_factor f where f.merchant_id = $1::uuid order by f.product, f.version desc)
select c.product_type, c.grade, c.step::bigint as step, c.band::bigint as band, c.month::bigint as month, greatest(1, round(sum(c.days)))::bigint as days,
       sum(c.sales)::bigint as sales, sum(c.returns)::bigint as returns,
       greatest(1, round(sum(c.days * coalesce(k.factor, 1000)) / sum(c.days)))::bigint as factor
  from grading.demand_cells($1::uuid, $2::integer) c
  left join known k on k.product = c.product
 group by 1, 2, 3, 4, 5
