#include "accounts.h"
#include "accounts_sql.h"
#include "resale/id.h"

enum { PREFIX_SHOWN = 9 };

enum problem key_add(struct db *db, struct arena *arena, const struct uuid *merchant_id, struct api_key *key, const char **json)
{
        struct uuid key_id;

        uuid_new(&key_id);
        key->key = token_new(arena, "rk_");
        return db_value(db, arena, &sql_insert_api_key,
                        DB_ARGS(db_uuid(merchant_id), db_uuid(&key_id), db_text(key->name), db_text(arena_copy(arena, key->key, PREFIX_SHOWN)),
                                db_text(token_hash(arena, key->key)), db_texts(arena, &key->scopes), db_instant(key->expires_at)),
                        json, PROBLEM_MERCHANT_NOT_FOUND);
}

enum problem key_revoke(struct db *db, const struct uuid *merchant_id, const struct uuid *key_id)
{
        return db_exec_one(db, &sql_revoke_api_key, DB_ARGS(db_uuid(merchant_id), db_uuid(key_id)), PROBLEM_KEY_NOT_FOUND);
}
