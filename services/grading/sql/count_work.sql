select grading.orders_in($1::uuid, $2::text) as count
