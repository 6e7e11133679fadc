delete from accounts.session where token_hash = $1::text
