#include "shopper.h"

#include "resale/money.h"

enum { ROW = 4 };   /* cards in the first rows */

/* --- words --- */

static const char *symbol_of(const char *currency)
{
        static const struct { const char *currency, *symbol; } known[] = {
                { "USD", "$" }, { "EUR", "€" }, { "GBP", "£" }, { "JPY", "¥" }, { "CAD", "CA$" }, { "AUD", "A$" }, { "NZD", "NZ$" },
        };

        for (size_t i = 0; i < ARRAY_LEN(known); i++)
                if (text_equal(known[i].currency, currency))
                        return known[i].symbol;
        return NULL;
}

const char *price_words(struct arena *arena, const struct money *price)
{
        struct buffer out = { .arena = arena };
        char plain[MONEY_TEXT];

        money_format(price, plain);
        const char *symbol = symbol_of(price->currency);
        buffer_text(&out, symbol ? symbol : "");
        for (size_t i = 0, whole = strcspn(plain, "."); plain[i]; i++)
                buffer_printf(&out, "%s%c", i && i < whole && (whole - i) % 3 == 0 ? "," : "", plain[i]);
        if (!symbol)
                buffer_printf(&out, " %s", price->currency);
        return out.text;
}

const char *amount_words(struct arena *arena, int64_t amount, const char *currency)
{
        struct money money = { .amount = amount };

        snprintf(money.currency, sizeof money.currency, "%s", currency);
        return price_words(arena, &money);
}

const char *condition_label(const char *condition)
{
        return text_equal(condition, "new") ? "New" : text_equal(condition, "refurbished") ? "Refurbished" : text_equal(condition, "damaged") ? "Damaged" : "Pre-owned";
}

const char *return_words(struct arena *arena, bool final_sale, int64_t days)
{
        if (final_sale || days <= 0)
                return "Final sale: this piece cannot be returned.";
        return arena_printf(arena, "You can return it within %lld day%s of delivery.", (long long)days, days == 1 ? "" : "s");
}

const char *warranty_words(struct arena *arena, int64_t days)
{
        return days > 0 ? arena_printf(arena, "It comes with a warranty of %lld days.", (long long)days) : NULL;
}

/* --- the shop --- */

void add_shop(struct buffer *out, const struct programme *p)
{
        struct buffer shop = { .arena = out->arena }, logo = { .arena = out->arena };
        const char *home = arena_printf(out->arena, "/shop/%s", p->handle);

        buffer_text(&shop, "{");
        add_text(&shop, "name", p->name);
        add_text(&shop, "label", p->navigation_label);
        add_text(&shop, "merchant", p->merchant_name);
        add_text(&shop, "description", p->description);
        add_text(&shop, "home", home);
        add_text(&shop, "look", arena_printf(out->arena, "/listing/v1/collections/%s/look.css", p->handle));
        if (p->logo_url) {
                buffer_text(&logo, "{");
                add_text(&logo, "src", p->logo_url);
                add_member(&logo, "width", arena_printf(out->arena, "%lld", (long long)p->logo_width));
                add_member(&logo, "height", arena_printf(out->arena, "%lld", (long long)p->logo_height));
                buffer_text(&logo, "}");
                add_member(&shop, "logo", logo.text);
        }
        buffer_text(&shop, "}");
        add_member(out, "shop", shop.text);
}

/* --- photos --- */

static void add_number(struct buffer *out, const char *name, int64_t number)
{
        add_member(out, name, arena_printf(out->arena, "%lld", (long long)number));
}

static int64_t number_at(const struct doc *object, const char *name, int64_t absent)
{
        int64_t number;

        return doc_integer(doc_get(object, name), &number) ? number : absent;
}

/* The widths that are narrower than the photo, and the first that is not. */
static void add_sources(struct buffer *out, const char *path, int64_t width)
{
        static const int widths[] = { 320, 640, 1280 };
        struct buffer set = { .arena = out->arena };

        for (size_t i = 0; i < ARRAY_LEN(widths); i++) {
                bool last = width <= widths[i];
                buffer_printf(&set, "%s%s/%d %lldw", i ? ", " : "", path, widths[i], (long long)(last ? width : widths[i]));
                if (last)
                        break;
        }
        add_text(out, "srcset", set.text);
        add_text(out, "src", arena_printf(out->arena, "%s/640", path));
}

