#include "accounts.h"
#include "accounts_api.h"
#include "accounts_sql.h"
#include "resale/clock.h"

static const struct field key_fields[] = {
        FIELD(struct api_key, name, .required = true, .min = 1, .max = 100),
        FIELD(struct api_key, scopes, .required = true, .min = 1, .max = 20),
        FIELD(struct api_key, expires_at),
};
static const struct shape key_shape = SHAPE(struct api_key, key_fields);

enum problem get_keys(struct request *rq)
{
        struct uuid merchant_id;
        struct page page;

        request_merchant(rq, &merchant_id);
        TRY(page_begin(rq, "", &page));
        return page_reply(rq, &page, &sql_list_api_keys, DB_ARGS(db_uuid(&merchant_id), PAGE_ARGS(&page)));
}

enum problem post_keys(struct request *rq)
{
        const char *json, *unknown = NULL;
        struct uuid merchant_id;
        struct api_key key;

        request_merchant(rq, &merchant_id);
        TRY(request_json(rq, &key_shape, &key));
        (void)scope_bits(&key.scopes, &unknown);
        if (unknown)
                return request_invalid(rq, "scopes", "has no scope \"%s\"", unknown);
        if (instant_is_set(key.expires_at) && key.expires_at.micros <= clock_now().micros)
                return request_invalid(rq, "expires_at", "must lie ahead");
        TRY(key_add(request_db(rq), request_arena(rq), &merchant_id, &key, &json));
        TRY(audit_add(request_db(rq), request_actor(rq), "key.added", merchant_id.text, json));
        return reply_text(rq, 201, arena_printf(request_arena(rq), "{\"key\":\"%s\",%s", key.key, json + 1));   /* said this once */
}

enum problem delete_key(struct request *rq)
{
        struct uuid merchant_id, key_id;

        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "key_id", &key_id));
        TRY(key_revoke(request_db(rq), &merchant_id, &key_id));
        TRY(audit_add(request_db(rq), request_actor(rq), "key.revoked", key_id.text, NULL));
        return reply_empty(rq);
}
