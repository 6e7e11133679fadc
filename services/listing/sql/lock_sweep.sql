select s.after from listing.sweep s where s.merchant_id = $1::uuid and s.due_at <= now() for update skip locked
