-- What keeps it from being made is not its own: again in a while.
update intake.photo_upload set leased_until = now() + interval '5 seconds', attempts = attempts - 1 where merchant_id = $1::uuid and upload_id = $2::uuid and state = 'working'
