-- Before something is put into it: who comes at the same moment waits, and then counts what is there.
select code from intake.bin where code = $1::text for update
