#include "structured.h"

#include "resale/money.h"

#define CONTEXT "{\"@context\":\"https://schema.org\",\"@type\":"

static const char *images(struct arena *arena, const struct shop *shop, const struct feed_item *item)
{
        struct buffer out = { .arena = arena };
        const char *photo;

        for (size_t n = 0; (photo = shop_photo(arena, shop, item, n)); n++)
                buffer_printf(&out, "%s%s", n ? "," : "[", json_quote(arena, photo));
        if (!out.length)
                return NULL;
        buffer_text(&out, "]");
        return out.text;
}

/* What may be sent back, and until when. */
static const char *return_policy(struct arena *arena, const struct shop *shop, const struct feed_item *item)
{
        struct buffer out = { .arena = arena };
        bool no = item->final_sale || !item->return_days;

        buffer_text(&out, "{\"@type\":\"MerchantReturnPolicy\"");
        add_member(&out, "applicableCountry", shop->countries);
        add_text(&out, "returnPolicyCategory", no ? "https://schema.org/MerchantReturnNotPermitted" : "https://schema.org/MerchantReturnFiniteReturnWindow");
        if (!no) {
                add_member(&out, "merchantReturnDays", arena_printf(arena, "%lld", (long long)item->return_days));
                add_text(&out, "returnMethod", "https://schema.org/ReturnByMail");
        }
        buffer_text(&out, "}");
        return out.text;
}

static const char *warranty(struct arena *arena, int64_t days)
{
        return days ? arena_printf(arena, "{\"@type\":\"WarrantyPromise\",\"durationOfWarranty\":{\"@type\":\"QuantitativeValue\",\"value\":%lld,\"unitCode\":\"DAY\"}}", (long long)days)
                    : NULL;
}

/* The price it had when new, struck through beside the one it has. */
static const char *price_when_new(struct arena *arena, const struct feed_item *item)
{
        struct buffer out = { .arena = arena };

        if (!item->compare_at.currency[0])
                return NULL;
        buffer_text(&out, "{\"@type\":\"UnitPriceSpecification\"");
        add_text(&out, "priceType", "https://schema.org/StrikethroughPrice");
        add_price(&out, "price", &item->compare_at);
        add_text(&out, "priceCurrency", item->compare_at.currency);
        buffer_text(&out, "}");
        return out.text;
}

/* A thing that has nothing but a name, and a value. */
static const char *named(struct arena *arena, const char *type, const char *name, const char *value)
{
        struct buffer out = { .arena = arena };

        buffer_printf(&out, "{\"@type\":\"%s\"", type);
        add_text(&out, "name", name);
        add_text(&out, "value", value);
        buffer_text(&out, "}");
        return out.text;
}

static const char *offer_of(struct arena *arena, const struct shop *shop, const struct feed_item *item)
{
        struct buffer out = { .arena = arena };

        buffer_text(&out, "{\"@type\":\"Offer\"");
        add_text(&out, "url", shop_offer(arena, shop, item));
        add_price(&out, "price", &item->price);
        add_text(&out, "priceCurrency", item->price.currency);
        add_text(&out, "priceValidUntil", item->valid_until ? arena_copy(arena, item->valid_until, strnlen(item->valid_until, 10)) : NULL);
        add_member(&out, "priceSpecification", price_when_new(arena, item));
        add_text(&out, "availability", "https://schema.org/InStock");
        add_text(&out, "itemCondition", item->item_condition);
        add_member(&out, "seller", named(arena, "Organization", shop->name, NULL));
        add_member(&out, "hasMerchantReturnPolicy", return_policy(arena, shop, item));
        add_member(&out, "warranty", warranty(arena, item->warranty_days));
        buffer_text(&out, "}");
        return out.text;
}

static void add_product(struct buffer *out, const struct shop *shop, const struct feed_item *item)
{
        struct arena *arena = out->arena;

        add_text(out, "@id", shop_offer(arena, shop, item));
        add_text(out, "url", shop_offer(arena, shop, item));
        add_text(out, "name", item->title);
        add_text(out, "description", item->text);
        add_member(out, "image", images(arena, shop, item));
        add_text(out, "sku", item->sku);
        add_text(out, "gtin", item->gtin);
        add_member(out, "brand", item->vendor ? named(arena, "Brand", item->vendor, NULL) : NULL);
        add_text(out, "category", item->product_type);
        add_text(out, "size", item->size);
        add_text(out, "color", item->color);
        add_text(out, "itemCondition", item->item_condition);
        add_member(out, "additionalProperty", item->grade ? named(arena, "PropertyValue", "Grade", item->grade) : NULL);
        add_member(out, "offers", offer_of(arena, shop, item));
        buffer_text(out, "}");
}

const char *structured_item(struct arena *arena, const struct feed_item *item, const struct shop *shop)
{
        struct buffer out = { .arena = arena };

        buffer_text(&out, "{\"@type\":\"Product\"");
        add_product(&out, shop, item);
        return json_for_html(arena, out.text);
}

const char *structured_product(struct arena *arena, const struct doc *offer, const struct shop *shop)
{
        struct buffer out = { .arena = arena };
        struct feed_item item;

        feed_item_read(offer, &item);
        buffer_text(&out, CONTEXT "\"Product\"");
        add_product(&out, shop, &item);
        return json_for_html(arena, out.text);
}

const char *structured_list(struct arena *arena, const struct doc *offers, size_t first, const struct shop *shop)
{
        struct buffer out = { .arena = arena };
        struct feed_item item;

        buffer_text(&out, CONTEXT "\"ItemList\"");
        add_text(&out, "url", shop_page(arena, shop));
        add_text(&out, "name", shop->name);
        buffer_text(&out, ",\"itemListElement\":[");
        for (size_t i = 0; i < doc_count(offers); i++) {
                feed_item_read(doc_item(offers, i), &item);
                buffer_printf(&out, "%s{\"@type\":\"ListItem\",\"position\":%zu", i ? "," : "", first + i);
                add_text(&out, "url", shop_offer(arena, shop, &item));
                buffer_text(&out, "}");
        }
        buffer_text(&out, "]}");
        return json_for_html(arena, out.text);
}
