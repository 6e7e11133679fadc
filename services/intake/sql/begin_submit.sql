-- From here on nobody adds to this round.
update intake.manifest set submitted_by = $3::text, submitted_at = now()
 where merchant_id = $1::uuid and shipment_id = $2::uuid and state = 'counting'
returning round::text
