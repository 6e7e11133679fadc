-- Before something is put into it or it is emptied: who comes at the same moment waits, and then sees what it holds.
select code from intake.tote where code = $1::text for update
