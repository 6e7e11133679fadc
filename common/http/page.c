#include <ctype.h>

#include "http_private.h"
#include "resale/crypto.h"
#include "resale/id.h"

enum { LIMIT_DEFAULT = 50, LIMIT_MAX = 200 };

static const struct field row_fields[] = { FIELD(struct page_row, item), FIELD(struct page_row, key), FIELD(struct page_row, id) };
static const struct shape row_shape = SHAPE(struct page_row, row_fields);

char *cursor_make(struct arena *arena, const struct uuid *id, const char *key)
{
        const char *plain = arena_printf(arena, "%s%s", id->text, key);

        return hex_encode(arena, (const unsigned char *)plain, strlen(plain));
}

bool cursor_parse(struct arena *arena, const char *cursor, struct page *page)
{
        size_t length = strlen(cursor);
        char *plain;

        if (length < 72 || length > 1200 || !hex_decode(arena, cursor, &plain))
                return false;
        const char *id = arena_copy(arena, plain, 36);
        page->key = plain + 36;
        return uuid_parse(id, &page->id) && text_equal(id, page->id.text);   /* we write it in lower case */
}

enum problem page_begin(struct request *rq, const char *first, struct page *page)
{
        const char *cursor = request_query(rq, "cursor");

        page->limit = LIMIT_DEFAULT;
        page->key = first;
        memcpy(page->id.text, text_equal(first, "infinity") ? "ffffffff-ffff-ffff-ffff-ffffffffffff" : "00000000-0000-0000-0000-000000000000", 37);
        TRY(request_query_int(rq, "limit", 1, LIMIT_MAX, &page->limit));
        if (cursor && !cursor_parse(rq->arena, cursor, page))
                return request_invalid(rq, "cursor", "is not one of ours");
        return PROBLEM_OK;
}

/* Percent-encoded but for the unreserved characters of RFC 3986 and slashes. */
static void add_encoded(struct buffer *out, const char *text)
{
        for (; *text; text++)
                if (isalnum((unsigned char)*text) || strchr("-._~/", *text))
                        buffer_add(out, text, 1);
                else
                        buffer_printf(out, "%%%02X", (unsigned char)*text);
}

/* What else the query said goes on to the next page. */
static enum MHD_Result add_argument(void *context, enum MHD_ValueKind kind, const char *name, const char *value)
{
        struct buffer *link = context;

        (void)kind;
        if (text_equal(name, "limit") || text_equal(name, "cursor") || text_equal(name, "since"))
                return MHD_YES;
        buffer_text(link, "&");
        add_encoded(link, name);
        buffer_text(link, "=");
        add_encoded(link, value ? value : "");
        return MHD_YES;
}

void reply_next(struct request *rq, int64_t limit, const char *cursor)
{
        struct buffer link = { .arena = rq->arena };

        buffer_text(&link, "<");
        add_encoded(&link, rq->path);
        buffer_printf(&link, "?limit=%lld&cursor=%s", (long long)limit, cursor);
        MHD_get_connection_values(rq->connection, MHD_GET_ARGUMENT_KIND, add_argument, &link);
        buffer_text(&link, ">; rel=\"next\"");
        reply_header(rq, "Link", link.text);
}

static const char *rows_json(struct request *rq, const struct page *page, const struct list *rows)
{
        struct buffer out = { .arena = rq->arena };
        const struct page_row *row = rows->item;
        size_t shown = rows->count > (size_t)page->limit ? (size_t)page->limit : rows->count;

        buffer_text(&out, "{\"items\":[");
        for (size_t i = 0; i < shown; i++) {
                buffer_text(&out, i ? "," : "");
                buffer_text(&out, row[i].item);
        }
        if (rows->count > shown) {
                const char *cursor = cursor_make(rq->arena, &row[shown - 1].id, row[shown - 1].key);
                buffer_printf(&out, "],\"next\":\"%s\"}", cursor);
                reply_next(rq, page->limit, cursor);
        } else {
                buffer_text(&out, "],\"next\":null}");
        }
        return out.text;
}

static enum problem render(struct request *rq, const struct page *page, const struct sql *sql, struct db_args args, const char **json)
{
        struct list rows;

        *json = "";
        enum problem problem = db_many(rq->db, rq->arena, sql, args, &row_shape, &rows);
        if (problem == PROBLEM_INVALID_FIELD && request_query(rq, "cursor"))
                return request_invalid(rq, "cursor", "is not one of ours");   /* well-formed, but not a key of this list */
        TRY(problem);
        *json = rows_json(rq, page, &rows);
        return PROBLEM_OK;
}

enum problem page_reply_rows(struct request *rq, const struct page *page, const struct list *rows)
{
        return reply_text(rq, 200, rows_json(rq, page, rows));
}

enum problem page_reply(struct request *rq, const struct page *page, const struct sql *sql, struct db_args args)
{
        const char *json = "";

        TRY(render(rq, page, sql, args, &json));
        return reply_text(rq, 200, json);
}

enum problem page_reply_tagged(struct request *rq, const struct page *page, const struct sql *sql, struct db_args args, const char *cache_control)
{
        const char *json = "";

        TRY(render(rq, page, sql, args, &json));
        return reply_tagged(rq, json, NULL, cache_control);
}
