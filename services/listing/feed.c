#include "feed.h"

#include "listing_sql.h"
#include "xml.h"

enum { ROWS = 500 };

static const struct field row_fields[] = {
        FIELD(struct feed_row, item), FIELD(struct feed_row, listing_id), FIELD(struct feed_row, published_at), FIELD(struct feed_row, changed_at),
};
static const struct shape row_shape = SHAPE(struct feed_row, row_fields);
static const struct field plated_fields[] = {
        FIELD(struct feed_row, item), FIELD(struct feed_row, listing_id), FIELD(struct feed_row, published_at), FIELD(struct feed_row, changed_at), FIELD(struct feed_row, lpn),
        FIELD(struct feed_row, nth),
};
static const struct shape plated_shape = SHAPE(struct feed_row, plated_fields);

static enum problem add(struct buffer *out, const struct feed *feed, const struct feed_row *row)
{
        struct json_fault fault;
        struct feed_item item;
        const struct doc *offer;

        TRY(doc_parse(out->arena, row->item, strlen(row->item), &offer, &fault));
        feed_item_read(offer, &item);
        feed->format->add(out, &feed->shop, &item, row);
        return PROBLEM_OK;
}

static enum problem add_all(struct buffer *out, const struct feed *feed, const struct list *rows, int64_t place)
{
        struct feed_row *row = rows->item;

        for (size_t i = 0; i < rows->count; i++) {
                row[i].place = place + (int64_t)i;
                TRY(add(out, feed, &row[i]));
        }
        return PROBLEM_OK;
}

/* How far a feed has come. */
struct progress { struct instant published_at; struct uuid listing_id; int64_t rows; bool more; };

static enum problem add_some(struct db *db, struct buffer *out, const struct feed *feed, struct progress *at)
{
        struct list rows;
        int64_t want = feed->most && feed->most - at->rows < ROWS ? feed->most - at->rows : ROWS;

        TRY(db_many(db, out->arena, &sql_feed_offers,
                    DB_ARGS(db_uuid(&feed->merchant_id), db_uuid(&feed->collection_id), db_instant(at->published_at), db_uuid(&at->listing_id), db_instant(feed->to),
                            db_int(want)),
                    &row_shape, &rows));
        TRY(add_all(out, feed, &rows, at->rows));
        at->more = rows.count == ROWS;
        at->rows += (int64_t)rows.count;
        if (rows.count) {
                const struct feed_row *last = (const struct feed_row *)rows.item + rows.count - 1;
                at->published_at = last->published_at;
                at->listing_id = last->listing_id;
        }
        return PROBLEM_OK;
}

static void free_arena(struct arena **arena) { arena_free(*arena); }

enum problem feed_write(struct db *db, const struct feed *feed, feed_take *take, void *context)
{
        CLEANUP(free_arena) struct arena *scratch = arena_new();
        struct progress at = { feed->from, { "ffffffff-ffff-ffff-ffff-ffffffffffff" }, 0, true };
        struct buffer out = { .arena = scratch };

        feed->format->begin(&out, &feed->shop);
        while (at.more) {
                TRY(add_some(db, &out, feed, &at));
                if (!at.more)
                        feed->format->end(&out, &feed->shop);
                TRY(take(context, out.text, out.length));
                arena_reset(scratch);
                out = (struct buffer){ .arena = scratch };
        }
        return PROBLEM_OK;
}

enum problem feed_page(struct db *db, struct arena *arena, const struct feed *feed, int64_t limit, int64_t page, const char **text)
{
        struct buffer out = { .arena = arena };
        struct list rows;

        TRY(db_many(db, arena, &sql_feed_page, DB_ARGS(db_uuid(&feed->merchant_id), db_uuid(&feed->collection_id), db_int((page - 1) * limit), db_int(limit)), &plated_shape,
                    &rows));
        feed->format->begin(&out, &feed->shop);
        TRY(add_all(&out, feed, &rows, 0));
        feed->format->end(&out, &feed->shop);
        *text = out.text;
        return PROBLEM_OK;
}

static const struct field version_fields[] = { FIELD(struct feed_version, version), FIELD(struct feed_version, changed_at) };
static const struct shape version_shape = SHAPE(struct feed_version, version_fields);

enum problem feed_version(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *collection_id, struct feed_version *version)
{
        return db_one(db, arena, &sql_select_feed_version, DB_ARGS(db_uuid(merchant_id), db_uuid(collection_id)), &version_shape, version, PROBLEM_COLLECTION_NOT_FOUND);
}
