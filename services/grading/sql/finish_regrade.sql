-- A unit that was sent back for its grade has been graded again.
update grading.finding set regrade = 'done' where merchant_id = $1::uuid and unit_id = $2::uuid and regrade = 'asked'
