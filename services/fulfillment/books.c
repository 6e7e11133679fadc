#include "fulfillment.h"
#include "fulfillment_sql.h"
#include "resale/id.h"
#include "settlement.h"

static enum problem post(struct db *db, const struct uuid *merchant_id, const struct uuid *order_id, const struct uuid *unit_id, const char *name, struct money price,
                         const struct entry *entry)
{
        return db_exec(db, &sql_insert_postings,
                       DB_ARGS(db_uuid(merchant_id), db_uuid(unit_id), db_uuid(order_id), db_text(name), db_text(price.currency), db_int(entry->customer),
                               db_int(entry->merchant), db_int(entry->partner)),
                       NULL);
}

enum problem books_sale(struct db *db, const struct uuid *merchant_id, const struct uuid *order_id, const struct uuid *unit_id, struct money price)
{
        struct entry entry;

        return settle_sale(price.amount, &entry) ? post(db, merchant_id, order_id, unit_id, "sale", price, &entry) : PROBLEM_INVALID_FIELD;
}

enum problem books_refund(struct db *db, const struct uuid *merchant_id, const struct uuid *order_id, const struct uuid *unit_id, struct money price)
{
        struct entry entry;

        return settle_refund(price.amount, &entry) ? post(db, merchant_id, order_id, unit_id, "refund", price, &entry) : PROBLEM_INVALID_FIELD;
}

enum problem refund_task(struct db *db, const struct uuid *merchant_id, const struct uuid *order_id, const struct uuid *line_id, const char *reason)
{
        struct uuid task_id;

        uuid_new(&task_id);
        return db_exec(db, &sql_insert_refund_task, DB_ARGS(db_uuid(merchant_id), db_uuid(&task_id), db_uuid(order_id), db_uuid(line_id), db_text(reason)), NULL);
}

enum problem books_of_unit(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const char **json)
{
        return db_value(db, arena, &sql_select_books, DB_ARGS(db_uuid(merchant_id), db_uuid(unit_id)), json, PROBLEM_UNIT_NOT_FOUND);
}

enum problem earnings(struct db *db, struct arena *arena, const struct uuid *merchant_id, struct instant from, struct instant to, const char **json)
{
        return db_value(db, arena, &sql_select_earnings, DB_ARGS(db_uuid(merchant_id), db_instant(from), db_instant(to)), json, PROBLEM_INTERNAL);
}
