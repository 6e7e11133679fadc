update feed_cursor set xid = $2::bigint, position = $3::bigint, advanced_at = now() where name = $1::text
