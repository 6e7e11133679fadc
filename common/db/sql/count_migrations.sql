select max(number) from rp.migration
