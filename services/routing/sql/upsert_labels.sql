insert into routing.label (merchant_id, provider_return_id, tracking_number, carrier)
select distinct on (l.tracking_number) $1::uuid, $2::text, l.tracking_number, l.carrier
  from jsonb_to_recordset($3::jsonb) as l(tracking_number text, carrier text)
    on conflict (merchant_id, provider_return_id, tracking_number) do update set carrier = coalesce(excluded.carrier, label.carrier), seen_at = now()
