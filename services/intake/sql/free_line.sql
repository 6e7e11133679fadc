-- The line waits again for its piece; row count 0: the unit was a stranger.
update intake.shipment_line
   set outcome = 'pending', unit_id = null
 where merchant_id = $1::uuid
   and shipment_id = $2::uuid
   and unit_id = $3::uuid
