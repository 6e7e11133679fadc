select merchant_id || '  ' || slug || '  ' || name || case when resale_included then '' else '  (plan without resale)' end as line from accounts.merchant order by slug
