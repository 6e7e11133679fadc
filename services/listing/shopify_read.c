/* What the shop has, read back in bulk by night: the file is taken line by line as it comes, and compared with what the shop confirmed. */
#include "listing_sql.h"
#include "resale/money.h"
#include "shopify_product.h"

enum { ROWS = 500, READ_SECONDS = 900, AGAIN_SECONDS = 3600 };

struct reading {
        struct shop *shop;
        struct arena *arena;               /* of the rows at hand */
        struct texts product, tag, published, variant, price, stock;
        int64_t products, known;
        enum problem problem;
};

static void begin_rows(struct reading *r)
{
        struct texts *columns[] = { &r->product, &r->tag, &r->published, &r->variant, &r->price, &r->stock };

        arena_reset(r->arena);
        for (size_t i = 0; i < ARRAY_LEN(columns); i++)
                *columns[i] = (struct texts){ .item = arena_alloc(r->arena, ROWS * sizeof(char *)) };
}

static const struct field known_fields[] = { FIELD(struct reading, known) };
static const struct shape known_shape = SHAPE(struct reading, known_fields);

static enum problem take_rows(struct reading *r)
{
        struct shop *s = r->shop;
        struct reading took;

        TRY(db_one(s->db, r->arena, &sql_mark_shopify_seen, DB_ARGS(db_uuid(&s->merchant_id), db_uuid(&s->connection_id), db_texts(r->arena, &r->product), db_texts(r->arena, &r->tag),
                                                                    db_texts(r->arena, &r->published), db_text(s->final_sale_tag)), &known_shape, &took, PROBLEM_INTERNAL));
        r->known += took.known;
        TRY(db_exec(s->db, &sql_mark_shopify_variants, DB_ARGS(db_uuid(&s->merchant_id), db_uuid(&s->connection_id), db_texts(r->arena, &r->variant), db_texts(r->arena, &r->price),
                                                               db_texts(r->arena, &r->stock)), NULL));
        TRY(db_exec_one(s->db, &sql_renew_shopify_lease, DB_ARGS(db_uuid(&s->merchant_id), db_uuid(&s->connection_id), db_uuid(&s->lease)), PROBLEM_BUSY));
        begin_rows(r);
        return PROBLEM_OK;
}

/* One a line. */
static const char *joined(struct arena *arena, const struct doc *tags)
{
        struct buffer out = { .arena = arena };

        buffer_text(&out, "");
        for (size_t i = 0; i < doc_count(tags); i++)
                if (doc_string(doc_item(tags, i)))
                        buffer_printf(&out, "%s\n", doc_string(doc_item(tags, i)));
        return out.text;
}

static void take_product(struct reading *r, const struct doc *row, const char *id)
{
        bool published = doc_is_true(doc_get(row, "publishedOnPublication")) && text_equal(doc_string(doc_get(row, "status")), "ACTIVE");

        r->product.item[r->product.count++] = id;
        r->tag.item[r->tag.count++] = joined(r->arena, doc_get(row, "tags"));
        r->published.item[r->published.count++] = published ? "true" : "false";
        r->products++;
}

static void take_variant(struct reading *r, const struct doc *row, const char *id)
{
        const char *price = doc_scalar(r->arena, doc_get(row, "price")), *currency = r->shop->shop_currency;
        const char *stock = doc_scalar(r->arena, doc_get(doc_item(doc_get(row, "inventoryItem.inventoryLevel.quantities"), 0), "quantity"));
        struct money money;

        if (!price || !currency || !money_parse(price, currency, false, &money))
                return;
        r->variant.item[r->variant.count++] = id;
        r->price.item[r->price.count++] = arena_printf(r->arena, "%lld", (long long)money.amount);
        r->stock.item[r->stock.count++] = stock ? stock : "0";
}

static bool take_line(void *context, const char *text, size_t length)
{
        struct reading *r = context;
        struct json_fault fault;
        const struct doc *row;

        if (!length)
                return true;
        if (doc_parse(r->arena, text, length, &row, &fault) != PROBLEM_OK)
                return false;
        const char *id = doc_string(doc_get(row, "id"));
        if (id && doc_get(row, "__parentId"))
                take_variant(r, row, id);
        else if (id)
                take_product(r, row, id);
        if (r->product.count + r->variant.count == ROWS)
                r->problem = take_rows(r);
        return r->problem == PROBLEM_OK;
}

