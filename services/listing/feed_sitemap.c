/* sitemaps.org: the addresses of the offers' pages, in files of bounded length, and an index of these. */
#include "feed.h"
#include "listing_sql.h"
#include "resale/clock.h"
#include "xml.h"

#define HEAD(root) "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<" root " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"

static void add_place(struct buffer *out, const char *kind, const char *address, struct instant changed_at)
{
        char at[28];

        buffer_printf(out, "<%s>", kind);
        xml_element(out, "loc", address);
        if (instant_is_set(changed_at)) {
                instant_format(changed_at, at);
                xml_element(out, "lastmod", arena_printf(out->arena, "%.19sZ", at));   /* readers do not take microseconds */
        }
        buffer_printf(out, "</%s>\n", kind);
}

static void begin(struct buffer *out, const struct shop *shop)
{
        buffer_text(out, HEAD("urlset"));
        add_place(out, "url", shop_page(out->arena, shop), NO_INSTANT);   /* so that no file is empty, which none may be */
}

static void add(struct buffer *out, const struct shop *shop, const struct feed_item *item, const struct feed_row *row)
{
        add_place(out, "url", shop_offer(out->arena, shop, item), row->changed_at);
}

static void end(struct buffer *out, const struct shop *shop)
{
        (void)shop;
        buffer_text(out, "</urlset>\n");
}

const struct feed_format feed_sitemap = { "application/xml; charset=utf-8", begin, add, end };

struct file { struct instant last, changed_at; };
static const struct field file_fields[] = { FIELD(struct file, last), FIELD(struct file, changed_at) };
static const struct shape file_shape = SHAPE(struct file, file_fields);

/* Each file goes on where the one before ended, and the last one is open: it takes what is offered next. */
enum problem sitemap_index(struct db *db, struct arena *arena, const struct feed *feed, const char *url, const char **xml)
{
        struct buffer out = { .arena = arena };
        struct instant from = { 0 };
        struct list files;

        TRY(db_many(db, arena, &sql_list_sitemaps, DB_ARGS(db_uuid(&feed->merchant_id), db_uuid(&feed->collection_id), db_int(SITEMAP_OFFERS)), &file_shape, &files));
        const struct file *file = files.item;
        buffer_text(&out, HEAD("sitemapindex"));
        for (size_t i = 0; i < files.count || !i; i++) {
                const char *start = arena_printf(arena, "%s?from=%lld", url, (long long)from.micros);
                bool last = i + 1 >= files.count;
                add_place(&out, "sitemap", last ? start : arena_printf(arena, "%s&to=%lld", start, (long long)file[i].last.micros), files.count ? file[i].changed_at : NO_INSTANT);
                from = last ? from : file[i].last;
        }
        buffer_text(&out, "</sitemapindex>\n");
        *xml = out.text;
        return PROBLEM_OK;
}
