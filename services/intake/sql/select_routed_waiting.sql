-- Is there a decision to import? Asked without a lock, so that an import that has nothing to do writes nothing; a new reader has.
select coalesce((select exists (select from routing.partner_line_view v
                                 where (v.xid, v.position) > (c.xid, c.position)
                                   and v.xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint)
                   from feed_cursor c
                  where c.name = 'routed'), true)::text
