-- An entry's postings come together and sum to zero; a repeat of the entry adds nothing.
insert into fulfillment.posting (merchant_id, posting_id, unit_id, order_id, entry, account, amount, currency)
select $1::uuid, gen_random_uuid(), $2::uuid, $3::uuid, $4::text, p.account, p.amount, $5::text
  from (values ('customer', $6::bigint), ('merchant', $7::bigint), ('partner', $8::bigint)) as p(account, amount)
 where $6::bigint + $7::bigint + $8::bigint = 0
    on conflict do nothing