static bool add_photo(struct buffer *out, const struct shop *shop, const struct doc *photo, const char *fallback)
{
        const char *id = doc_string(doc_get(photo, "photo_id")), *alt = doc_string(doc_get(photo, "alt"));
        int64_t width = number_at(photo, "width", 4), height = number_at(photo, "height", 3);

        if (!id || width < 1 || height < 1)
                return false;
        add_sources(out, arena_printf(out->arena, "/listing/v1/collections/%s/photos/%s", shop->handle, id), width);
        add_number(out, "width", width);
        add_number(out, "height", height);
        add_text(out, "alt", alt && *alt ? alt : fallback);
        return true;
}

/* --- an offer --- */

static const char *share_off(struct arena *arena, const struct feed_item *item)
{
        if (!item->compare_at.currency[0] || item->compare_at.amount <= item->price.amount)
                return NULL;
        int64_t share = (item->compare_at.amount - item->price.amount) * 100 / item->compare_at.amount;
        return share > 0 ? arena_printf(arena, "%lld%% less than new", (long long)share) : NULL;
}

static void add_basics(struct buffer *out, const struct shop *shop, const struct feed_item *item)
{
        struct arena *arena = out->arena;

        add_text(out, "href", shop_offer(arena, &(struct shop){ .origin = "", .handle = shop->handle }, item));
        add_text(out, "title", item->title);
        add_text(out, "vendor", item->vendor);
        add_text(out, "product_type", item->product_type);
        add_text(out, "size", item->size);
        add_text(out, "grade", item->grade);
        add_text(out, "condition", condition_label(item->condition));
        add_text(out, "price", price_words(arena, &item->price));
        if (item->compare_at.currency[0])
                add_text(out, "compare_at", price_words(arena, &item->compare_at));
        add_text(out, "saving", share_off(arena, item));
        add_member(out, "final_sale", item->final_sale || item->return_days <= 0 ? "true" : "false");
}

void add_card(struct buffer *out, const struct shop *shop, const struct doc *offer, size_t nth)
{
        struct buffer photo = { .arena = out->arena };
        struct feed_item item;

        feed_item_read(offer, &item);
        buffer_text(out, "{");
        add_basics(out, shop, &item);
        add_member(out, "later", nth < ROW ? "false" : "true");
        add_member(out, "first", nth ? "false" : "true");
        buffer_text(&photo, "{");
        if (add_photo(&photo, shop, doc_item(item.photos, 0), item.title)) {
                buffer_text(&photo, "}");
                add_member(out, "photo", photo.text);
        }
        buffer_text(out, "}");
}

static void add_flaws(struct buffer *out, const struct doc *flaws)
{
        struct buffer list = { .arena = out->arena };

        buffer_text(&list, "[");
        for (size_t i = 0; i < doc_count(flaws); i++)
                buffer_printf(&list, "%s{\"number\":%lld,\"text\":%s}", i ? "," : "", (long long)number_at(doc_item(flaws, i), "number", (int64_t)i + 1),
                              json_quote(out->arena, doc_string(doc_get(doc_item(flaws, i), "text"))));
        buffer_text(&list, "]");
        add_member(out, "flaws", list.text);
        add_member(out, "has_flaws", doc_count(flaws) ? "true" : "false");
}

struct pinned { int64_t width, height, radius; const char *photo_id; };

static void add_pin(struct buffer *out, const struct doc *pin, int64_t number, const struct pinned *photo)
{
        int64_t x = number_at(pin, "x", -1) * photo->width / 10000, y = number_at(pin, "y", -1) * photo->height / 10000;
        int64_t base = y + photo->radius * 7 / 16, size = photo->radius * 5 / 4;

        if (text_equal(doc_string(doc_get(pin, "photo_id")), photo->photo_id) && x >= 0 && y >= 0)
                buffer_printf(out, "%s{\"number\":%lld,\"x\":%lld,\"y\":%lld,\"base\":%lld,\"radius\":%lld,\"size\":%lld}", out->length ? "," : "[", (long long)number, (long long)x,
                              (long long)y, (long long)base, (long long)photo->radius, (long long)size);
}

