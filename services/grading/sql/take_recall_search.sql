-- The oldest search that nobody is at.
select merchant_id, search_id from grading.recall_search where done_at is null order by asked_at, merchant_id, search_id limit 1 for update skip locked
