/* What a shop is told of an offer. Lists replace what the shop had. */
#include "fragment.h"
#include "offer.h"
#include "resale/money.h"
#include "shopify_product.h"

enum { OPTIONS_MAX = 3 };   /* of a product, at Shopify */

const char *decimal(struct arena *arena, int64_t amount, const char *currency)
{
        int digits = currency_digits(currency);
        int64_t unit = 1;

        for (int i = 0; i < digits; i++)
                unit *= 10;
        return digits > 0 ? arena_printf(arena, "%lld.%0*lld", (long long)(amount / unit), digits, (long long)(amount % unit)) : arena_printf(arena, "%lld", (long long)amount);
}

const char *product_tag(const char *collection_handle, struct arena *arena)
{
        return arena_printf(arena, "resale:%s", collection_handle);
}

static const char *text_of(const struct product *p, const char *member)
{
        const char *text = doc_string(doc_get(p->offer, member));

        return text ? text : "";
}

/* Final sale is a tag before anything can be sold: Loop reads the tags of the moment of the order. */
static void tags(struct buffer *out, const struct shop *shop, const struct product *p)
{
        struct arena *arena = shop->arena;

        buffer_printf(out, "\"tags\":[\"resale-partner\",%s,%s,\"condition:%s\"", json_quote(arena, product_tag(p->collection_handle, arena)),
                      json_quote(arena, arena_printf(arena, "grade:%s", p->grade)), p->condition);
        if (p->final_sale)
                buffer_printf(out, ",%s", json_quote(arena, p->final_tag));
        buffer_text(out, "]");
}

/* Of text that may hold anything. */
static void escaped(struct buffer *out, const char *text)
{
        for (; *text; text++)
                if (*text == '<' || *text == '>' || *text == '&' || *text == '"')
                        buffer_printf(out, "&#%d;", *text);
                else
                        buffer_add(out, text, 1);
}

static void paragraph(struct buffer *out, const char *text)
{
        if (!*text)
                return;
        buffer_text(out, "<p>");
        escaped(out, text);
        buffer_text(out, "</p>");
}

const char *plain_html(struct arena *arena, const char *text)
{
        struct buffer out = { .arena = arena };

        buffer_text(&out, "");
        paragraph(&out, text);
        return out.text;
}

static const char *description(struct arena *arena, const struct product *p)
{
        struct buffer out = { .arena = arena };

        paragraph(&out, arena_printf(arena, "Grade %s. %s", p->grade, p->condition_text));
        paragraph(&out, text_of(p, "grade_text"));
        paragraph(&out, p->final_sale ? "Final sale: it cannot be returned." : arena_printf(arena, "It can be returned within %lld days.", (long long)p->return_days));
        return out.text;
}

/* The offer's own options, else its size, else Shopify's name for having none. */
static size_t options(struct arena *arena, const struct product *p, const char *name[OPTIONS_MAX], const char *value[OPTIONS_MAX])
{
        const struct doc *list = doc_get(p->offer, "options");
        size_t count = 0;

        for (size_t i = 0; i < doc_count(list) && count < OPTIONS_MAX; i++) {
                const char *n = doc_string(doc_get(doc_item(list, i), "name")), *v = doc_scalar(arena, doc_get(doc_item(list, i), "value"));
                if (!n || !*n || !v)
                        continue;
                name[count] = n;
                value[count++] = v;
        }
        if (count)
                return count;
        name[0] = *text_of(p, "size") ? "Size" : "Title";
        value[0] = *text_of(p, "size") ? text_of(p, "size") : "Default Title";
        return 1;
}

static void variant(struct buffer *out, const struct shop *shop, const struct product *p, bool first, size_t count, const char *const *name, const char *const *value)
{
        struct arena *arena = shop->arena;

        buffer_text(out, "\"variants\":[{\"optionValues\":[");
        for (size_t i = 0; i < count; i++)
                buffer_printf(out, "%s{\"optionName\":%s,\"name\":%s}", i ? "," : "", json_quote(arena, name[i]), json_quote(arena, value[i]));
        buffer_printf(out, "],\"price\":\"%s\",\"compareAtPrice\":", decimal(arena, p->price_amount, p->currency));
        buffer_text(out, p->compare_at_amount ? arena_printf(arena, "\"%s\"", decimal(arena, p->compare_at_amount, p->currency)) : "null");
        buffer_printf(out, ",\"sku\":%s,\"barcode\":%s,\"inventoryPolicy\":\"DENY\",\"inventoryItem\":{\"tracked\":true,\"requiresShipping\":true}", json_quote(arena, p->lpn),
                      *text_of(p, "gtin") ? json_quote(arena, text_of(p, "gtin")) : "null");
        if (first)
                buffer_printf(out, ",\"inventoryQuantities\":[{\"locationId\":%s,\"name\":\"available\",\"quantity\":0}]", json_quote(arena, shop->location_id));
        buffer_text(out, "}]");
}

const char *product_input(const struct shop *shop, const struct product *p, const char *files, bool first)
{
        struct arena *arena = shop->arena;
        struct buffer out = { .arena = arena };
        const char *name[OPTIONS_MAX], *value[OPTIONS_MAX];
        size_t count = options(arena, p, name, value);

        buffer_printf(&out, "{\"handle\":%s,\"input\":{\"handle\":%s,\"title\":%s,\"descriptionHtml\":%s,", json_quote(arena, p->handle), json_quote(arena, p->handle),
                      json_quote(arena, p->title), json_quote(arena, description(arena, p)));
        buffer_printf(&out, "\"vendor\":%s,\"productType\":%s,\"status\":\"ACTIVE\",", json_quote(arena, *text_of(p, "vendor") ? text_of(p, "vendor") : NULL),
                      json_quote(arena, text_of(p, "product_type")));
        tags(&out, shop, p);
        buffer_printf(&out, ",\"files\":%s,\"productOptions\":[", files);
        for (size_t i = 0; i < count; i++)
                buffer_printf(&out, "%s{\"name\":%s,\"values\":[{\"name\":%s}]}", i ? "," : "", json_quote(arena, name[i]), json_quote(arena, value[i]));
        buffer_text(&out, "],");
        variant(&out, shop, p, first, count, name, value);
        buffer_text(&out, "}}");
        return out.text;
}

static void metafield(struct buffer *out, struct arena *arena, const char *owner, const char *space, const char *key, const char *value)
{
        if (value && *value)
                buffer_printf(out, "%s{\"ownerId\":%s,\"namespace\":\"%s\",\"key\":\"%s\",\"type\":\"single_line_text_field\",\"value\":%s}", out->length > 16 ? "," : "",
                              json_quote(arena, owner), space, key, json_quote(arena, value));
}

/* Google's channel reads the variant's, people and themes the product's. */
const char *product_metafields(const struct shop *shop, const struct product *p)
{
        const char *google = condition_words(p->condition)->google;
        struct buffer out = { .arena = shop->arena };

        buffer_text(&out, "{\"metafields\":[");
        metafield(&out, shop->arena, p->product_gid, "resale", "grade", p->grade);
        metafield(&out, shop->arena, p->product_gid, "resale", "condition", p->condition);
        metafield(&out, shop->arena, p->product_gid, "resale", "condition_text", p->condition_text);
        metafield(&out, shop->arena, p->product_gid, "resale", "listing_id", p->listing_id.text);
        metafield(&out, shop->arena, p->product_gid, "mm-google-shopping", "condition", google);
        metafield(&out, shop->arena, p->variant_gid, "mm-google-shopping", "condition", google);
        buffer_text(&out, "]}");
        return out.text;
}
