select (exists (select from routing.destination where merchant_id = $1::uuid and is_default)
        or not exists (select from routing.destination where merchant_id = $1::uuid and type = 'warehouse'))::text as settled
