-- Is there something to take? Asked without a lock, so that a reader that has nothing to do writes nothing; a new reader has. "ahead": the cursor names
-- a transaction that this cluster has not come to, because the data were restored from another one.
select coalesce((select case when c.xid >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint then 'ahead'
                             when exists (select from ledger.event e
                                           where (e.xid, e.position) > (c.xid, c.position)
                                             and e.xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint) then 'waiting'
                             else 'none' end
                   from feed_cursor c
                  where c.name = $1::text), 'waiting')
