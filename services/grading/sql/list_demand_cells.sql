-- What grading.demand_parts has, summed without products: their factors are averaged by days, in thousandths.
with known as materialized (
        select distinct on (f.product) f.product, f.factor from grading.product_factor f where f.merchant_id = $1::uuid order by f.product, f.version desc)
select p.product_type, p.grade, p.step::bigint as step, p.band::bigint as band, p.month::bigint as month, greatest(1, round(sum(p.days)))::bigint as days,
       sum(p.sales) as sales, sum(p.returns) as returns, greatest(1, round(sum(p.days * coalesce(k.factor, 1000)) / sum(p.days)))::bigint as factor
  from grading.demand_parts($1::uuid, $2::integer) p
  left join known k on k.product = p.product
 group by 1, 2, 3, 4, 5
