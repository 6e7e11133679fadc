-- A reader that is new begins at the beginning.
insert into feed_cursor (name, xid, position) values ($1::text, 0, 0) on conflict do nothing
