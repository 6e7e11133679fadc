/* The page of a collection: what is on the shelf, by what was asked for. */
#include "shop.h"

#include "listing_sql.h"
#include "resale/id.h"
#include "resale/json.h"
#include "resale/money.h"
#include "shopper.h"
#include "structured.h"

enum { CARDS = 24 };

static const char *url_quote(struct arena *arena, const char *text)
{
        struct buffer out = { .arena = arena };

        for (const char *c = text; *c; c++)
                if (strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~", *c))
                        buffer_add(&out, c, 1);
                else
                        buffer_printf(&out, "%%%02X", (unsigned char)*c);
        return out.text;
}

/* --- addresses of this page with other wishes --- */

struct part { const char *name, *value; };
enum { PARTS = 9 };

static void parts_of(const struct shop_asked *asked, struct part part[PARTS])
{
        const struct part all[PARTS] = {
                { "q", asked->text }, { "type", asked->type }, { "size", asked->size }, { "grade", asked->grade }, { "condition", asked->condition },
                { "from", asked->from }, { "to", asked->to }, { "sort", asked->sort }, { "cursor", asked->cursor },
        };

        memcpy(part, all, sizeof all);
}

static bool is_asked(const char *value) { return value && *value; }

/* Without the part of this name (NULL: with all). */
static const char *address(struct arena *arena, const char *home, const struct shop_asked *asked, const char *without)
{
        struct buffer out = { .arena = arena };
        struct part part[PARTS];
        char before = '?';

        parts_of(asked, part);
        buffer_text(&out, home);
        for (size_t i = 0; i < PARTS; i++) {
                if (!is_asked(part[i].value) || text_equal(part[i].name, without))
                        continue;
                buffer_printf(&out, "%c%s=%s", before, part[i].name, url_quote(arena, part[i].value));
                before = '&';
        }
        return out.text;
}

/* --- what is on the shelf --- */

struct pulled { const char *item; };
static const struct field pulled_fields[] = { FIELD(struct pulled, item) };
static const struct shape pulled_shape = SHAPE(struct pulled, pulled_fields);

/* The fragments as one document. */
static enum problem join(struct arena *arena, const struct list *pulled, const struct doc **offers)
{
        struct buffer all = { .arena = arena };
        const struct pulled *row = pulled->item;
        struct json_fault fault;

        buffer_text(&all, "[");
        for (size_t i = 0; i < pulled->count; i++)
                buffer_printf(&all, "%s%s", i ? "," : "", row[i].item);
        buffer_text(&all, "]");
        return doc_parse(arena, all.text, all.length, offers, &fault) == PROBLEM_OK ? PROBLEM_OK : PROBLEM_INTERNAL;
}

enum problem shop_newest(struct db *db, struct arena *arena, const struct shop_wish *wish, int64_t count, const struct doc **offers)
{
        struct list pulled;

        TRY(db_many(db, arena, &sql_pull_listings, DB_ARGS(db_uuid(&wish->merchant_id), db_uuid(&wish->collection_id), db_text("infinity"), db_text("00000000-0000-0000-0000-000000000000"), db_int(count)),
                    &pulled_shape, &pulled));
        return join(arena, &pulled, offers);
}

/* --- the form --- */

static void add_option(struct buffer *out, const char *value, const char *label, bool chosen)
{
        char last = out->text[out->length - 1];

        buffer_printf(out, "%s{\"value\":%s,\"label\":%s,\"chosen\":%s}", last == '[' ? "" : ",", json_quote(out->arena, value), json_quote(out->arena, label), chosen ? "true" : "false");
}

/* A choice among the values that there are; one that was asked for is among them even when there is none of it any more. */
static void add_choice(struct buffer *out, const char *name, const char *label, const char *any, const struct doc *values, const char *asked, const char *(*called)(const char *))
{
        struct buffer options = { .arena = out->arena };
        char last = out->text[out->length - 1];
        bool met = !is_asked(asked);

        buffer_text(&options, "[");
        add_option(&options, "", any, met);
        for (size_t i = 0; i < doc_count(values); i++) {
                const char *value = doc_string(doc_item(values, i));
                met |= text_equal(value, asked);
                add_option(&options, value, called ? called(value) : value, text_equal(value, asked));
        }
        if (!met)
                add_option(&options, asked, asked, true);
        buffer_printf(out, "%s{\"name\":\"%s\",\"label\":\"%s\",\"options\":%s]}", last == '[' ? "" : ",", name, label, options.text);
}

static void add_form(struct buffer *out, const struct shop_asked *asked, const struct doc *facets)
{
        struct buffer choices = { .arena = out->arena }, form = { .arena = out->arena };
        static const struct { const char *value, *label; } sorts[] = { { "", "Newest first" }, { "price", "Price, low to high" }, { "-price", "Price, high to low" } };

        buffer_text(&choices, "[");
        add_choice(&choices, "type", "Type", "All types", doc_get(facets, "types"), asked->type, NULL);
        add_choice(&choices, "size", "Size", "All sizes", doc_get(facets, "sizes"), asked->size, NULL);
        add_choice(&choices, "condition", "Condition", "Any condition", doc_get(facets, "conditions"), asked->condition, condition_label);
        add_choice(&choices, "grade", "Grade", "Any grade", doc_get(facets, "grades"), asked->grade, NULL);
        buffer_text(&choices, "]");
        buffer_text(&form, "{");
        add_text(&form, "text", asked->text);
        add_text(&form, "from", asked->from);
        add_text(&form, "to", asked->to);
        add_member(&form, "choices", choices.text);
        choices.length = 0;
        buffer_text(&choices, "[");
        for (size_t i = 0; i < ARRAY_LEN(sorts); i++)
                add_option(&choices, sorts[i].value, sorts[i].label, text_equal(sorts[i].value, asked->sort ? asked->sort : ""));
        buffer_text(&choices, "]");
        add_member(&form, "sorts", choices.text);
        buffer_text(&form, "}");
        add_member(out, "form", form.text);
}

/* What was asked for, each with the address of the page without it. */
static bool add_chips(struct buffer *out, const char *home, const struct shop_asked *asked)
{
        const struct shop_asked shown = { .text = asked->text, .type = asked->type, .size = asked->size, .grade = asked->grade, .condition = asked->condition, .from = asked->from, .to = asked->to, .sort = asked->sort };
        static const char *const label[] = { "“%s”", "%s", "Size %s", "Grade %s", "%s", "From %s", "Up to %s" };
        struct buffer chips = { .arena = out->arena };
        struct part part[PARTS];

        parts_of(&shown, part);
        for (size_t i = 0; i < ARRAY_LEN(label); i++) {
                if (!is_asked(part[i].value))
                        continue;
                const char *value = text_equal(part[i].name, "condition") ? condition_label(part[i].value) : part[i].value, *at = strstr(label[i], "%s");
                const char *words = arena_printf(out->arena, "%.*s%s%s", (int)(at - label[i]), label[i], value, at + 2);
                buffer_printf(&chips, "%s{\"label\":%s,\"without\":%s}", chips.length ? "," : "[", json_quote(out->arena, words),
                              json_quote(out->arena, address(out->arena, home, &shown, part[i].name)));
        }
        if (chips.length) {
                buffer_text(&chips, "]");
                add_member(out, "chips", chips.text);
        }
        add_member(out, "asked", chips.length ? "true" : "false");
        return chips.length;
}

/* --- the page --- */

static const char *page_json(struct arena *arena, const struct shop_wish *wish, const struct programme *p, const struct shop_asked *asked, const struct doc *facets, const struct doc *offers)
{
        const char *home = arena_printf(arena, "/shop/%s", p->handle);
        struct shop shop = { .origin = wish->origin, .handle = p->handle, .name = p->name, .description = p->description };
        struct buffer out = { .arena = arena };
        struct feed_item first;

        buffer_text(&out, "{");
        bool filtered = add_chips(&out, home, asked);
        bool plain = !filtered && !is_asked(asked->cursor) && !is_asked(asked->sort);
        add_meta(&out, arena_printf(arena, "%s · %s", p->navigation_label, p->name), is_asked(p->description) ? p->description : p->name, plain ? shop_page(arena, &shop) : NULL);
        add_shop(&out, p);
        add_form(&out, asked, facets);
        add_cards(&out, &shop, offers, NULL, CARDS);
        add_member(&out, "first_page", plain || !is_asked(asked->cursor) ? "true" : "false");
        add_text(&out, "begin", address(arena, home, asked, "cursor"));
        if (plain && doc_count(offers)) {
                feed_item_read(doc_item(offers, 0), &first);
                add_text(&out, "image", shop_photo(arena, &shop, &first, 0));
                add_text(&out, "structured", structured_list(arena, offers, 1, &shop));
        }
        buffer_text(&out, "}");
        return out.text;
}

enum problem shop_collection_page(struct db *db, struct arena *arena, const struct shop_wish *wish, const struct shop_asked *asked, const char **json, const char **field)
{
        const struct doc *offers, *facets;
        struct programme programme;
        struct json_fault fault;
        const char *text;

        *field = NULL;
        TRY(programme_read(db, arena, &wish->merchant_id, &wish->collection_id, &programme));
        TRY(db_value(db, arena, &sql_select_facets, DB_ARGS(db_uuid(&wish->merchant_id), db_uuid(&wish->collection_id)), &text, PROBLEM_COLLECTION_NOT_FOUND));
        TRY(doc_parse(arena, text, strlen(text), &facets, &fault));
        TRY(shop_newest(db, arena, wish, CARDS, &offers));
        *json = page_json(arena, wish, &programme, asked, facets, offers);
        return PROBLEM_OK;
}
