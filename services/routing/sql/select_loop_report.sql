select routing.loop_report_json(r)::text as item from routing.loop_report r where r.merchant_id = $1::uuid and r.report_id = $2::uuid
