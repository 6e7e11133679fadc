#include "place.h"

#include "listing_sql.h"
#include "resale/clock.h"
#include "resale/id.h"
#include "resale/json.h"
#include "resale/money.h"

enum problem candidates_of(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *collection_id, const struct texts *unit_ids, struct list *found)
{
        return db_many(db, arena, &sql_list_candidates, DB_ARGS(db_uuid(merchant_id), db_uuid(collection_id), db_texts(arena, unit_ids)), &candidate_shape, found);
}

/* Prices by share end in whole units of the currency: 63.72 becomes 63.00. */
static int64_t price_by_share(const struct candidate *c)
{
        int64_t price, unit = currency_digits(c->currency) == 2 ? 100 : 1;

        if (!money_basis_points(c->original_amount, c->price_share, &price))
                return 0;
        return price >= unit ? price - price % unit : price;
}

int64_t price_by_rule(const struct candidate *c)
{
        int64_t price = c->planned_price ? c->planned_price : price_by_share(c);

        if (price && price < c->floor_amount)
                return c->floor_amount;
        return c->ceiling_amount && price > c->ceiling_amount ? c->ceiling_amount : price;
}

struct made {
        struct uuid listing_id, collection_id, unit_id;
        const char *title, *grade, *condition, *condition_text, *currency, *final_sale_set_by, *fragment, *handle, *rule, *body, *product;
        int64_t price, compare_at, return_days, policy_version;
        bool final_sale;
        struct instant published_at;
};
static const struct field made_fields[] = {
        FIELD(struct made, listing_id),
        FIELD(struct made, collection_id),
        FIELD(struct made, unit_id),
        FIELD(struct made, title),
        FIELD(struct made, grade),
        FIELD(struct made, condition),
        FIELD(struct made, condition_text),
        FIELD(struct made, currency),
        FIELD(struct made, final_sale_set_by),
        FIELD(struct made, fragment),
        FIELD(struct made, handle),
        FIELD(struct made, rule),
        FIELD(struct made, body),
        FIELD(struct made, product),
        FIELD(struct made, price),
        FIELD(struct made, compare_at),
        FIELD(struct made, return_days),
        FIELD(struct made, policy_version),
        FIELD(struct made, final_sale),
        FIELD(struct made, published_at),
};
static const struct shape made_shape = SHAPE(struct made, made_fields);

/* Its handle is the title and the end of its id, which tells pieces of one title apart. */
static const char *row(struct arena *arena, const struct placing *p, struct instant now)
{
        const struct candidate *c = &p->c;
        struct offered offered = { p->listing_id, arena_printf(arena, "%s-%s", c->slug, p->listing_id.text + 26), p->price, now, NO_INSTANT };
        struct made made = {
                .listing_id = p->listing_id, .collection_id = c->collection_id, .unit_id = c->unit_id, .title = c->title, .grade = c->grade, .condition = c->condition,
                .condition_text = c->sentence, .currency = c->currency, .final_sale_set_by = c->final_sale_set_by, .handle = offered.handle, .rule = c->rule,
                .body = c->body, .product = c->product_key, .price = p->price, .compare_at = fragment_compare_at(c, p->price), .return_days = c->return_days, .policy_version = c->policy_version,
                .final_sale = c->final_sale, .published_at = now, .fragment = fragment_render(arena, c, &offered),
        };

        return json_write(arena, &made_shape, &made);
}

/* Which units were moved; each payload names its listing. */
static enum problem move(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char *actor, const struct placing *placing, size_t count, struct list *moved)
{
        static const struct field unit_fields[] = { { .name = "unit_id", .type = FIELD_UUID, .offset = 0 } };
        static const struct shape unit_shape_ = { .size = sizeof(struct uuid), .count = 1, .fields = unit_fields };
        struct texts units = { count, arena_alloc(arena, count * sizeof(char *)) }, payloads = { count, arena_alloc(arena, count * sizeof(char *)) };

        for (size_t i = 0; i < count; i++) {
                units.item[i] = placing[i].c.unit_id.text;
                payloads.item[i] = arena_printf(arena, "{\"listing_id\":\"%s\",\"price\":{\"amount\":%lld,\"currency\":\"%s\"}}", placing[i].listing_id.text,
                                                (long long)placing[i].price, placing[i].c.currency);
        }
        return db_many(db, arena, &sql_move_units, DB_ARGS(db_uuid(merchant_id), db_text("graded"), db_text("listed"), db_text("listed"), db_text(actor),
                                                           db_texts(arena, &units), db_texts(arena, &payloads)), &unit_shape_, moved);
}

static bool holds(const struct list *units, const struct uuid *unit_id)
{
        for (size_t i = 0; i < units->count; i++)
                if (uuid_equal((const struct uuid *)units->item + i, unit_id))
                        return true;
        return false;
}

/* Identical pieces are shown as one where their policy says so. */
static enum problem pool(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct placing *placing, size_t count)
{
        struct texts pooled = { 0, arena_alloc(arena, (count + 1) * sizeof(char *)) };

        for (size_t i = 0; i < count; i++)
                if (placing[i].placed && placing[i].c.pool)
                        pooled.item[pooled.count++] = placing[i].listing_id.text;
        return pooled.count ? db_exec(db, &sql_regroup, DB_ARGS(db_uuid(merchant_id), db_texts(arena, &pooled)), NULL) : PROBLEM_OK;
}

enum problem place(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char *actor, struct placing *placing, size_t count)
{
        struct buffer rows = { .arena = arena };
        struct instant now = clock_now();
        struct list moved;

        for (size_t i = 0; i < count; i++)
                uuid_new(&placing[i].listing_id);
        TRY(move(db, arena, merchant_id, actor, placing, count, &moved));
        buffer_text(&rows, "[");
        for (size_t i = 0; i < count; i++) {
                placing[i].placed = holds(&moved, &placing[i].c.unit_id);
                if (placing[i].placed)
                        buffer_printf(&rows, "%s%s", rows.length > 1 ? "," : "", row(arena, &placing[i], now));
        }
        buffer_text(&rows, "]");
        if (!moved.count)
                return PROBLEM_OK;
        TRY(db_exec(db, &sql_insert_listings, DB_ARGS(db_uuid(merchant_id), db_text(rows.text)), NULL));
        return pool(db, arena, merchant_id, placing, count);
}
