-- What became of sampling in the window.
select json_build_object(
        'graded', (select count(*) from grading.sampled s where s.merchant_id = $1::uuid and s.sampled_at > now() - make_interval(days => $2::integer)),
        'picked', (select count(*) from grading.sampled s where s.merchant_id = $1::uuid and s.sampled_at > now() - make_interval(days => $2::integer) and s.picked),
        'reviewed', (select count(*) from grading.review_result r where r.merchant_id = $1::uuid and r.made_at > now() - make_interval(days => $2::integer) and not r.calibration))::text
