-- The rubrics that the units of the last days were graded by, with their grades.
select r.rubric_id, (r.body -> 'grades')::text as grades
  from grading.rubric r
 where r.merchant_id = $1::uuid
   and exists (select from grading.decision d join grading.grade g on g.merchant_id = d.merchant_id and g.grade_id = d.grade_id
                where d.merchant_id = r.merchant_id and g.rubric_id = r.rubric_id and d.decided_at >= now() - interval '1 day' * $2::integer)
