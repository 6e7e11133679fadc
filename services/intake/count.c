/* A blind count: scans against nothing, then what they add up to against the manifest. */
#include "consignment.h"
#include "intake.h"
#include "intake_sql.h"
#include "resale/id.h"

static const struct field counted_fields[] = {
        FIELD(struct counted, entry_id),
        FIELD(struct counted, round),
        FIELD(struct counted, quantity),
        FIELD(struct counted, product),
        FIELD(struct counted, sku),
        FIELD(struct counted, barcode),
        FIELD(struct counted, title),
        FIELD(struct counted, of_product),
        FIELD(struct counted, counted),
};
const struct shape counted_shape = SHAPE(struct counted, counted_fields);

struct countable { const char *state, *product, *sku, *barcode, *title; int64_t round; bool wanted, before; };
static const struct field countable_fields[] = {
        FIELD(struct countable, state),
        FIELD(struct countable, product),
        FIELD(struct countable, sku),
        FIELD(struct countable, barcode),
        FIELD(struct countable, title),
        FIELD(struct countable, round),
        FIELD(struct countable, wanted),
        FIELD(struct countable, before),
};
static const struct shape countable_shape = SHAPE(struct countable, countable_fields);

struct sums { int64_t counted, of_product; };
static const struct field sums_fields[] = { FIELD(struct sums, counted), FIELD(struct sums, of_product) };
static const struct shape sums_shape = SHAPE(struct sums, sums_fields);

static enum problem may_count(const struct countable *countable)
{
        if (!text_equal(countable->state, "counting"))
                return PROBLEM_COUNT_STATE;
        if (!countable->wanted)
                return PROBLEM_NOT_RECOUNTED;
        return countable->before ? PROBLEM_COUNTED_BEFORE : PROBLEM_OK;
}

enum problem count_add(struct db *db, struct arena *arena, struct counted *counted)
{
        struct countable countable;
        const char *gtin, *text;
        struct sums sums;

        uuid_new(&counted->entry_id);
        TRY(code_forms(arena, counted->code, &gtin, &text));
        TRY(db_one(db, arena, &sql_select_countable,
                   DB_ARGS(db_uuid(&counted->merchant_id), db_uuid(&counted->shipment_id), db_text(gtin), db_text(text), db_text(counted->actor)), &countable_shape, &countable,
                   PROBLEM_SHIPMENT_NOT_FOUND));
        TRY(may_count(&countable));
        if (counted->round && counted->round != countable.round)
                return PROBLEM_COUNT_STATE;
        TRY(db_one(db, arena, &sql_add_count_entry,
                   DB_ARGS(db_uuid(&counted->merchant_id), db_uuid(&counted->shipment_id), db_uuid(&counted->entry_id), db_int(countable.round), db_text(countable.product),
                           db_int(counted->quantity), db_text(counted->actor)),
                   &sums_shape, &sums, PROBLEM_COUNT_STATE));
        counted->round = countable.round;
        counted->product = countable.product;
        counted->sku = countable.sku;
        counted->barcode = countable.barcode;
        counted->title = countable.title;
        counted->of_product = sums.of_product;
        counted->counted = sums.counted;
        return PROBLEM_OK;
}

struct changed { int64_t round, of_product, counted; const char *product, *sku, *barcode, *title; bool changed; };
static const struct field changed_fields[] = {
        FIELD(struct changed, round),
        FIELD(struct changed, of_product),
        FIELD(struct changed, counted),
        FIELD(struct changed, product),
        FIELD(struct changed, sku),
        FIELD(struct changed, barcode),
        FIELD(struct changed, title),
        FIELD(struct changed, changed),
};
static const struct shape changed_shape = SHAPE(struct changed, changed_fields);

enum problem count_set(struct db *db, struct arena *arena, struct counted *counted)
{
        struct changed now;

        TRY(db_one(db, arena, &sql_set_count_entry,
                   DB_ARGS(db_uuid(&counted->merchant_id), db_uuid(&counted->shipment_id), db_uuid(&counted->entry_id), db_int(counted->quantity), db_text(counted->actor)),
                   &changed_shape, &now, PROBLEM_ENTRY_NOT_FOUND));
        if (!now.changed)
                return PROBLEM_COUNT_STATE;
        counted->round = now.round;
        counted->product = now.product;
        counted->sku = now.sku;
        counted->barcode = now.barcode;
        counted->title = now.title;
        counted->of_product = now.of_product;
        counted->counted = now.counted;
        return PROBLEM_OK;
}

/* The shipment is there, with a manifest, or there is no such count. */
static enum problem why_not(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *shipment_id)
{
        const char *json;

        TRY(shipment_find(db, arena, merchant_id, shipment_id, &json));
        return PROBLEM_COUNT_STATE;
}

enum problem count_submit(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *shipment_id, const char *actor, const char **json)
{
        const char *round;
        enum problem problem = db_value(db, arena, &sql_begin_submit, DB_ARGS(db_uuid(merchant_id), db_uuid(shipment_id), db_text(actor)), &round, PROBLEM_COUNT_STATE);

        if (problem == PROBLEM_COUNT_STATE)
                return why_not(db, arena, merchant_id, shipment_id);
        TRY(problem);
        TRY(db_exec(db, &sql_take_long, DB_NO_ARGS, NULL));
        if (text_equal(round, "1"))
                TRY(db_exec(db, &sql_insert_differences, DB_ARGS(db_uuid(merchant_id), db_uuid(shipment_id)), NULL));
        else
                TRY(db_exec(db, &sql_update_differences, DB_ARGS(db_uuid(merchant_id), db_uuid(shipment_id), db_text(round)), NULL));
        TRY(db_exec_one(db, &sql_finish_submit, DB_ARGS(db_uuid(merchant_id), db_uuid(shipment_id)), PROBLEM_INTERNAL));
        return shipment_find(db, arena, merchant_id, shipment_id, json);
}

enum problem count_decide(struct db *db, struct arena *arena, const struct count_decision *decision, const char **json)
{
        enum problem problem = db_exec_one(db, &sql_decide_count,
                                           DB_ARGS(db_uuid(&decision->merchant_id), db_uuid(&decision->shipment_id), db_text(decision->decision), db_text(decision->actor),
                                                   db_text(decision->note)),
                                           PROBLEM_COUNT_STATE);

        if (problem == PROBLEM_COUNT_STATE)
                return why_not(db, arena, &decision->merchant_id, &decision->shipment_id);
        TRY(problem);
        return shipment_find(db, arena, &decision->merchant_id, &decision->shipment_id, json);
}
