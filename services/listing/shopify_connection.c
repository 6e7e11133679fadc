/* Connections to shops: set up, changed, looked at, left; and the lease under which one process at a time calls a shop. */
#include "assets.h"
#include "listing_sql.h"
#include "resale/clock.h"
#include "resale/crypto.h"
#include "resale/id.h"
#include "resale/plan.h"
#include "shopify.h"
#include "shopify_call.h"

enum { CALL_SECONDS = 12 };

static const char *sealed(struct arena *arena, const struct shopify_setup *s, const char *plain, const char *what)
{
        struct shop shop = { .arena = arena, .connection_id = s->connection_id };

        return plain ? seal(arena, plain, shop_seal_name(&shop, what)) : NULL;
}

enum problem shopify_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *connection_id, const char **json)
{
        return db_value(db, arena, &sql_select_shopify_connection, DB_ARGS(db_uuid(merchant_id), db_uuid(connection_id)), json, PROBLEM_SHOPIFY_NOT_FOUND);
}

enum problem shopify_add(struct db *db, struct arena *arena, struct shopify_setup *s, const char **json)
{
        TRY(plan_includes_resale(db, arena, &s->merchant_id));
        uuid_new(&s->connection_id);
        enum problem problem = db_exec(db, &sql_insert_shopify_connection,
                                       DB_ARGS(db_uuid(&s->merchant_id), db_uuid(&s->connection_id), db_text(s->shop), db_text(s->refresh_token ? "refresh_token" : "client_credentials"),
                                               db_text(s->client_id), db_text(sealed(arena, s, s->client_secret, "secret")),
                                               db_text(sealed(arena, s, s->refresh_token, "refresh")), db_text(s->final_sale_tag), db_text(SHOPIFY_VERSION)), NULL);
        if (problem == PROBLEM_DUPLICATE)
                return PROBLEM_ALREADY_EXISTS;
        TRY(problem);
        return shopify_find(db, arena, &s->merchant_id, &s->connection_id, json);
}

static enum problem may_change(struct db *db, struct arena *arena, const struct shopify_setup *s, const char **against)
{
        const char *token = s->refresh_token ? "new" : NULL;

        TRY(db_value(db, arena, &sql_select_shopify_objection,
                     DB_ARGS(db_uuid(&s->merchant_id), db_uuid(&s->connection_id), db_text(s->state), db_text(s->client_secret ? "new" : token), db_text(token),
                             db_text(s->location_id), db_text(s->publication_id)), against, PROBLEM_SHOPIFY_NOT_FOUND));
        if (!**against)
                return PROBLEM_OK;
        return text_equal(*against, "state") ? PROBLEM_SHOPIFY_STATE : PROBLEM_INVALID_FIELD;
}

enum problem shopify_change(struct db *db, struct arena *arena, const struct shopify_setup *s, const char **json, const char **against)
{
        TRY(plan_includes_resale(db, arena, &s->merchant_id));
        TRY(may_change(db, arena, s, against));
        TRY(db_exec_one(db, &sql_update_shopify_connection,
                    DB_ARGS(db_uuid(&s->merchant_id), db_uuid(&s->connection_id), db_text(s->state), db_text(sealed(arena, s, s->client_secret, "secret")),
                            db_text(sealed(arena, s, s->refresh_token, "refresh")), db_text(s->location_id), db_text(s->publication_id), db_text(s->final_sale_tag)), PROBLEM_SHOPIFY_STATE));
        return shopify_find(db, arena, &s->merchant_id, &s->connection_id, json);
}

enum problem shopify_check(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *connection_id, const char **json)
{
        TRY(db_exec_one(db, &sql_begin_shopify_check, DB_ARGS(db_uuid(merchant_id), db_uuid(connection_id)), PROBLEM_SHOPIFY_NOT_FOUND));
        return shopify_find(db, arena, merchant_id, connection_id, json);
}

enum problem shopify_read_back(struct db *db, const struct uuid *merchant_id, const struct uuid *connection_id)
{
        return db_exec_one(db, &sql_begin_shopify_reading, DB_ARGS(db_uuid(merchant_id), db_uuid(connection_id)), PROBLEM_SHOPIFY_NOT_FOUND);
}

enum problem shopify_push_again(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *connection_id, const struct uuid *listing_id, const char **json)
{
        TRY(shopify_find(db, arena, merchant_id, connection_id, json));
        TRY(db_exec_one(db, &sql_push_shopify_again, DB_ARGS(db_uuid(merchant_id), db_uuid(connection_id), db_uuid(listing_id)), PROBLEM_LISTING_NOT_FOUND));
        return db_value(db, arena, &sql_select_shopify_product, DB_ARGS(db_uuid(merchant_id), db_uuid(connection_id), db_uuid(listing_id)), json, PROBLEM_LISTING_NOT_FOUND);
}

enum problem shopify_remove(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *connection_id, bool *gone)
{
        const char *text;

        TRY(db_value(db, arena, &sql_leave_shopify, DB_ARGS(db_uuid(merchant_id), db_uuid(connection_id)), &text, PROBLEM_SHOPIFY_NOT_FOUND));
        *gone = text_equal(text, "true");
        return PROBLEM_OK;
}

/* --- the lease --- */

static const struct field shop_fields[] = {
        FIELD(struct shop, merchant_id),
        FIELD(struct shop, connection_id),
        FIELD(struct shop, lease),
        FIELD(struct shop, shop),
        FIELD(struct shop, grant_type),
        FIELD(struct shop, client_id),
        FIELD(struct shop, sealed_secret),
        FIELD(struct shop, sealed_refresh),
        FIELD(struct shop, sealed_token),
        FIELD(struct shop, token_until),
        FIELD(struct shop, state),
        FIELD(struct shop, location_id),
        FIELD(struct shop, publication_id),
        FIELD(struct shop, shop_currency),
        FIELD(struct shop, final_sale_tag),
        FIELD(struct shop, available),
        FIELD(struct shop, available_at),
        FIELD(struct shop, restore_rate),
        FIELD(struct shop, failures),
        FIELD(struct shop, checked_at),
        FIELD(struct shop, read_operation),
        FIELD(struct shop, read_begun_at),
        FIELD(struct shop, read_is_due),
};
static const struct shape shop_shape = SHAPE(struct shop, shop_fields);

static void hang_up(void *client) { client_free(client); }

enum problem shop_lease(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *connection_id, struct shop *shop)
{
        struct uuid lease;

        *shop = (struct shop){ 0 };
        uuid_new(&lease);
        TRY(db_one(db, arena, &sql_lease_shopify, DB_ARGS(db_uuid(merchant_id), db_uuid(connection_id), db_uuid(&lease)), &shop_shape, shop, PROBLEM_BUSY));
        shop->db = db;
        shop->arena = arena;
        shop->client = client_new_outgoing(CALL_SECONDS);
        arena_defer(arena, hang_up, shop->client);
        return PROBLEM_OK;
}

enum problem shop_release(struct shop *s)
{
        return db_exec(s->db, &sql_release_shopify,
                       DB_ARGS(db_uuid(&s->merchant_id), db_uuid(&s->connection_id), db_uuid(&s->lease), db_bool(s->broken), db_text(s->problem), db_text(s->detail),
                               db_int(s->failures), db_bool(s->slow), db_int(s->available), db_int(s->restore_rate), db_instant(s->available_at), db_text(SHOPIFY_VERSION),
                               db_text(s->answered_version), db_int(s->wait_ms)), NULL);
}
