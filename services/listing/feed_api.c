#include "feed.h"

#include <time.h>

#include "listing_api.h"
#include "programme.h"
#include "resale/clock.h"
#include "resale/config.h"
#include "resale/crypto.h"

enum { PRODUCTS = 30, PRODUCTS_MOST = 250, PRODUCTS_DEEP = 25000 };   /* Shopify's own limits */

static enum problem open_feed(struct request *rq, const struct feed_format *format, struct public_collection *found, struct feed *feed)
{
        struct programme programme;
        const struct doc *categories;
        struct json_fault fault;

        TRY(open_collection(rq, found));
        TRY(programme_read(request_db(rq), request_arena(rq), &found->merchant_id, &found->collection_id, &programme));
        TRY(doc_parse(request_arena(rq), programme.google_categories.text, strlen(programme.google_categories.text), &categories, &fault));
        *feed = (struct feed){
                .format = format, .merchant_id = found->merchant_id, .collection_id = found->collection_id, .from = NO_INSTANT, .to = NO_INSTANT,
                .shop = { config_text(SETTING_RESALE_PUBLIC_URL), programme.handle, programme.name, programme.description, programme.final_sale_tag,
                          programme.countries.text, categories },
        };
        return PROBLEM_OK;
}

/* All that an answer depends on: which it is, the version of the shelf, what is said of the shop. */
static const char *tag_of(struct request *rq, const struct feed *feed, int64_t version, const char *which)
{
        const struct shop *shop = &feed->shop;
        const char *all = arena_printf(request_arena(rq), "%s %s %lld\n%s\n%s\n%s\n%s\n%s", feed->format->media_type, which, (long long)version, shop->origin, shop->handle, shop->name,
                                       shop->final_sale_tag ? shop->final_sale_tag : "", shop->description);
        char hex[65];

        sha256_hex(all, strlen(all), hex);
        return arena_printf(request_arena(rq), "\"%.32s\"", hex);
}

static const char *http_date(struct arena *arena, struct instant at)
{
        char *text = arena_alloc(arena, 40);
        time_t seconds = at.micros / 1000000;
        struct tm tm;

        gmtime_r(&seconds, &tm);
        strftime(text, 40, "%a, %d %b %Y %H:%M:%S GMT", &tm);
        return text;
}

/* True: the caller has it as it is. */
static enum problem is_known(struct request *rq, const struct feed *feed, const struct public_collection *found, const char *which, bool *known)
{
        struct feed_version version;

        TRY(feed_version(request_db(rq), request_arena(rq), &feed->merchant_id, &feed->collection_id, &version));
        reply_header(rq, "Last-Modified", http_date(request_arena(rq), version.changed_at));
        *known = reply_known(rq, tag_of(rq, feed, version.version, which), caching(found));
        return PROBLEM_OK;
}

static enum problem send_part(void *context, const char *part, size_t length) { return reply_part(context, part, length); }

static enum problem reply_feed(struct request *rq, const struct feed *feed, const struct public_collection *found, const char *which)
{
        bool known;

        TRY(is_known(rq, feed, found, which, &known));
        if (known)
                return PROBLEM_OK;
        TRY(feed_write(request_db(rq), feed, send_part, rq));
        return reply_parts(rq, 200, feed->format->media_type);
}

static enum problem get_feed(struct request *rq, const struct feed_format *format)
{
        struct public_collection found;
        struct feed feed;

        TRY(open_feed(rq, format, &found, &feed));
        return reply_feed(rq, &feed, &found, "");
}

enum problem get_google_feed(struct request *rq) { return get_feed(rq, &feed_google); }
enum problem get_structured_feed(struct request *rq) { return get_feed(rq, &feed_structured); }

enum problem get_csv_feed(struct request *rq)
{
        reply_header(rq, "Content-Disposition", arena_printf(request_arena(rq), "attachment; filename=\"%s.csv\"", request_parameter(rq, "handle")));
        return get_feed(rq, &feed_csv);
}

enum problem get_products_json(struct request *rq)
{
        int64_t limit = PRODUCTS, page = 1;
        struct public_collection found;
        struct feed feed;
        const char *json;
        bool known;

        TRY(request_query_int(rq, "limit", 1, PRODUCTS_MOST, &limit));
        TRY(request_query_int(rq, "page", 1, PRODUCTS_DEEP, &page));
        if (page * limit > PRODUCTS_DEEP)
                return request_invalid(rq, "page", "times limit must not be over %d; the pull and the other feeds go further", PRODUCTS_DEEP);
        TRY(open_feed(rq, &feed_products, &found, &feed));
        TRY(is_known(rq, &feed, &found, arena_printf(request_arena(rq), "%lld %lld", (long long)limit, (long long)page), &known));
        if (known)
                return PROBLEM_OK;
        TRY(feed_page(request_db(rq), request_arena(rq), &feed, limit, page, &json));
        return reply_text(rq, 200, json);
}

static enum problem reply_index(struct request *rq, const struct feed *feed, const struct public_collection *found)
{
        const char *xml, *url = arena_printf(request_arena(rq), "%s/shop/%s/sitemap.xml", feed->shop.origin, feed->shop.handle);
        bool known;

        TRY(is_known(rq, feed, found, "index", &known));
        if (known)
                return PROBLEM_OK;
        TRY(sitemap_index(request_db(rq), request_arena(rq), feed, url, &xml));
        return reply_bytes(rq, 200, feed->format->media_type, xml, strlen(xml));
}

/* The index; with ?from, and ?to but for the last, one of its files: what was published after the one and not after the other, in microseconds since 1970. */
enum problem get_sitemap(struct request *rq)
{
        int64_t from = -1, to = -1, most = 4102444800000000;
        struct public_collection found;
        struct feed feed;

        TRY(request_query_int(rq, "from", 0, most, &from));
        TRY(request_query_int(rq, "to", 0, most, &to));
        TRY(open_feed(rq, &feed_sitemap, &found, &feed));
        if (from < 0)
                return reply_index(rq, &feed, &found);
        feed.from.micros = from;
        feed.to = to < 0 ? NO_INSTANT : (struct instant){ to };
        feed.most = SITEMAP_MOST;
        return reply_feed(rq, &feed, &found, arena_printf(request_arena(rq), "%lld %lld", (long long)from, (long long)to));
}
