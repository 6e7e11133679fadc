#include "edit.h"

#include "lint.h"
#include "listing_sql.h"
#include "place.h"
#include "pool.h"
#include "resale/approval.h"
#include "resale/crypto.h"
#include "resale/id.h"
#include "resale/json.h"
#include "resale/money.h"
#include "shelf.h"
#include "shopper.h"
#include "standing.h"

/* The offers of a request in its order; NULL where there is none. */
struct editing {
        struct arena *arena;
        const struct edit *edit;
        struct standing **row;
        bool *held;
        size_t count, refused, below;
        struct buffer refusals;
};

static void refuse(struct editing *e, size_t i, const char *code, const char *detail)
{
        buffer_printf(&e->refusals, "%s{\"listing_id\":\"%s\",\"code\":\"%s\",\"detail\":%s}", e->refusals.length ? "," : "[", e->edit->listing_ids.item[i], code,
                      json_quote(e->arena, detail));
        e->refused++;
}

/* --- what they are --- */

static size_t place_of(const struct editing *e, const char *listing_id)
{
        size_t i = 0;

        while (i < e->count && strcmp(e->edit->listing_ids.item[i], listing_id) != 0)
                i++;
        return i;
}

static enum problem load(struct db *db, struct editing *e)
{
        static const struct field id_fields[] = { { .name = "listing_id", .type = FIELD_UUID, .offset = 0 } };
        static const struct shape id_shape = { .size = sizeof(struct uuid), .count = 1, .fields = id_fields };
        struct list held, rows;

        TRY(db_many(db, e->arena, &sql_hold_listings, DB_ARGS(db_uuid(&e->edit->merchant_id), db_texts(e->arena, &e->edit->listing_ids)), &id_shape, &held));
        TRY(standing_load(db, e->arena, &e->edit->merchant_id, &e->edit->listing_ids, &rows));
        for (size_t i = 0; i < rows.count; i++)
                e->row[place_of(e, ((struct standing *)rows.item)[i].now.listing_id.text)] = (struct standing *)rows.item + i;
        for (size_t i = 0; i < held.count; i++)
                e->held[place_of(e, ((const struct uuid *)held.item)[i].text)] = true;
        return PROBLEM_OK;
}

/* --- may they? --- */

static void check_live(struct editing *e, size_t i)
{
        const struct standing *s = e->row[i];

        if (!s)
                refuse(e, i, "listing-not-found", "There is no such listing.");
        else if (!text_equal(s->state, "live"))
                refuse(e, i, "listing-state", arena_printf(e->arena, "The listing is %s.", s->state));
        else if (!e->held[i])
                refuse(e, i, "unit-state", arena_printf(e->arena, "The unit is %s: only what nobody leases or buys is changed.", s->unit_state));
}

static bool new_price(const struct edit *edit, int64_t now, int64_t *price)
{
        int64_t change = edit->by;

        if (edit->to.currency[0])
                change = edit->to.amount - now;
        else if (edit->share && !money_basis_points(now, edit->share, &change))
                return false;
        *price = now + change;
        return *price > 0 && *price <= INT64_C(1000000000000);
}

static void check_price(struct editing *e, size_t i)
{
        struct standing *s = e->row[i];
        const struct candidate *c = &s->c;
        int64_t floor = c->floor_amount > c->min_price ? c->floor_amount : c->min_price, price;

        if (e->edit->to.currency[0] && !text_equal(e->edit->to.currency, s->currency))
                refuse(e, i, "currency-differs", arena_printf(e->arena, "It is offered in %s.", s->currency));
        else if (!new_price(e->edit, s->now.price, &price))
                refuse(e, i, "price-missing", "No price would be left.");
        else if (c->ceiling_amount && price > c->ceiling_amount)
                refuse(e, i, "price-above-ceiling", arena_printf(e->arena, "Its price would be %s, above the ceiling of %s.", amount_words(e->arena, price, c->currency),
                                                             amount_words(e->arena, c->ceiling_amount, c->currency)));
        else if (price < floor && !e->edit->approval) {
                refuse(e, i, "price-below-floor", arena_printf(e->arena, "Its price would be %s, below the floor of %s.", amount_words(e->arena, price, c->currency),
                                                           amount_words(e->arena, floor, c->currency)));
                e->below++;
        } else {
                e->below += price < floor;
                s->now.price = price;
        }
}

