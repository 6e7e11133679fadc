update intake.forward set state = 'done', ended_at = $3::timestamptz where merchant_id = $1::uuid and unit_id = $2::uuid and state <> 'done'
