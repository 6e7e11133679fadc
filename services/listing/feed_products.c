/*
 * Products as Shopify's storefronts give them. Ids there are numbers that JavaScript must hold, so below 2^53. A product's and its variant's is the number on the
 * plate of its unit, 20 bits of merchant and 30 of serial: no two units have the same, and no unit has two live offers of its own. A pool goes on under the offer that
 * opened it when that one's unit is gone, and may be offered again: so a pool has in three bits more how often the unit had been offered before, which tells it from
 * the unit's own offer, and from seven other pools of that unit. A photo's is the serial and 23 bits of the photo's own id, moved on where a photo of the same
 * product has those: no two photos of a merchant's pieces have the same.
 */
#include "feed.h"
#include "resale/clock.h"
#include "resale/crypto.h"
#include "resale/id.h"
#include "xml.h"

enum { SERIAL_BITS = 30, PLATE_BITS = 50, POOLS = 7, PHOTO_BITS = 23, PHOTOS = 30, OPTIONS = 3 };

struct product { const struct feed_item *item; const struct shop *shop; struct plate plate; int64_t nth; const char *published_at, *updated_at; };

static int64_t product_id(const struct product *p)
{
        int64_t pool = p->item->pooled ? 1 + p->nth % POOLS : 0;

        return pool << PLATE_BITS | plate_merchant(&p->plate) << SERIAL_BITS | plate_serial(&p->plate);
}

static int64_t photo_slot(const char *photo_id)
{
        char hex[65];

        sha256_hex(photo_id, strlen(photo_id), hex);
        hex[8] = '\0';
        return (int64_t)(strtoul(hex, NULL, 16) & ((1 << PHOTO_BITS) - 1));
}

/* Those of the photos that are shown: at most 30. */
static size_t photo_ids(const struct product *p, int64_t ids[PHOTOS])
{
        size_t count = 0;

        for (; count < PHOTOS && count < doc_count(p->item->photos); count++) {
                const char *own = doc_string(doc_get(doc_item(p->item->photos, count), "photo_id"));
                int64_t slot = own ? photo_slot(own) : 0;
                for (size_t i = 0; i < count; i++)
                        if (ids[i] == slot) {
                                slot = (slot + 1) & ((1 << PHOTO_BITS) - 1);
                                i = (size_t)-1;   /* again with all of them */
                        }
                ids[count] = slot;
        }
        for (size_t i = 0; i < count; i++)
                ids[i] |= plate_serial(&p->plate) << PHOTO_BITS;
        return count;
}

static const char *number(struct arena *arena, int64_t value) { return arena_printf(arena, "%lld", (long long)value); }

/* "2026-11-20T12:00:00+00:00" */
static const char *time_text(struct arena *arena, struct instant at)
{
        char text[28];

        instant_format(at, text);
        return arena_printf(arena, "%.19s+00:00", text);
}

static void add_times(struct buffer *out, const struct product *p)
{
        add_text(out, "created_at", p->published_at);
        add_text(out, "updated_at", p->updated_at);
}

static const char *option_value(const struct product *p, size_t n) { return doc_string(doc_get(doc_item(p->item->options, n), "value")); }

static size_t option_count(const struct product *p)
{
        size_t count = doc_count(p->item->options);

        return count < OPTIONS ? count : OPTIONS;
}

/* Shopify writes a product without options as one with the option "Title". */
static void add_options(struct buffer *out, const struct product *p)
{
        struct buffer list = { .arena = out->arena };

        for (size_t n = 0; n < option_count(p); n++)
                buffer_printf(&list, "%s{\"name\":%s,\"position\":%zu,\"values\":[%s]}", n ? "," : "[",
                              json_quote(out->arena, doc_string(doc_get(doc_item(p->item->options, n), "name"))), n + 1, json_quote(out->arena, option_value(p, n)));
        if (list.length)
                buffer_text(&list, "]");
        add_member(out, "options", list.length ? list.text : "[{\"name\":\"Title\",\"position\":1,\"values\":[\"Default Title\"]}]");
}

static const char *image(struct arena *arena, const struct product *p, size_t n, int64_t id)
{
        const struct doc *photo = doc_item(p->item->photos, n);
        struct buffer out = { .arena = arena };

        buffer_printf(&out, "{\"id\":%lld", (long long)id);
        add_times(&out, p);
        add_member(&out, "position", number(arena, (int64_t)n + 1));
        add_member(&out, "product_id", number(arena, product_id(p)));
        add_member(&out, "variant_ids", "[]");
        add_text(&out, "src", shop_photo(arena, p->shop, p->item, n));
        add_member(&out, "width", doc_text(arena, doc_get(photo, "width")));
        add_member(&out, "height", doc_text(arena, doc_get(photo, "height")));
        buffer_text(&out, "}");
        return out.text;
}

