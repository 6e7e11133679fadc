/* A collection in a shop, filled by tag; and beside it one of what is final sale, for the merchant to name in its return rules. */
#include "listing_sql.h"
#include "resale/crypto.h"
#include "shopify_product.h"

enum { LONGEST_MS = 3600000 };

struct gathered {
        struct uuid collection_id;
        const char *kind, *gid, *sent_digest, *handle, *name, *description, *final_tag, *logo, *logo_type, *sent_logo;
        int64_t attempts;
        bool published;

        bool final_sale;
        const char *problem, *detail;
        int64_t wait_ms;
};
static const struct field gathered_fields[] = {
        FIELD(struct gathered, collection_id), FIELD(struct gathered, kind),      FIELD(struct gathered, gid),
        FIELD(struct gathered, sent_digest),   FIELD(struct gathered, published), FIELD(struct gathered, attempts),
        FIELD(struct gathered, handle),        FIELD(struct gathered, name),      FIELD(struct gathered, description),
        FIELD(struct gathered, final_tag),     FIELD(struct gathered, logo),      FIELD(struct gathered, logo_type),
        FIELD(struct gathered, sent_logo),
};
static const struct shape gathered_shape = SHAPE(struct gathered, gathered_fields);

static enum problem save(struct shop *s, const struct gathered *g)
{
        return db_exec(s->db, &sql_save_shopify_collection,
                       DB_ARGS(db_uuid(&s->merchant_id), db_uuid(&s->connection_id), db_uuid(&g->collection_id), db_text(g->kind), db_text(g->gid), db_text(g->sent_digest),
                               db_bool(g->published), db_int(g->attempts), db_text(g->problem), db_text(g->detail), g->wait_ms >= 0 ? db_int(g->wait_ms) : db_null(), db_text(g->sent_logo)), NULL);
}

static void refused(struct shop *s, struct gathered *g, const struct reply *reply)
{
        if (reply->said == SAID_CLOSED || (reply->said == SAID_LATER && !s->problem))
                return;
        g->problem = reply->said == SAID_LATER ? s->problem : reply->code;
        g->detail = reply->said == SAID_LATER ? s->detail : reply->words;
        g->wait_ms = reply->said == SAID_LATER && ++g->attempts < SHOP_ATTEMPTS_MAX ? pause_after(g->attempts, LONGEST_MS) : -1;
}

static const char *handle_of(const struct shop *s, const struct gathered *g)
{
        return g->final_sale ? arena_printf(s->arena, "%s-final-sale", g->handle) : g->handle;
}

static const char *words_of(const struct shop *s, const struct gathered *g)
{
        const char *title = g->final_sale ? arena_printf(s->arena, "%s: final sale", g->name) : g->name;

        return arena_printf(s->arena, "\"title\":%s,\"descriptionHtml\":%s", json_quote(s->arena, title), json_quote(s->arena, g->final_sale ? "" : plain_html(s->arena, g->description)));
}

static const char *condition(struct arena *arena, const char *tag)
{
        return arena_printf(arena, "{\"productTag\":{\"relation\":\"TAGGED_WITH\",\"matchType\":\"ANY\",\"values\":[%s]}}", json_quote(arena, tag));
}

static const char *creation(const struct shop *s, const struct gathered *g)
{
        struct buffer out = { .arena = s->arena };

        buffer_printf(&out, "{\"collection\":{%s,\"handle\":%s,\"sources\":[{\"source\":{\"title\":%s,\"targetType\":\"PRODUCTS\",\"inclusion\":{\"matchType\":\"ALL\",\"conditions\":[%s",
                      words_of(s, g), json_quote(s->arena, handle_of(s, g)), json_quote(s->arena, g->name), condition(s->arena, product_tag(g->handle, s->arena)));
        if (g->final_sale)
                buffer_printf(&out, ",%s", condition(s->arena, g->final_tag ? g->final_tag : s->final_sale_tag));
        buffer_text(&out, "]}}}]}}");
        return out.text;
}

/* A collection that was there before ours is the merchant's own: it is not touched. */
static enum problem find(struct shop *s, struct gathered *g)
{
        struct reply reply;

        TRY(shop_ask(s, "collection_find", arena_printf(s->arena, "{\"handle\":%s}", json_quote(s->arena, handle_of(s, g))), &reply));
        const char *id = doc_string(doc_get(reply.data, "id"));
        if (reply.said == SAID_YES && id && !g->sent_digest)
                reply = (struct reply){ .said = SAID_NO, .code = "HANDLE_TAKEN",
                                        .words = arena_printf(s->arena, "The shop has a collection with the handle %s already. Give that one another handle.", handle_of(s, g)) };
        if (reply.said != SAID_YES) {
                refused(s, g, &reply);
                return PROBLEM_OK;
        }
        g->gid = id;
        g->sent_digest = "";   /* from here on it is ours */
        g->wait_ms = 0;
        return PROBLEM_OK;
}

