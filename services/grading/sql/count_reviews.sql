-- What became of sampling in the window; which units could not be found, the latest twenty.
select json_build_object(
        'graded', (select count(*) from grading.sampled s where s.merchant_id = $1::uuid and s.sampled_at > now() - make_interval(days => $2::integer)),
        'picked', (select count(*) from grading.sampled s where s.merchant_id = $1::uuid and s.sampled_at > now() - make_interval(days => $2::integer) and s.picked),
        'reviewed', (select count(*) from grading.review_result r where r.merchant_id = $1::uuid and r.made_at > now() - make_interval(days => $2::integer) and not r.calibration),
        'closed', (select coalesce(json_agg(json_build_object('why', c.closed_why, 'n', c.n) order by c.n desc, c.closed_why), '[]')
                     from (select r.closed_why, count(*) as n from grading.review r
                            where r.merchant_id = $1::uuid and r.state = 'closed' and r.ended_at > now() - make_interval(days => $2::integer)
                            group by r.closed_why) c),
        'not_found', (select coalesce(json_agg(json_build_object('unit_id', f.unit_id, 'lpn', f.lpn, 'title', f.title, 'at', rp.iso(f.ended_at)) order by f.ended_at desc), '[]')
                        from (select r.unit_id, r.ended_at, u.lpn, u.title
                                from grading.review r
                                join ledger.unit u on u.merchant_id = r.merchant_id and u.unit_id = r.unit_id
                               where r.merchant_id = $1::uuid and r.state = 'closed' and r.closed_why = 'not_found' and r.ended_at > now() - make_interval(days => $2::integer)
                               order by r.ended_at desc
                               limit 20) f))::text
