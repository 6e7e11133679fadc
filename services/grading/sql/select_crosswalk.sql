select json_build_object('unit_id', unit_id, 'grade_id', grade_id, 'grade', grade, 'rubric_version', rubric_version, 'condition', condition, 'loop', loop,
                         'r2_function', r2_function, 'r2_cosmetic', r2_cosmetic, 'back_market', back_market,
                         'google', case condition when 'damaged' then 'used' else condition end, 'schema_org', initcap(condition) || 'Condition')::text as item
  from grading.crosswalk_view
 where merchant_id = $1::uuid
   and unit_id = $2::uuid