static enum problem create(struct shop *s, struct gathered *g)
{
        struct reply reply;

        TRY(find(s, g));
        if (g->problem || g->gid || s->wait_ms)
                return PROBLEM_OK;
        TRY(save(s, g));
        TRY(shop_ask(s, "collection_create", creation(s, g), &reply));
        if (reply.said == SAID_YES)
                g->gid = doc_string(doc_get(reply.data, "collection.id"));
        else
                refused(s, g, &reply);
        return PROBLEM_OK;
}

static enum problem update(struct shop *s, struct gathered *g)
{
        const char *words = words_of(s, g);
        struct reply reply = { .said = SAID_YES };
        char digest[65];

        sha256_hex(words, strlen(words), digest);
        if (!text_equal(digest, g->sent_digest))
                TRY(shop_ask(s, "collection_update", arena_printf(s->arena, "{\"collection\":{\"id\":%s,%s}}", json_quote(s->arena, g->gid), words), &reply));
        if (reply.said == SAID_YES)
                g->sent_digest = arena_copy(s->arena, digest, 64);
        else
                refused(s, g, &reply);
        return PROBLEM_OK;
}

/* The logo as an image that the shop can take; NULL where there is none. */
static enum problem stage_logo(struct shop *s, const struct gathered *g, const char **image, struct reply *reply)
{
        struct staged file = { .name = arena_printf(s->arena, "%s.%s", g->logo, text_equal(g->logo_type, "image/png") ? "png" : "jpg"), .media_type = g->logo_type };
        int status;

        *image = "null";
        if (!g->logo)
                return PROBLEM_OK;
        if (store_get(s->arena, g->logo, &file.blob) != PROBLEM_OK) {
                *reply = (struct reply){ .said = SAID_NO, .code = "LOGO", .words = "The logo cannot be read here." };
                return PROBLEM_OK;
        }
        TRY(shop_ask(s, "staged_uploads", shop_staging(s->arena, "COLLECTION_IMAGE", &file, 1), reply));
        if (reply->said != SAID_YES)
                return PROBLEM_OK;
        const char *source = shop_upload(s, doc_item(doc_get(reply->data, "stagedTargets"), 0), &file, &status);
        if (source)
                *image = arena_printf(s->arena, "{\"src\":%s,\"altText\":%s}", json_quote(s->arena, source), json_quote(s->arena, g->name));
        else
                reply->said = shop_later(s, arena_printf(s->arena, "The logo could not be uploaded (%d).", status));
        return PROBLEM_OK;
}

static enum problem put_logo(struct shop *s, struct gathered *g)
{
        struct reply reply = { .said = SAID_YES };
        const char *image;

        if (g->final_sale || text_equal(g->logo, g->sent_logo))
                return PROBLEM_OK;
        TRY(stage_logo(s, g, &image, &reply));
        if (reply.said == SAID_YES)
                TRY(shop_ask(s, "collection_update", arena_printf(s->arena, "{\"collection\":{\"id\":%s,\"image\":%s}}", json_quote(s->arena, g->gid), image), &reply));
        if (reply.said == SAID_YES)
                g->sent_logo = g->logo;
        else
                refused(s, g, &reply);
        return PROBLEM_OK;
}

static enum problem publish(struct shop *s, struct gathered *g)
{
        struct reply reply = { .said = SAID_YES };

        if (!g->published && !g->final_sale)
                TRY(shop_ask(s, "publish", arena_printf(s->arena, "{\"id\":%s,\"input\":[{\"publicationId\":%s}]}", json_quote(s->arena, g->gid), json_quote(s->arena, s->publication_id)), &reply));
        if (reply.said != SAID_YES) {
                refused(s, g, &reply);
                return PROBLEM_OK;
        }
        g->published = !g->final_sale;
        g->wait_ms = -1;
        g->attempts = 0;
        return PROBLEM_OK;
}

enum problem shop_collection_step(struct shop *s)
{
        struct gathered g;

        TRY(db_one(s->db, s->arena, &sql_next_shopify_collection, DB_ARGS(db_uuid(&s->merchant_id), db_uuid(&s->connection_id)), &gathered_shape, &g, PROBLEM_COLLECTION_NOT_FOUND));
        g.final_sale = text_equal(g.kind, "final_sale");
        g.problem = g.detail = NULL;
        g.wait_ms = 0;
        if (!g.gid)
                TRY(create(s, &g));
        if (g.gid && !g.problem && !s->wait_ms)
                TRY(update(s, &g));
        if (g.gid && !g.problem && !s->wait_ms)
                TRY(publish(s, &g));
        if (g.gid && !g.problem && !s->wait_ms)
                TRY(put_logo(s, &g));
        return save(s, &g);
}