static void check_terms(struct editing *e, size_t i)
{
        struct standing *s = e->row[i];
        int64_t days = e->edit->return_days ? e->edit->return_days : s->return_days;

        if (e->edit->final_sale && s->c.final_sale_tag && s->c.from_shop && !s->c.tagged)
                refuse(e, i, "final-sale-tag-missing", arena_printf(e->arena, "Its product in the shop has no tag \"%s\".", s->c.final_sale_tag));
        else if (!e->edit->final_sale && !days)
                refuse(e, i, "return-days-missing", "It had no days to return: say how many it has now.");
        s->final_sale = e->edit->final_sale;
        s->return_days = days;
        s->rule = "listing";
}

static void check_relist(struct editing *e, size_t i)
{
        struct standing *s = e->row[i];
        struct faults faults;

        if (!s) {
                refuse(e, i, "listing-not-found", "There is no such listing.");
                return;
        }
        s->now.price = price_by_rule(&s->c);
        lint_offer(e->arena, &(struct lint){ .c = &s->c, .price = s->now.price }, &faults);
        if (!text_equal(s->state, "withdrawn") || !s->newest)
                refuse(e, i, "listing-state", s->newest ? arena_printf(e->arena, "The listing is %s.", s->state) : "The unit was offered again since.");
        else if (!text_equal(s->unit_state, "graded"))
                refuse(e, i, "unit-state", arena_printf(e->arena, "The unit is %s.", s->unit_state));
        else if (faults.count)
                refuse(e, i, faults.fault->code, arena_printf(e->arena, "%s %s", faults.fault->detail, faults.fault->mend));
}

static void check(struct editing *e)
{
        for (size_t i = 0; i < e->count; i++) {
                size_t before = e->refused;
                if (e->edit->action == EDIT_RELIST) {
                        check_relist(e, i);
                        continue;
                }
                check_live(e, i);
                if (e->refused == before && e->edit->action == EDIT_PRICE)
                        check_price(e, i);
                if (e->refused == before && e->edit->action == EDIT_TERMS)
                        check_terms(e, i);
        }
}

/* What a second person approves is just this change: another one has another id. */
static const char *subject_of(const struct editing *e)
{
        struct buffer all = { .arena = e->arena };
        char hash[65];

        buffer_printf(&all, "%lld %lld %lld %s", (long long)e->edit->share, (long long)e->edit->by, (long long)e->edit->to.amount, e->edit->to.currency);
        for (size_t i = 0; i < e->count; i++)
                buffer_printf(&all, " %s", e->edit->listing_ids.item[i]);
        sha256_hex(all.text, all.length, hash);
        return arena_printf(e->arena, "%.8s-%.4s-8%.3s-8%.3s-%.12s", hash, hash + 8, hash + 12, hash + 15, hash + 18);
}

static enum problem conclude(struct db *db, struct editing *e, struct edit_refusal *refusal, const char **approved_by)
{
        struct approval_use use = { e->edit->merchant_id, { "" }, "price_floor", e->edit->approval, e->edit->session };

        *approved_by = NULL;
        if (e->refused) {
                buffer_text(&e->refusals, "]");
                refusal->json = e->refusals.text;
                refusal->subject = e->refused == e->below ? subject_of(e) : NULL;
                return refusal->subject ? PROBLEM_PRICE_FLOOR : PROBLEM_EDIT_REFUSED;
        }
        if (e->edit->approval && !e->below) {
                refusal->why = "is only for a price below the floor";
                return PROBLEM_INVALID_FIELD;
        }
        if (!e->edit->approval || !uuid_parse(subject_of(e), &use.subject))
                return PROBLEM_OK;
        return approval_take(db, e->arena, &use, approved_by);
}

/* --- done --- */

static enum problem save(struct db *db, struct editing *e, const char *approved_by)
{
        struct buffer rows = { .arena = e->arena };

        for (size_t i = 0; i < e->count; i++) {
                const struct standing *s = e->row[i];
                struct candidate c = s->c;
                c.currency = s->currency;
                buffer_printf(&rows, "%s{\"listing_id\":\"%s\",\"price\":%lld,\"compare_at\":%lld,\"final_sale\":%s,\"final_sale_set_by\":%s,\"return_days\":%lld,", i ? "," : "[",
                              s->now.listing_id.text, (long long)s->now.price, (long long)fragment_compare_at(&c, s->now.price), s->final_sale ? "true" : "false",
                              s->final_sale ? json_quote(e->arena, e->edit->action == EDIT_TERMS ? e->edit->actor : s->set_by) : "null", (long long)s->return_days);
                buffer_printf(&rows, "\"rule\":%s,\"fragment\":%s}", json_quote(e->arena, s->rule), json_quote(e->arena, standing_render(e->arena, s)));
        }
        buffer_text(&rows, "]");
        return db_exec(db, &sql_save_edits, DB_ARGS(db_uuid(&e->edit->merchant_id), db_text(rows.text), db_text(e->edit->actor), db_text(e->edit->reason), db_text(approved_by)), NULL);
}

