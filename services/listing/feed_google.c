/* Google Merchant Center: RSS 2.0 with its namespace. What is longer than it may be there is cut; an offer without a photo cannot be in it. */
#include "feed.h"
#include "resale/id.h"
#include "resale/money.h"
#include "xml.h"

#include <strings.h>

enum { TITLE = 150, DESCRIPTION = 5000, BRAND = 70, PRODUCT_TYPE = 750, SIZE = 100, COLOR = 40, MORE_IMAGES = 10 };

static void begin(struct buffer *out, const struct shop *shop)
{
        buffer_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:g=\"http://base.google.com/ns/1.0\"><channel>");
        xml_element(out, "title", shop->name);
        xml_element(out, "link", shop_page(out->arena, shop));
        xml_element(out, "description", *shop->description ? shop->description : shop->name);
        buffer_text(out, "\n");
}

static void add_money(struct buffer *out, const char *name, const struct money *money)
{
        char text[MONEY_TEXT];

        money_format(money, text);
        buffer_printf(out, "<%s>%s %s</%s>", name, text, money->currency, name);
}

static void add_prices(struct buffer *out, const struct feed_item *item)
{
        bool sale = item->compare_at.currency[0];

        add_money(out, "g:price", sale ? &item->compare_at : &item->price);
        if (sale)
                add_money(out, "g:sale_price", &item->price);
}

static void add_images(struct buffer *out, const struct shop *shop, const struct feed_item *item)
{
        for (size_t n = 0; n <= MORE_IMAGES; n++)
                xml_element(out, n ? "g:additional_image_link" : "g:image_link", shop_photo(out->arena, shop, item, n));
}

/* What the merchant said that Google calls this type, else any other. */
static const char *category_of(const struct shop *shop, const char *product_type)
{
        const char *other = NULL;

        for (size_t i = 0; i < doc_count(shop->google_categories); i++) {
                const struct doc *one = doc_item(shop->google_categories, i);
                const char *type = doc_string(doc_get(one, "product_type")), *category = doc_string(doc_get(one, "category"));
                if (product_type && strcasecmp(type, product_type) == 0)
                        return category;
                if (text_equal(type, "*"))
                        other = category;
        }
        return other;
}

static void add(struct buffer *out, const struct shop *shop, const struct feed_item *item, const struct feed_row *row)
{
        bool known = item->gtin && gtin_is_valid(item->gtin);

        (void)row;
        if (!shop_photo(out->arena, shop, item, 0))
                return;
        buffer_text(out, "<item>");
        xml_element(out, "g:id", item->listing_id);
        xml_element(out, "title", text_within(out->arena, item->title, TITLE));
        xml_element(out, "description", text_within(out->arena, item->text ? item->text : item->title, DESCRIPTION));
        xml_element(out, "link", shop_offer(out->arena, shop, item));
        add_images(out, shop, item);
        xml_element(out, "g:availability", "in_stock");
        add_prices(out, item);
        xml_element(out, "g:condition", item->google_condition);
        xml_element(out, "g:brand", text_within(out->arena, item->vendor, BRAND));
        xml_element(out, known ? "g:gtin" : "g:identifier_exists", known ? item->gtin : "no");
        xml_element(out, "g:google_product_category", category_of(shop, item->product_type));
        xml_element(out, "g:product_type", text_within(out->arena, item->product_type, PRODUCT_TYPE));
        xml_element(out, "g:size", text_within(out->arena, item->size, SIZE));
        xml_element(out, "g:color", text_within(out->arena, item->color, COLOR));
        buffer_text(out, "</item>\n");
}

static void end(struct buffer *out, const struct shop *shop)
{
        (void)shop;
        buffer_text(out, "</channel></rss>\n");
}

const struct feed_format feed_google = { "application/rss+xml; charset=utf-8", begin, add, end };
