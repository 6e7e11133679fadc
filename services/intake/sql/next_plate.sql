select number, serial from ledger.next_plate($1::uuid)