static enum problem withdraw(struct db *db, struct editing *e)
{
        struct texts units = { e->count, arena_alloc(e->arena, e->count * sizeof(char *)) }, payloads = { e->count, arena_alloc(e->arena, e->count * sizeof(char *)) };
        int64_t moved;

        for (size_t i = 0; i < e->count; i++) {
                units.item[i] = e->row[i]->c.unit_id.text;
                payloads.item[i] = arena_printf(e->arena, "{\"listing_id\":\"%s\"}", e->edit->listing_ids.item[i]);
        }
        TRY(db_exec(db, &sql_move_units, DB_ARGS(db_uuid(&e->edit->merchant_id), db_text("listed"), db_text("graded"), db_text("withdrawn"), db_text(e->edit->actor),
                                                 db_texts(e->arena, &units), db_texts(e->arena, &payloads)), &moved));
        if (moved != (int64_t)e->count)
                return PROBLEM_TRANSACTION_RETRY;   /* held, and yet gone: it is tried again, and says so */
        return db_exec(db, &sql_withdraw_listings, DB_ARGS(db_uuid(&e->edit->merchant_id), db_texts(e->arena, &e->edit->listing_ids)), NULL);
}

/* Each gets a new id: the offer that was withdrawn stays as it was. */
static enum problem relist(struct db *db, struct editing *e)
{
        struct placing *placing = arena_alloc(e->arena, e->count * sizeof *placing);

        for (size_t i = 0; i < e->count; i++)
                placing[i] = (struct placing){ .c = e->row[i]->c, .price = e->row[i]->now.price };
        TRY(place(db, e->arena, &e->edit->merchant_id, e->edit->actor, placing, e->count));
        for (size_t i = 0; i < e->count; i++) {
                if (!placing[i].placed)
                        return PROBLEM_TRANSACTION_RETRY;   /* somebody moved it meanwhile: it is tried again, and says so */
                e->row[i]->now.listing_id = placing[i].listing_id;
        }
        return PROBLEM_OK;
}

static enum problem show(struct db *db, struct editing *e, const char **json)
{
        struct texts shown = { e->count, arena_alloc(e->arena, e->count * sizeof(char *)) };
        struct buffer out = { .arena = e->arena };

        for (size_t i = 0; i < e->count; i++) {
                const struct standing *s = e->row[i];
                shown.item[i] = s->now.listing_id.text;
                buffer_printf(&out, "%s{\"listing_id\":\"%s\",\"price\":{\"amount\":%lld,\"currency\":\"%s\"}}", i ? "," : "[", s->now.listing_id.text, (long long)s->now.price, s->currency);
        }
        buffer_text(&out, "]");
        *json = out.text;
        if (e->edit->action == EDIT_PRICE || e->edit->action == EDIT_TERMS)
                return pool_and_show(db, e->arena, &e->edit->merchant_id, &shown);
        return shelf_refresh(db, e->arena, &e->edit->merchant_id, &shown);
}

enum problem edit_listings(struct db *db, struct arena *arena, const struct edit *edit, const char **json, struct edit_refusal *refusal)
{
        size_t count = edit->listing_ids.count;
        struct editing e = {
                .arena = arena, .edit = edit, .count = count, .refusals = { .arena = arena },
                .row = arena_alloc(arena, (count + 1) * sizeof(struct standing *)), .held = arena_alloc(arena, count + 1),
        };
        const char *approved_by;

        *refusal = (struct edit_refusal){ 0 };
        TRY(load(db, &e));
        check(&e);
        TRY(conclude(db, &e, refusal, &approved_by));
        if (edit->action == EDIT_WITHDRAW)
                TRY(withdraw(db, &e));
        else if (edit->action == EDIT_RELIST)
                TRY(relist(db, &e));
        else
                TRY(save(db, &e, approved_by));
        return show(db, &e, json);
}
