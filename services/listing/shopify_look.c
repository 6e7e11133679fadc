/* What a shop says of itself and of what the token may do. */
#include "listing_sql.h"
#include "shopify_call.h"

enum { LOOK_AGAIN_MS = 15 * 60000 };

static struct texts scopes_of(struct arena *arena, const struct doc *data)
{
        const struct doc *list = doc_get(data, "currentAppInstallation.accessScopes");
        struct texts scopes = { .item = arena_alloc(arena, (doc_count(list) + 1) * sizeof(char *)) };

        for (size_t i = 0; i < doc_count(list); i++) {
                const char *handle = doc_string(doc_get(doc_item(list, i), "handle"));
                if (handle)
                        scopes.item[scopes.count++] = handle;
        }
        return scopes;
}

/* Where orders of the online shop are sent from, else any that is open. */
static const char *usual_location(const struct doc *locations)
{
        const char *usual = NULL;

        for (size_t i = 0; i < doc_count(locations); i++) {
                const struct doc *one = doc_item(locations, i);
                if (!doc_is_true(doc_get(one, "isActive")))
                        continue;
                if (doc_is_true(doc_get(one, "fulfillsOnlineOrders")))
                        return doc_string(doc_get(one, "id"));
                usual = usual ? usual : doc_string(doc_get(one, "id"));
        }
        return usual;
}

static const char *name_of(const struct doc *publication)
{
        const char *title = doc_string(doc_get(publication, "catalog.title"));

        return title ? title : "";
}

static const char *usual_publication(const struct doc *publications)
{
        for (size_t i = 0; i < doc_count(publications); i++)
                if (text_equal(name_of(doc_item(publications, i)), "Online Store"))
                        return doc_string(doc_get(doc_item(publications, i), "id"));
        return doc_count(publications) == 1 ? doc_string(doc_get(doc_item(publications, 0), "id")) : NULL;
}

/* [{"id","name"}] of either kind. */
static const char *choices(struct arena *arena, const struct doc *nodes, bool publications)
{
        struct buffer out = { .arena = arena };

        buffer_text(&out, "[");
        for (size_t i = 0; i < doc_count(nodes); i++) {
                const struct doc *one = doc_item(nodes, i);
                const char *name = publications ? name_of(one) : doc_string(doc_get(one, "name"));
                buffer_printf(&out, "%s{\"id\":%s,\"name\":%s}", i ? "," : "", json_quote(arena, doc_string(doc_get(one, "id"))), json_quote(arena, name));
        }
        buffer_text(&out, "]");
        return out.text;
}

static const struct field chosen_fields[] = { FIELD(struct shop, location_id), FIELD(struct shop, publication_id) };
static const struct shape chosen_shape = SHAPE(struct shop, chosen_fields);

static enum problem keep(struct shop *s, const struct doc *data)
{
        const struct doc *locations = doc_get(data, "locations.nodes"), *publications = doc_get(data, "publications.nodes");
        struct texts scopes = scopes_of(s->arena, data);

        s->shop_currency = doc_string(doc_get(data, "shop.currencyCode"));
        return db_one(s->db, s->arena, &sql_save_shopify_look,
                      DB_ARGS(db_uuid(&s->merchant_id), db_uuid(&s->connection_id), db_uuid(&s->lease), db_texts(s->arena, &scopes), db_text(doc_string(doc_get(data, "shop.name"))),
                              db_text(s->shop_currency), db_text(choices(s->arena, locations, false)), db_text(choices(s->arena, publications, true)),
                              db_text(usual_location(locations)), db_text(usual_publication(publications))),
                      &chosen_shape, s, PROBLEM_BUSY);
}

bool shop_is_ready(struct shop *s)
{
        if (!s->location_id)
                shop_closed(s, "no-location", "The shop has no location where stock can be kept.");
        else if (!s->publication_id)
                shop_closed(s, "no-publication", "Choose where it is published: the shop has no sales channel named Online Store.");
        return s->location_id && s->publication_id;
}

enum problem shop_look(struct shop *s, enum said *said)
{
        struct reply reply;

        TRY(shop_ask(s, "check", "{}", &reply));
        *said = reply.said;
        if (reply.said == SAID_NO) {
                shop_closed(s, "scopes", arena_printf(s->arena, "The shop does not say what the token may do: %s", reply.words));
                s->wait_ms = LOOK_AGAIN_MS;
                *said = SAID_CLOSED;
        }
        if (reply.said != SAID_YES)
                return PROBLEM_OK;
        return keep(s, reply.data);
}
