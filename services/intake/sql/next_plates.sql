select number, first_serial as serial from ledger.next_plates($1::uuid, $2::integer)
