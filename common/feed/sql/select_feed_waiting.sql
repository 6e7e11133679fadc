-- Is there something to take? Asked without a lock, so that a reader that has nothing to do writes nothing. A new reader has.
select coalesce((select exists (select from ledger.event e
                                 where (e.xid, e.position) > (c.xid, c.position) and e.xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint)
                   from feed_cursor c
                  where c.name = $1::text), true)
