-- "counting": its blind count is not decided.
select case when state <> 'closed' and exists (select from intake.manifest m where m.merchant_id = s.merchant_id and m.shipment_id = s.shipment_id
                                                  and m.state in ('counting', 'differs')) then 'counting' else state end
  from intake.shipment s where merchant_id = $1::uuid and shipment_id = $2::uuid
