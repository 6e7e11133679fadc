select destination_id, name, type, is_partner, is_default, enabled from routing.destination where merchant_id = $1::uuid order by place, destination_id
