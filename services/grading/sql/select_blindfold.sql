-- Has this person taken a review of the unit that is not answered yet?
select (exists (select from grading.review r
                 where r.merchant_id = $1::uuid and r.unit_id = $2::uuid and r.state = 'open' and r.taken_by = $3::text and r.taken_until > now()))::text
