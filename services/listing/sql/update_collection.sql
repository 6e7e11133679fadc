-- A state is reached only from where it may be: draft -> preview -> live <-> paused, and live needs a policy.
update listing.collection c
   set name = coalesce($3::text, name), navigation_label = coalesce($4::text, navigation_label), description = coalesce($5::text, description),
       state = coalesce($6::text, state)
 where merchant_id = $1::uuid
   and collection_id = $2::uuid
   and ($6::text is null or $6::text = state or (state, $6::text) in (('draft', 'preview'), ('draft', 'live'), ('preview', 'live'), ('preview', 'draft'),
                                                                       ('live', 'paused'), ('paused', 'live')))
   and ($6::text is distinct from 'live' or exists (select from listing.policy p where p.merchant_id = c.merchant_id and p.collection_id = c.collection_id))
