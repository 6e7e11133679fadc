select xid, position from feed_cursor where name = $1::text for update
