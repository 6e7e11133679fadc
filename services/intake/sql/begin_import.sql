insert into feed_cursor (name, xid, position) values ('routed', 0, 0) on conflict do nothing
