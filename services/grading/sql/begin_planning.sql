-- Learning is over; what is wanted from now on is another time.
update grading.night set stage = 'plan', after = null, wanted_by = null, planned = 0, changed = 0, started_at = now(), finished_at = null where merchant_id = $1::uuid
