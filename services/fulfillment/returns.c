#include "fulfillment.h"
#include "fulfillment_sql.h"
#include "resale/feed.h"
#include "resale/id.h"
#include "resale/ledger.h"
#include "resale/outbox.h"

static const struct field terms_fields[] = {
        FIELD(struct terms, order_id),
        FIELD(struct terms, line_id),
        FIELD(struct terms, line_state),
        FIELD(struct terms, unit_state),
        FIELD(struct terms, final_sale_set_by),
        FIELD(struct terms, final_sale),
        FIELD(struct terms, return_days),
        FIELD(struct terms, policy_version),
        FIELD(struct terms, delivered_at),
        FIELD(struct terms, until),
        FIELD(struct terms, asked_at),
};
static const struct shape terms_shape = SHAPE(struct terms, terms_fields);

enum problem unit_terms(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, struct terms *terms)
{
        struct unit unit;

        TRY(ledger_unit(db, arena, merchant_id, unit_id, &unit));
        return db_one(db, arena, &sql_select_terms, DB_ARGS(db_uuid(merchant_id), db_uuid(unit_id)), &terms_shape, terms, PROBLEM_ORDER_NOT_FOUND);
}

/* What a customer writes on the box: short, without letters that look alike. */
static const char *rma_of(struct arena *arena, const struct uuid *return_id)
{
        char *rma = arena_printf(arena, "RR-%.4s%.4s", return_id->text + 24, return_id->text + 32);

        for (char *c = rma; *c; c++)
                if (*c >= 'a' && *c <= 'f')
                        *c = (char)(*c - 32);
        return rma;
}

enum problem return_authorise(struct db *db, struct arena *arena, const struct returning *r, const char **json, const char **why)
{
        struct terms terms;
        struct uuid return_id;

        *why = NULL;
        TRY(unit_terms(db, arena, &r->merchant_id, &r->unit_id, &terms));
        struct returnability answer = returnability_of(arena, &terms);
        if (!answer.returnable) {
                *why = answer.why;
                return PROBLEM_NOT_RETURNABLE;
        }
        uuid_new(&return_id);
        const char *rma = rma_of(arena, &return_id);
        struct ledger_move move = {
                .merchant_id = r->merchant_id, .unit_id = r->unit_id, .from = "shipped,delivered", .to = "returning", .event = "return_authorised", .actor = r->actor,
                .payload = arena_printf(arena, "{\"rma\":\"%s\"}", rma),   /* the reason is the customer's words, and is not for ever */
        };
        enum problem problem = ledger_move(db, &move);
        if (problem == PROBLEM_UNIT_STATE)
                return PROBLEM_TRANSACTION_RETRY;   /* another authorised it at this moment: asked again, the terms say so */
        TRY(problem);
        problem = db_exec(db, &sql_insert_return,
                          DB_ARGS(db_uuid(&r->merchant_id), db_uuid(&return_id), db_uuid(&terms.order_id), db_uuid(&terms.line_id), db_uuid(&r->unit_id), db_text(rma),
                                  db_text(r->reason)),
                          NULL);
        if (problem == PROBLEM_DUPLICATE)
                return PROBLEM_TRANSACTION_RETRY;   /* the merchant has this RMA: another is drawn */
        TRY(problem);
        return db_value(db, arena, &sql_select_return, DB_ARGS(db_uuid(&r->merchant_id), db_uuid(&return_id)), json, PROBLEM_INTERNAL);
}

struct came_back { struct uuid order_id, line_id; int64_t price_amount; const char *currency; };
static const struct field came_back_fields[] = {
        FIELD(struct came_back, order_id),
        FIELD(struct came_back, line_id),
        FIELD(struct came_back, price_amount),
        FIELD(struct came_back, currency),
};
static const struct shape came_back_shape = SHAPE(struct came_back, came_back_fields);

enum problem return_take_back(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id)
{
        struct came_back back;
        struct money price = { 0 };
        int64_t authorised = 0;
        enum problem problem = db_one(db, arena, &sql_end_past_line, DB_ARGS(db_uuid(merchant_id), db_uuid(unit_id)), &came_back_shape, &back, PROBLEM_RETURN_NOT_FOUND);

        if (problem == PROBLEM_RETURN_NOT_FOUND)
                return PROBLEM_OK;
        TRY(problem);
        TRY(db_exec(db, &sql_receive_return, DB_ARGS(db_uuid(merchant_id), db_uuid(&back.order_id), db_uuid(&back.line_id)), &authorised));
        price.amount = back.price_amount;
        snprintf(price.currency, sizeof price.currency, "%s", back.currency);
        TRY(books_refund(db, merchant_id, &back.order_id, unit_id, price));
        TRY(refund_task(db, merchant_id, &back.order_id, &back.line_id, authorised ? "returned" : "returned-to-sender"));
        return outbox_add(db, merchant_id, "return.received",
                          arena_printf(arena, "{\"order_id\":\"%s\",\"unit_id\":\"%s\",\"asked_for\":%s}", back.order_id.text, unit_id->text, authorised ? "true" : "false"));
}

static enum problem take_event(struct db *db, struct arena *arena, const struct feed_event *event)
{
        return text_equal(event->event, "received_again") ? return_take_back(db, arena, &event->merchant_id, &event->unit_id) : PROBLEM_OK;
}

enum problem return_step(struct db *db, struct arena *arena, bool *more)
{
        return feed_step(db, arena, "returns", take_event, more);
}