/* Where a photo shows flaws, in its own pixels. */
static void add_pins(struct buffer *out, const struct doc *flaws, const struct doc *photo)
{
        struct pinned of = { number_at(photo, "width", 4), number_at(photo, "height", 3), .photo_id = doc_string(doc_get(photo, "photo_id")) };
        struct buffer list = { .arena = out->arena };

        of.radius = (of.width > of.height ? of.width : of.height) / 32 + 1;
        for (size_t i = 0; i < doc_count(flaws); i++) {
                const struct doc *flaw = doc_item(flaws, i), *pins = doc_get(flaw, "pins");
                int64_t number = number_at(flaw, "number", (int64_t)i + 1);
                for (size_t n = 0; n < doc_count(pins); n++)
                        add_pin(&list, doc_item(pins, n), number, &of);
        }
        if (list.length) {
                buffer_text(&list, "]");
                add_member(out, "pins", list.text);
                add_member(out, "pinned", "true");
        }
}

static void add_photos(struct buffer *out, const struct shop *shop, const struct feed_item *item, const struct doc *flaws)
{
        struct buffer list = { .arena = out->arena };

        buffer_text(&list, "[");
        for (size_t i = 0; i < doc_count(item->photos); i++) {
                struct buffer photo = { .arena = out->arena };
                buffer_text(&photo, "{");
                if (!add_photo(&photo, shop, doc_item(item->photos, i), arena_printf(out->arena, "%s, photo %zu", item->title ? item->title : "The piece", i + 1)))
                        continue;
                add_member(&photo, "later", list.length > 1 ? "true" : "false");
                add_pins(&photo, flaws, doc_item(item->photos, i));
                buffer_printf(&list, "%s%s}", list.length > 1 ? "," : "", photo.text);
        }
        buffer_text(&list, "]");
        add_member(out, "photos", list.text);
}

/* Not said again: a condition of no more than the grade's words, which stand before it. */
static const char *what_is_more(const char *condition, const char *words)
{
        const char *again = condition && words ? strcasestr(condition, words) : NULL;

        return again && strlen(again) <= strlen(words) + 1 ? NULL : condition;
}

void add_offer(struct buffer *out, const struct shop *shop, const struct doc *offer)
{
        const char *grade_text = doc_string(doc_get(offer, "grade_text"));
        const struct doc *flaws = doc_get(offer, "flaws");
        struct feed_item item;

        feed_item_read(offer, &item);
        buffer_text(out, "{");
        add_basics(out, shop, &item);
        add_photos(out, shop, &item, flaws);
        add_flaws(out, flaws);
        add_text(out, "condition_text", what_is_more(item.text, grade_text));
        add_text(out, "grade_name", doc_string(doc_get(offer, "grade_name")));
        add_text(out, "grade_text", grade_text);
        add_text(out, "returns", return_words(out->arena, item.final_sale, item.return_days));
        add_text(out, "warranty", warranty_words(out->arena, item.warranty_days));
        add_text(out, "sku", item.sku);
        add_text(out, "gtin", item.gtin);
        add_member(out, "options", doc_text(out->arena, item.options));
        if (item.quantity > 1)
                add_text(out, "quantity", arena_printf(out->arena, "%lld", (long long)item.quantity));
        buffer_text(out, "}");
}

/* --- pages --- */

void add_meta(struct buffer *out, const char *title, const char *description, const char *canonical)
{
        struct buffer page = { .arena = out->arena };

        buffer_text(&page, "{");
        add_text(&page, "title", title);
        add_text(&page, "description", description);
        add_text(&page, "canonical", canonical);
        buffer_text(&page, "}");
        add_member(out, "page", page.text);
}

void add_cards(struct buffer *out, const struct shop *shop, const struct doc *offers)
{
        struct buffer cards = { .arena = out->arena };

        buffer_text(&cards, "[");
        for (size_t i = 0; i < doc_count(offers); i++) {
                buffer_text(&cards, i ? "," : "");
                add_card(&cards, shop, doc_item(offers, i), i);
        }
        buffer_text(&cards, "]");
        add_member(out, "cards", cards.text);
        add_member(out, "any", doc_count(offers) ? "true" : "false");
}
