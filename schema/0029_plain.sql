-- What people write in one way and read in another: ids of products, and the condition of a unit in words.

create function rp.plain_id(id text) returns text language sql immutable parallel safe
        return regexp_replace(btrim(id), '^gid://shopify/[a-z]+/(?=.)', '', 'i');
comment on function rp.plain_id is 'An id of a shop as its number: Shopify writes "gid://shopify/Product/1" too. Any other is left as it is, but for blanks around it.';

update grading.recall set product_id = rp.plain_id(product_id), value = case kind when 'product_id' then upper(rp.plain_id(product_id)) else value end
 where product_id <> rp.plain_id(product_id);
