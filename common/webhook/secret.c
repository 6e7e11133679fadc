#include "common_sql.h"
#include "resale/crypto.h"
#include "webhook_private.h"

static const char *context_of(struct arena *arena, const struct uuid *merchant_id, enum webhook_source source)
{
        return arena_printf(arena, "webhook_secret %s %s", merchant_id->text, webhook_source_names[source]);
}

struct row { const char *sealed_secret, *sealed_previous; };
static const struct field row_fields[] = { FIELD(struct row, sealed_secret), FIELD(struct row, sealed_previous) };
static const struct shape row_shape = SHAPE(struct row, row_fields);

enum problem webhook_secrets(struct db *db, struct arena *arena, const struct uuid *merchant_id, enum webhook_source source, const char *secrets[2])
{
        const char *context = context_of(arena, merchant_id, source);
        struct row row;

        TRY(db_one(db, arena, &sql_select_webhook_secret, DB_ARGS(db_uuid(merchant_id), db_text(webhook_source_names[source])), &row_shape, &row,
                   PROBLEM_WEBHOOK_NOT_CONNECTED));
        secrets[0] = seal_open(arena, row.sealed_secret, context);
        secrets[1] = row.sealed_previous ? seal_open(arena, row.sealed_previous, context) : NULL;
        return secrets[0] ? PROBLEM_OK : PROBLEM_INTERNAL;
}

enum problem webhook_secret_set(struct db *db, struct arena *arena, const struct uuid *merchant_id, enum webhook_source source, const char *secret)
{
        const char *now[2], *sealed = seal(arena, secret, context_of(arena, merchant_id, source));
        enum problem problem = webhook_secrets(db, arena, merchant_id, source, now);

        if (problem == PROBLEM_OK && text_equal(now[0], secret))
                return PROBLEM_OK;   /* said twice: the one before stays good */
        if (problem == PROBLEM_DATABASE_UNAVAILABLE || problem == PROBLEM_TRANSACTION_RETRY)
                return problem;   /* one that cannot be opened any more is replaced */
        return db_exec_one(db, &sql_upsert_webhook_secret, DB_ARGS(db_uuid(merchant_id), db_text(webhook_source_names[source]), db_text(sealed)),
                           PROBLEM_INTERNAL);
}
