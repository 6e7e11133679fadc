#include "common_sql.h"
#include "resale/crypto.h"
#include "resale/id.h"
#include "resale/outbox.h"

enum problem outbox_subscribe(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char *url, const char *secret)
{
        if (!url)
                return db_exec(db, &sql_delete_subscription, DB_ARGS(db_uuid(merchant_id)), NULL);
        const char *sealed = seal(arena, secret, arena_printf(arena, "subscription %s", merchant_id->text));
        return db_exec(db, &sql_upsert_subscription, DB_ARGS(db_uuid(merchant_id), db_text(url), db_text(sealed)), NULL);
}

enum problem outbox_add(struct db *db, const struct uuid *merchant_id, const char *topic, const char *payload)
{
        struct uuid delivery_id;

        uuid_new(&delivery_id);
        return db_exec(db, &sql_insert_outbox, DB_ARGS(db_uuid(merchant_id), db_uuid(&delivery_id), db_text(topic), db_text(payload)), NULL);
}
