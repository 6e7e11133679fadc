-- The first word in the notes that is on one of the lists, whole and in whatever case, with the versions of the lists.
select (regexp_match($2::text, '[[:<:]](' || array_to_string(d.words || coalesce(o.words, '{}'), '|') || ')[[:>:]]', 'i'))[1] as word, d.version as default_words, coalesce(o.version, 0) as own_words
  from (select version, words from grading.default_safety_words order by version desc limit 1) d
  left join lateral (select version, words from grading.safety_words where merchant_id = $1::uuid order by version desc limit 1) o on true
 where $2::text ~* ('[[:<:]](' || array_to_string(d.words || coalesce(o.words, '{}'), '|') || ')[[:>:]]')
