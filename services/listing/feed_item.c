#include "feed_item.h"

#include <strings.h>

#include "resale/money.h"

static struct money money_of(const struct doc *value)
{
        struct money money = { 0 };
        const char *currency = doc_string(doc_get(value, "currency"));

        if (currency && strlen(currency) == 3 && doc_integer(doc_get(value, "amount"), &money.amount))
                memcpy(money.currency, currency, sizeof money.currency);
        return money;
}

static const char *text_of(const struct doc *offer, const char *name)
{
        const char *text = doc_string(doc_get(offer, name));

        return text && *text ? text : NULL;
}

static int64_t number_of(const struct doc *offer, const char *name)
{
        int64_t number = 0;

        return doc_integer(doc_get(offer, name), &number) ? number : 0;
}

/* The value of the option with one of two names, however they are written. */
static const char *option_of(const struct doc *options, const char *name, const char *other)
{
        for (size_t i = 0; i < doc_count(options); i++) {
                const char *own = text_of(doc_item(options, i), "name");
                if (own && (strcasecmp(own, name) == 0 || strcasecmp(own, other) == 0))
                        return text_of(doc_item(options, i), "value");
        }
        return NULL;
}

void feed_item_read(const struct doc *offer, struct feed_item *item)
{
        const struct doc *options = doc_get(offer, "options");

        *item = (struct feed_item){
                .listing_id = text_of(offer, "listing_id"), .handle = text_of(offer, "handle"), .title = text_of(offer, "title"), .text = text_of(offer, "condition_text"),
                .sku = text_of(offer, "sku"), .vendor = text_of(offer, "vendor"), .product_type = text_of(offer, "product_type"), .size = text_of(offer, "size"),
                .color = option_of(options, "color", "colour"), .gtin = text_of(offer, "gtin"), .grade = text_of(offer, "grade"),
                .condition = text_of(offer, "condition"), .item_condition = text_of(offer, "item_condition"), .google_condition = text_of(offer, "google_condition"),
                .published_at = text_of(offer, "published_at"), .valid_until = text_of(offer, "valid_until"), .price = money_of(doc_get(offer, "price")),
                .compare_at = money_of(doc_get(offer, "compare_at_price")), .return_days = number_of(offer, "return_days"),
                .warranty_days = number_of(offer, "warranty_days"), .quantity = number_of(offer, "quantity"), .final_sale = doc_is_true(doc_get(offer, "final_sale")),
                .pooled = doc_is_true(doc_get(offer, "pooled")), .options = options, .photos = doc_get(offer, "photos"),
        };
        if (!item->size)
                item->size = option_of(options, "size", "size");
}

const char *shop_page(struct arena *arena, const struct shop *shop)
{
        return arena_printf(arena, "%s/shop/%s", shop->origin, shop->handle);
}

const char *shop_offer(struct arena *arena, const struct shop *shop, const struct feed_item *item)
{
        return arena_printf(arena, "%s/shop/%s/p/%s", shop->origin, shop->handle, item->handle ? item->handle : item->listing_id);
}

const char *shop_photo(struct arena *arena, const struct shop *shop, const struct feed_item *item, size_t n)
{
        const char *id = text_of(doc_item(item->photos, n), "photo_id");

        return id ? arena_printf(arena, "%s/listing/v1/collections/%s/photos/%s/1280", shop->origin, shop->handle, id) : NULL;
}

void add_member(struct buffer *out, const char *name, const char *json)
{
        char last = out->length ? out->text[out->length - 1] : '{';

        if (json)
                buffer_printf(out, "%s\"%s\":%s", last == '{' ? "" : ",", name, json);
}

void add_text(struct buffer *out, const char *name, const char *text)
{
        if (text)
                add_member(out, name, json_quote(out->arena, text));
}

void add_price(struct buffer *out, const char *name, const struct money *price)
{
        char text[MONEY_TEXT];

        money_format(price, text);
        add_text(out, name, text);
}

const char *json_for_html(struct arena *arena, const char *json)
{
        struct buffer out = { .arena = arena };

        for (size_t plain = strcspn(json, "<>&"); json[plain]; plain = strcspn(json, "<>&")) {
                buffer_add(&out, json, plain);
                buffer_printf(&out, "\\u%04x", (unsigned char)json[plain]);
                json += plain + 1;
        }
        buffer_text(&out, json);
        return out.text;
}

const char *url_quote(struct arena *arena, const char *text)
{
        struct buffer out = { .arena = arena };

        buffer_text(&out, "");
        for (const char *c = text ? text : ""; *c; c++)
                if (strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~", *c))
                        buffer_add(&out, c, 1);
                else
                        buffer_printf(&out, "%%%02X", (unsigned char)*c);
        return out.text;
}