static enum problem again_later(struct shop *s, const char *words)
{
        shop_closed(s, "read-back", words);
        return db_exec(s->db, &sql_save_shopify_reading, DB_ARGS(db_uuid(&s->merchant_id), db_uuid(&s->connection_id), db_uuid(&s->lease), db_null(), db_int(AGAIN_SECONDS)), NULL);
}

static enum problem judge(struct shop *s, const struct reading *r)
{
        TRY(db_exec(s->db, &sql_archive_shopify, DB_ARGS(db_uuid(&s->merchant_id), db_uuid(&s->connection_id)), NULL));
        return db_exec(s->db, &sql_judge_shopify_drift, DB_ARGS(db_uuid(&s->merchant_id), db_uuid(&s->connection_id), db_instant(s->read_begun_at), db_uuid(&s->lease),
                                                                db_int(r->products), db_int(r->products - r->known)), NULL);
}

/* No address: the shop has nothing with our tag. */
static enum problem compare(struct shop *s, const char *url)
{
        struct reading reading = { .shop = s, .arena = arena_new() };
        struct client *client = client_new_outgoing(READ_SECONDS);
        struct client_answer answer = { .status = 200 };

        begin_rows(&reading);
        enum problem problem = url ? client_lines(client, s->arena, url, take_line, &reading, &answer) : PROBLEM_OK;
        if (problem == PROBLEM_OK && answer.status == 200)
                reading.problem = take_rows(&reading);
        arena_free(reading.arena);
        client_free(client);
        TRY(reading.problem);
        if (problem != PROBLEM_OK || answer.status != 200)
                return again_later(s, "What Shopify read out could not be fetched; it is asked for again in an hour.");
        return judge(s, &reading);
}

static enum problem ask_after(struct shop *s)
{
        struct reply reply;

        TRY(shop_ask(s, "bulk_state", arena_printf(s->arena, "{\"id\":%s}", json_quote(s->arena, s->read_operation)), &reply));
        const char *status = doc_string(doc_get(reply.data, "status"));
        if (reply.said == SAID_LATER || reply.said == SAID_CLOSED)
                return PROBLEM_OK;
        if (text_equal(status, "COMPLETED"))
                return compare(s, doc_string(doc_get(reply.data, "url")));
        if (text_equal(status, "CREATED") || text_equal(status, "RUNNING"))
                return PROBLEM_OK;
        return again_later(s, arena_printf(s->arena, "Shopify could not read out the shop (%s %s); it is asked again in an hour.", status ? status : "no such operation",
                                           doc_string(doc_get(reply.data, "errorCode")) ? doc_string(doc_get(reply.data, "errorCode")) : ""));
}

/* Ids stand in the text: a bulk query takes no variables. */
static const char *query_of(struct shop *s)
{
        static const char publication[] = "gid://shopify/Publication/0", location[] = "gid://shopify/Location/0";
        const char *text = shop_document(s->arena, "read_back"), *p = strstr(text, publication), *l = strstr(text, location);

        return arena_printf(s->arena, "%.*s%s%.*s%s%s", (int)(p - text), text, s->publication_id, (int)(l - p - (long)strlen(publication)), p + strlen(publication), s->location_id,
                            l + strlen(location));
}

static enum problem begin(struct shop *s)
{
        struct reply reply;

        TRY(shop_ask(s, "bulk_begin", arena_printf(s->arena, "{\"query\":%s}", json_quote(s->arena, query_of(s))), &reply));
        if (reply.said == SAID_NO)
                return again_later(s, arena_printf(s->arena, "Shopify does not read out the shop: %s", reply.words));
        const char *id = doc_string(doc_get(reply.data, "bulkOperation.id"));
        if (reply.said != SAID_YES || !id)
                return PROBLEM_OK;
        return db_exec(s->db, &sql_save_shopify_reading, DB_ARGS(db_uuid(&s->merchant_id), db_uuid(&s->connection_id), db_uuid(&s->lease), db_text(id), db_int(0)), NULL);
}

enum problem shop_read_step(struct shop *s)
{
        if (s->read_operation)
                return ask_after(s);
        return s->read_is_due ? begin(s) : PROBLEM_OK;
}
