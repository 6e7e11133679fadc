select rp.set_role_password($1::text, $2::text)
