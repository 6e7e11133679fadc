select translate(encode(string_agg(bytes, '' order by place), 'base64'), E'\n', '') from intake.photo_part where merchant_id = $1::uuid and upload_id = $2::uuid
