/* The offers as a table, by RFC 4180. What a spreadsheet would take for a formula is written as text. */
#include "feed.h"
#include "resale/money.h"

static void begin(struct buffer *out, const struct shop *shop)
{
        (void)shop;
        buffer_text(out, "id,title,description,product_type,vendor,sku,gtin,size,color,grade,condition,price,compare_at_price,currency,final_sale,return_days,warranty_days,"
                         "published_at,link,image_link\r\n");
}

static void cell(struct buffer *out, const char *text)
{
        if (text) {
                buffer_text(out, *text && strchr("=+@-\t\r", *text) ? "\"'" : "\"");
                for (const char *quote; (quote = strchr(text, '"')); text = quote + 1) {
                        buffer_add(out, text, (size_t)(quote - text));
                        buffer_text(out, "\"\"");
                }
                buffer_printf(out, "%s\"", text);
        }
        buffer_text(out, ",");
}

static void price_cell(struct buffer *out, const struct money *price)
{
        char text[MONEY_TEXT] = "";

        if (price->currency[0])
                money_format(price, text);
        buffer_printf(out, "%s,", text);
}

static void add(struct buffer *out, const struct shop *shop, const struct feed_item *item, const struct feed_row *row)
{
        const char *about[] = { item->listing_id, item->title, item->text, item->product_type, item->vendor, item->sku, item->gtin, item->size, item->color, item->grade, item->condition };
        const char *photo = shop_photo(out->arena, shop, item, 0);

        (void)row;
        for (size_t i = 0; i < ARRAY_LEN(about); i++)
                cell(out, about[i]);
        price_cell(out, &item->price);
        price_cell(out, &item->compare_at);
        buffer_printf(out, "%s,%s,%lld,%lld,", item->price.currency, item->final_sale ? "true" : "false", (long long)item->return_days, (long long)item->warranty_days);
        cell(out, item->published_at);
        buffer_printf(out, "\"%s\",\"%s\"\r\n", shop_offer(out->arena, shop, item), photo ? photo : "");
}

static void end(struct buffer *out, const struct shop *shop)
{
        (void)out;
        (void)shop;
}

const struct feed_format feed_csv = { "text/csv; charset=utf-8", begin, add, end };
