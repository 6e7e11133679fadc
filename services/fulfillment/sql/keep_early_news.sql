-- For three days: numbers are used again, and most of these are not ours. What is older goes on the way.
with gone as (delete from fulfillment.early_news where merchant_id = $1::uuid and heard_at < now() - interval '3 days'
                 and tracking_key <> upper(replace($2::text, ' ', '')))
insert into fulfillment.early_news (merchant_id, tracking_key, status, state, at)
values ($1::uuid, upper(replace($2::text, ' ', '')), $3::text, $4::text, coalesce($5::timestamptz, now()))
    on conflict (merchant_id, tracking_key) do update set status = excluded.status, state = excluded.state, at = excluded.at, heard_at = now()
