/* Shopify's product feed, worked on after it was answered. */
#include "catalogue.h"
#include "resale/clock.h"
#include "resale/json.h"
#include "resale/money.h"

enum { VARIANTS_MAX = 2048 };   /* of a Shopify product */

/* Exact beyond 2^53: the gid's digits, else the number, which is exact here as well. */
static const char *id_of(struct arena *arena, const struct doc *object)
{
        const char *gid = doc_string(doc_get(object, "admin_graphql_api_id"));

        return plain_id(gid ? gid : doc_scalar(arena, doc_get(object, "id")));
}

/* What the sender may leave out or say too long for us: text, or nothing. */
static const char *text_of(const struct doc *object, const char *name, size_t max)
{
        const char *text = doc_string(doc_get(object, name));

        return text && *text && strlen(text) <= max && utf8_is_plain(text) ? text : NULL;
}

static const char *tags_of(struct arena *arena, const struct doc *product)
{
        const struct doc *tags = doc_get(product, "tags");
        struct buffer out = { .arena = arena };

        if (doc_string(tags))
                return text_of(product, "tags", 1900);
        for (size_t i = 0; i < doc_count(tags) && out.length < 1600; i++)
                if (doc_string(doc_item(tags, i)) && strlen(doc_string(doc_item(tags, i))) <= 255)
                        buffer_printf(&out, "%s%s", out.length ? ", " : "", doc_string(doc_item(tags, i)));
        return out.text;
}

/* The picture that names the variant by its image_id, else the product's first. */
static const char *image_of(struct arena *arena, const struct doc *product, const struct doc *variant)
{
        const char *wanted = doc_scalar(arena, doc_get(variant, "image_id"));
        const struct doc *images = doc_get(product, "images");

        for (size_t i = 0; wanted && i < doc_count(images); i++)
                if (text_equal(doc_scalar(arena, doc_get(doc_item(images, i), "id")), wanted))
                        return text_of(doc_item(images, i), "src", 2000);
        const struct doc *first = doc_count(images) ? doc_item(images, 0) : doc_get(product, "image");
        return text_of(first, "src", 2000);
}

static void options_of(struct arena *arena, const struct doc *product, const struct doc *variant, const char **cell)
{
        static const char *const names[] = { "option1", "option2", "option3" };
        const struct doc *list = doc_get(product, "options");
        struct options options = { 0 };

        for (size_t i = 0; i < ARRAY_LEN(names); i++) {
                options.name[i] = doc_string(doc_get(doc_item(list, i), "name"));
                options.value[i] = text_of(variant, names[i], 255);
        }
        options_take(arena, &options, cell);
}

static void price_of(struct arena *arena, const struct doc *variant, const char *currency, const char **cell)
{
        const char *decimal = doc_scalar(arena, doc_get(variant, "price"));
        struct money price;

        if (!decimal || !money_parse(decimal, currency, false, &price))
                return;
        cell[CELL_PRICE] = arena_printf(arena, "%lld", (long long)price.amount);
        cell[CELL_CURRENCY] = currency;
}

static void add_cells(struct buffer *out, const char *const *cell)
{
        buffer_text(out, out->length ? "," : "[");
        for (int i = 0; i < CELL_COUNT; i++) {
                buffer_text(out, i ? "," : "[");
                buffer_text(out, json_quote(out->arena, cell[i]));
        }
        buffer_text(out, "]");
}

static bool add_variant(struct buffer *out, struct shop_product *known, const struct doc *product, const struct doc *variant, const char *currency)
{
        const char *cell[CELL_COUNT] = {
                [CELL_PRODUCT_ID] = known->product_id, [CELL_VARIANT_ID] = id_of(out->arena, variant), [CELL_HANDLE] = text_of(product, "handle", 300),
                [CELL_TITLE] = text_of(product, "title", 500), [CELL_VENDOR] = text_of(product, "vendor", 200), [CELL_PRODUCT_TYPE] = text_of(product, "product_type", 200),
                [CELL_SKU] = text_of(variant, "sku", 200), [CELL_BARCODE] = text_of(variant, "barcode", 50), [CELL_IMAGE_URL] = image_of(out->arena, product, variant),
                [CELL_TAGS] = tags_of(out->arena, product), [CELL_SOURCE_AT] = known->source_at,
        };

        if (!cell[CELL_VARIANT_ID] || !cell[CELL_TITLE])
                return false;
        options_of(out->arena, product, variant, cell);
        price_of(out->arena, variant, currency, cell);
        add_cells(out, cell);
        known->variants.item[known->variants.count++] = cell[CELL_VARIANT_ID];
        return true;
}

/* Of a large product `variants` holds some only; `variant_gids` names them all. */
static void add_names(struct arena *arena, struct shop_product *known, const struct doc *gids)
{
        for (size_t i = 0; i < doc_count(gids) && known->variants.count < VARIANTS_MAX * 2; i++) {
                const char *id = id_of(arena, doc_item(gids, i));
                if (id)
                        known->variants.item[known->variants.count++] = id;
        }
}

static enum problem take_product(struct db *db, struct arena *arena, const struct inbox_message *message, const struct doc *product, struct shop_product *known)
{
        const struct doc *variants = doc_get(product, "variants");
        struct buffer cells = { .arena = arena };
        const char *currency;
        struct instant at;

        known->source_at = doc_string(doc_get(product, "updated_at"));
        if (!known->source_at || !instant_parse(known->source_at, &at) || !doc_count(variants) || doc_count(variants) > VARIANTS_MAX)
                return PROBLEM_INVALID_FIELD;
        TRY(catalogue_begin(db, arena, &message->merchant_id, &currency));
        known->variants.item = arena_alloc(arena, 2 * VARIANTS_MAX * sizeof *known->variants.item);
        for (size_t i = 0; i < doc_count(variants); i++)
                if (!add_variant(&cells, known, product, doc_item(variants, i), currency))
                        return PROBLEM_INVALID_FIELD;
        add_names(arena, known, doc_get(product, "variant_gids"));
        buffer_text(&cells, "]");
        known->cells = cells.text;
        return catalogue_take(db, arena, known);
}

static enum problem work(struct db *db, struct arena *arena, const struct inbox_message *message)
{
        struct shop_product known = { .merchant_id = message->merchant_id, .cells = "[]" };
        struct json_fault fault;
        const struct doc *body;
        const char *currency;

        TRY(doc_parse(arena, message->body, strlen(message->body), &body, &fault));
        known.product_id = id_of(arena, body);
        if (!known.product_id)
                return PROBLEM_INVALID_FIELD;
        if (text_equal(message->topic, "products/create") || text_equal(message->topic, "products/update"))
                return take_product(db, arena, message, body, &known);
        if (!text_equal(message->topic, "products/delete"))
                return PROBLEM_OK;   /* a topic we have no use for */
        TRY(catalogue_begin(db, arena, &message->merchant_id, &currency));
        return catalogue_take(db, arena, &known);
}

enum problem shop_inbox_step(struct db *db, struct arena *arena, bool *more)
{
        return inbox_step(db, arena, work, more);
}
