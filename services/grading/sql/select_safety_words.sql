select json_build_object('default', json_build_object('version', d.version, 'words', d.words),
                         'own', json_build_object('version', coalesce(o.version, 0), 'words', coalesce(o.words, '{}')))::text as item
  from (select version, words from grading.default_safety_words order by version desc limit 1) d
  left join lateral (select version, words from grading.safety_words where merchant_id = $1::uuid order by version desc limit 1) o on true
