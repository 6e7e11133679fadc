#include "intake_sql.h"
#include "printing.h"
#include "resale/id.h"

static struct db_arg optional(int64_t number) { return number ? db_int(number) : db_null(); }

static enum problem unless_named(enum problem problem)
{
        return problem == PROBLEM_DUPLICATE ? PROBLEM_ALREADY_EXISTS : problem;
}

enum problem printer_add(struct db *db, struct arena *arena, struct printer_change *printer, const char **json)
{
        uuid_new(&printer->printer_id);
        return unless_named(db_value(db, arena, &sql_insert_printer,
                                     DB_ARGS(db_uuid(&printer->printer_id), db_uuid(&printer->facility_id), db_text(printer->name), db_text(printer->host),
                                             db_int(printer->port), db_text(printer->size), db_int(printer->dpi)),
                                     json, PROBLEM_FACILITY_NOT_FOUND));
}

enum problem printer_update(struct db *db, struct arena *arena, const struct printer_change *change, const char **json)
{
        return unless_named(db_value(db, arena, &sql_update_printer,
                                     DB_ARGS(db_uuid(&change->printer_id), db_text(change->name), db_text(change->host), optional(change->port), db_text(change->size),
                                             optional(change->dpi), db_text(change->enabled.text)),
                                     json, PROBLEM_PRINTER_NOT_FOUND));
}
