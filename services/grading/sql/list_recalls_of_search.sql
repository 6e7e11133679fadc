select json_build_object('items', json_agg(grading.recall_json(r) order by r.recall_id))::text as items
  from grading.recall_found f
  join grading.recall r on r.merchant_id = f.merchant_id and r.recall_id = f.recall_id
 where f.merchant_id = $1::uuid
   and f.search_id = $2::uuid