static void add_images(struct buffer *out, const struct product *p)
{
        int64_t ids[PHOTOS];
        size_t count = photo_ids(p, ids);

        buffer_text(out, ",\"images\":[");
        for (size_t n = 0; n < count; n++)
                buffer_printf(out, "%s%s", n ? "," : "", image(out->arena, p, n, ids[n]));
        buffer_text(out, "]");
}

static const char *variant_title(struct arena *arena, const struct product *p)
{
        struct buffer title = { .arena = arena };

        for (size_t n = 0; n < option_count(p); n++)
                if (option_value(p, n))
                        buffer_printf(&title, "%s%s", title.length ? " / " : "", option_value(p, n));
        return title.length ? title.text : "Default Title";
}

static void add_variant_options(struct buffer *out, const struct product *p)
{
        for (size_t n = 0; n < OPTIONS; n++) {
                const char *value = n < option_count(p) ? option_value(p, n) : !n ? "Default Title" : NULL;
                add_member(out, arena_printf(out->arena, "option%zu", n + 1), json_quote(out->arena, value));
        }
}

static void add_variant(struct buffer *out, const struct product *p)
{
        struct arena *arena = out->arena;

        buffer_printf(out, ",\"variants\":[{\"id\":%lld", (long long)product_id(p));
        add_text(out, "title", variant_title(arena, p));
        add_variant_options(out, p);
        add_member(out, "sku", json_quote(arena, p->item->sku));
        add_member(out, "requires_shipping", "true");
        add_member(out, "taxable", "true");
        add_member(out, "featured_image", "null");
        add_member(out, "available", "true");
        add_price(out, "price", &p->item->price);
        add_member(out, "grams", "0");
        if (p->item->compare_at.currency[0])
                add_price(out, "compare_at_price", &p->item->compare_at);
        else
                add_member(out, "compare_at_price", "null");
        add_member(out, "position", "1");
        add_member(out, "product_id", number(arena, product_id(p)));
        add_times(out, p);
        buffer_text(out, "}]");
}

/* Nothing else there says what state a product is in. */
static void add_tags(struct buffer *out, const struct shop *shop, const struct feed_item *item)
{
        struct arena *arena = out->arena;

        buffer_printf(out, ",\"tags\":[%s,%s", json_quote(arena, arena_printf(arena, "condition:%s", item->condition)),
                      json_quote(arena, arena_printf(arena, "grade:%s", item->grade)));
        if (item->final_sale)
                buffer_printf(out, ",%s", json_quote(arena, shop->final_sale_tag ? shop->final_sale_tag : "final-sale"));
        buffer_text(out, "]");
}

static const char *body_html(struct arena *arena, const struct feed_item *item)
{
        struct buffer html = { .arena = arena };

        xml_element(&html, "p", item->text);
        if (item->final_sale)
                buffer_text(&html, "<p>Final sale: it cannot be returned.</p>");
        else if (item->return_days)
                buffer_printf(&html, "<p>It can be returned within %lld days.</p>", (long long)item->return_days);
        if (item->warranty_days)
                buffer_printf(&html, "<p>Warranty: %lld days.</p>", (long long)item->warranty_days);
        return html.length ? html.text : "";
}

static void add(struct buffer *page, const struct shop *shop, const struct feed_item *item, const struct feed_row *row)
{
        struct arena *arena = page->arena;
        struct product p = { .item = item, .shop = shop, .nth = row->nth, .published_at = time_text(arena, row->published_at), .updated_at = time_text(arena, row->changed_at) };
        struct buffer out = { .arena = arena };

        if (!plate_parse(row->lpn, &p.plate))
                return;
        buffer_printf(&out, "{\"id\":%lld", (long long)product_id(&p));
        add_text(&out, "title", arena_printf(arena, "%s (%s, grade %s)", item->title, item->condition, item->grade));
        add_text(&out, "handle", item->handle ? item->handle : item->listing_id);
        add_text(&out, "body_html", body_html(arena, item));
        add_text(&out, "published_at", p.published_at);
        add_times(&out, &p);
        add_text(&out, "vendor", item->vendor ? item->vendor : shop->name);
        add_text(&out, "product_type", item->product_type ? item->product_type : "");
        add_tags(&out, shop, item);
        add_variant(&out, &p);
        add_images(&out, &p);
        add_options(&out, &p);
        buffer_printf(page, "%s%s}", page->text[page->length - 1] == '[' ? "" : ",", json_for_html(arena, out.text));
}

static void begin(struct buffer *out, const struct shop *shop)
{
        (void)shop;
        buffer_text(out, "{\"products\":[");
}

static void end(struct buffer *out, const struct shop *shop)
{
        (void)shop;
        buffer_text(out, "]}");
}

const struct feed_format feed_products = { "application/json", begin, add, end };
