#include "follow.h"

#include "listing_sql.h"

enum { BATCH = 200 };

struct happened { int64_t version; struct uuid listing_id; const char *item; };
static const struct field happened_fields[] = { FIELD(struct happened, version), FIELD(struct happened, listing_id), FIELD(struct happened, item) };
static const struct shape happened_shape = SHAPE(struct happened, happened_fields);

const char *follow_topic(struct arena *arena, const struct uuid *merchant_id, const struct uuid *collection_id)
{
        return arena_printf(arena, "%s/%s", merchant_id->text, collection_id->text);
}

/* The same as an item of the changes. */
static void add_event(struct buffer *out, const struct happened *row)
{
        buffer_printf(out, "id: %lld\nevent: change\ndata: {\"listing_id\":\"%s\",\"version\":%lld,\"listing\":", (long long)row->version, row->listing_id.text, (long long)row->version);
        buffer_text(out, row->item ? row->item : "null");
        buffer_text(out, "}\n\n");
}

/* A collection that is not live any more has no followers. */
enum problem follow_events(struct db *db, struct arena *arena, const char *topic, int64_t since, int64_t until, struct buffer *out, int64_t *reached)
{
        struct list rows;
        const char *state;

        TRY(db_value(db, arena, &sql_select_topic_state, DB_ARGS(db_text(topic)), &state, PROBLEM_COLLECTION_NOT_FOUND));
        if (!text_equal(state, "live"))
                return PROBLEM_COLLECTION_NOT_FOUND;
        TRY(db_many(db, arena, &sql_list_topic_events, DB_ARGS(db_text(topic), db_int(since), db_int(until), db_int(BATCH)), &happened_shape, &rows));
        const struct happened *row = rows.item;
        for (size_t i = 0; i < rows.count; i++)
                add_event(out, &row[i]);
        *reached = rows.count == BATCH ? row[BATCH - 1].version : until;
        return PROBLEM_OK;
}
