-- To publish it: this revision, once.
delete from grading.rubric_draft
 where merchant_id = $1::uuid
   and draft_id = $2::uuid
   and revision = $3::integer
returning product_type, body::text as body
