-- Rubric versions with reviews that came since agreement on their questions was looked at.
select distinct r.merchant_id, r.rubric_id from grading.review r where r.state = 'done' and not r.weighed limit 20
