/* The page of a collection: what is on the shelf, by what was asked for. */
#include "shop.h"

#include "listing_sql.h"
#include "resale/id.h"
#include "resale/json.h"
#include "resale/money.h"
#include "shopper.h"
#include "structured.h"

enum { CARDS = 24 };

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

static const char *const sorts[] = { "newest", "price-ascending", "price-descending" };   /* as the pull calls them, by enum pull_sort */

enum problem shop_pull(struct db *db, struct arena *arena, const struct shop_wish *wish, const struct pull_query *query, const struct doc **offers, const char **next)
{
        struct json_fault fault;
        struct pull_page page;
        const struct doc *body;

        TRY(pull_body(db, arena, wish->collection, query, NULL, &page));
        TRY(doc_parse(arena, page.json, strlen(page.json), &body, &fault));
        *offers = doc_get(body, "items");
        *next = page.next;
        return PROBLEM_OK;
}

static struct texts one(struct arena *arena, const char *asked)
{
        struct texts texts = { 0 };

        if (is_asked(asked)) {
                texts.item = arena_alloc(arena, sizeof *texts.item);
                texts.item[texts.count++] = asked;
        }
        return texts;
}

static int64_t amount_of(const char *asked, const char *currency)
{
        struct money money;

        return is_asked(asked) && money_parse(asked, currency, false, &money) ? money.amount : -1;
}

static int sort_of(const struct shop_asked *asked)
{
        for (size_t i = 0; i < ARRAY_LEN(sorts); i++)
                if (text_equal(sorts[i], asked->sort))
                        return (int)i;
        return is_asked(asked->text) ? PULL_RELEVANCE : PULL_NEWEST;
}

/* False: the cursor is none of ours. */
static bool query_of(struct arena *arena, const struct shop_asked *asked, const char *currency, struct pull_query *query)
{
        *query = (struct pull_query){
                .types = one(arena, asked->type), .sizes = one(arena, asked->size), .grades = one(arena, asked->grade), .conditions = one(arena, asked->condition),
                .price_min = amount_of(asked->from, currency), .price_max = amount_of(asked->to, currency), .limit = CARDS, .q = is_asked(asked->text) ? asked->text : NULL,
                .sort = sort_of(asked),
        };
        return !is_asked(asked->cursor) || pull_cursor_parse(arena, asked->cursor, query);
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
        const char *labels[] = { is_asked(asked->text) ? "Best match" : "Newest first", "Price, low to high", "Price, high to low" };

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
                add_option(&choices, i ? sorts[i] : "", labels[i], text_equal(sorts[i], asked->sort));
        buffer_text(&choices, "]");
        add_member(&form, "sorts", choices.text);
        buffer_text(&form, "}");
        add_member(out, "form", form.text);
}

/* What was asked for, each with the address of the page without it. */
static bool add_chips(struct buffer *out, const char *home, const struct shop_asked *asked)
{
        struct shop_asked shown = *asked;
        static const char *const label[] = { "“%s”", "%s", "Size %s", "Grade %s", "%s", "From %s", "Up to %s" };
        struct buffer chips = { .arena = out->arena };
        struct part part[PARTS];

        shown.cursor = NULL;
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

struct shop_shown { const struct doc *facets, *offers; const char *next; };

static void add_page(struct buffer *out, const struct shop *shop, const struct programme *p, const struct shop_asked *asked, const char *next, bool plain)
{
        struct arena *arena = out->arena;
        const char *home = arena_printf(arena, "/shop/%s", p->handle);
        struct shop_asked further = *asked;

        further.cursor = next;
        add_meta(out, text_equal(p->navigation_label, p->name) ? arena_printf(arena, "%s · %s", p->name, p->merchant_name) : arena_printf(arena, "%s · %s", p->navigation_label, p->name),
                 is_asked(p->description) ? p->description : p->name, plain ? shop_page(arena, shop) : NULL);
        add_text(out, "next", next ? address(arena, home, &further, NULL) : NULL);
        add_text(out, "begin", is_asked(asked->cursor) ? address(arena, home, asked, "cursor") : NULL);
}

static const char *page_json(struct arena *arena, const struct shop_wish *wish, const struct programme *p, const struct shop_asked *asked, const struct shop_shown *shown)
{
        struct shop shop = { .origin = wish->origin, .handle = p->handle, .name = p->merchant_name, .description = p->description };
        struct buffer out = { .arena = arena };
        struct feed_item first;

        buffer_text(&out, "{");
        bool filtered = add_chips(&out, arena_printf(arena, "/shop/%s", p->handle), asked);
        bool plain = !filtered && !is_asked(asked->cursor) && !is_asked(asked->sort);
        add_page(&out, &shop, p, asked, shown->next, plain);
        add_shop(&out, p);
        add_form(&out, asked, shown->facets);
        add_cards(&out, &shop, shown->offers);
        if (plain && doc_count(shown->offers)) {
                feed_item_read(doc_item(shown->offers, 0), &first);
                add_text(&out, "image", shop_photo(arena, &shop, &first, 0));
                add_text(&out, "structured", structured_list(arena, shown->offers, 1, &shop));
        }
        buffer_text(&out, "}");
        return out.text;
}

static enum problem find_facets(struct db *db, struct arena *arena, const struct shop_wish *wish, const struct doc **facets)
{
        struct json_fault fault;
        const char *text;

        TRY(db_value(db, arena, &sql_select_facets, DB_ARGS(db_uuid(&wish->collection->merchant_id), db_uuid(&wish->collection->collection_id)), &text, PROBLEM_COLLECTION_NOT_FOUND));
        return doc_parse(arena, text, strlen(text), facets, &fault);
}

enum problem shop_collection_page(struct db *db, struct arena *arena, const struct shop_wish *wish, const struct shop_asked *asked, const char **json, const char **anew)
{
        struct programme programme;
        struct pull_query query;
        struct shop_shown shown;

        *json = *anew = NULL;
        TRY(programme_read(db, arena, &wish->collection->merchant_id, &wish->collection->collection_id, &programme));
        bool ours = query_of(arena, asked, programme.currency, &query);
        enum problem problem = ours ? shop_pull(db, arena, wish, &query, &shown.offers, &shown.next) : PROBLEM_INVALID_FIELD;
        if (problem == PROBLEM_INVALID_FIELD || problem == PROBLEM_PULL_EXPIRED) {
                *anew = address(arena, arena_printf(arena, "/shop/%s", programme.handle), asked, "cursor");
                return PROBLEM_OK;
        }
        TRY(problem);
        TRY(find_facets(db, arena, wish, &shown.facets));
        *json = page_json(arena, wish, &programme, asked, &shown);
        return PROBLEM_OK;
}
