select merchant_id from ledger.plate_merchant where number = $1::bigint
