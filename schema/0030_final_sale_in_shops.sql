-- A final sale is marked in a shop before the piece can be bought there: what a shop sells without the mark is known, also of shops that nothing new goes to.

alter table listing.shopify_product add column final_sale boolean not null default false;
update listing.shopify_product p set final_sale = true
  from listing.listing l
 where l.merchant_id = p.merchant_id and l.listing_id = p.listing_id and l.final_sale;
alter table listing.shopify_product add column unmarked boolean not null generated always as (
        wanted and final_sale and sent_tag is not true and product_gid is not null and sent_stock is distinct from 0 and sent_published is distinct from false) stored;
comment on column listing.shopify_product.final_sale is 'What the shelf said when it was followed.';
comment on column listing.shopify_product.unmarked is 'A final sale that the shop may sell without its tag.';
create index shopify_product_unmarked on listing.shopify_product (merchant_id, connection_id, due_at) where unmarked;

create view listing.shopify_unmarked_view with (security_invoker = true) as
select p.merchant_id, p.connection_id, p.listing_id, c.shop, c.final_sale_tag, coalesce(p.detail, c.detail, 'The shop cannot be called.') as why
  from listing.shopify_product p
  join listing.shopify_connection c on c.merchant_id = p.merchant_id and c.connection_id = p.connection_id
 where p.unmarked
   and (c.state = 'broken' or c.problem is not null or p.problem is not null);
comment on view listing.shopify_unmarked_view is 'Final sales that a shop may sell without their tag because it cannot be told, and why.';
grant select on listing.shopify_unmarked_view to resale_listing;
