/* schema.org: the collection as an ItemList of all its offers. */
#include "feed.h"
#include "structured.h"

static void begin(struct buffer *out, const struct shop *shop)
{
        struct buffer head = { .arena = out->arena };

        buffer_text(&head, "{\"@context\":\"https://schema.org\",\"@type\":\"ItemList\"");
        add_text(&head, "url", shop_page(out->arena, shop));
        add_text(&head, "name", shop->name);
        buffer_text(&head, ",\"itemListElement\":[");
        buffer_text(out, json_for_html(out->arena, head.text));
}

static void add(struct buffer *out, const struct shop *shop, const struct feed_item *item, const struct feed_row *row)
{
        buffer_printf(out, "%s\n{\"@type\":\"ListItem\",\"position\":%lld,\"item\":%s}", row->place ? "," : "", (long long)row->place + 1,
                      structured_item(out->arena, item, shop));
}

static void end(struct buffer *out, const struct shop *shop)
{
        (void)shop;
        buffer_text(out, "]}\n");
}

const struct feed_format feed_structured = { "application/ld+json", begin, add, end };
