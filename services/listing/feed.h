#ifndef LISTING_FEED_H
#define LISTING_FEED_H

#include "feed_item.h"
#include "resale/db.h"

/* A row of a feed: an offer's fragment, since when it says so, how many rows went before; on a page, the plate of its unit and how many offers that had before. */
struct feed_row { const char *item, *lpn; struct uuid listing_id; struct instant published_at, changed_at; int64_t place, nth; };

/* What stands before the offers, what is written of each (or nothing), and what stands behind them. */
struct feed_format {
        const char *media_type;
        void (*begin)(struct buffer *out, const struct shop *shop);
        void (*add)(struct buffer *out, const struct shop *shop, const struct feed_item *item, const struct feed_row *row);
        void (*end)(struct buffer *out, const struct shop *shop);
};
extern const struct feed_format feed_google, feed_csv, feed_sitemap, feed_structured, feed_products;

struct feed {
        const struct feed_format *format;
        struct shop shop;
        struct uuid merchant_id, collection_id;
        struct instant from, to;   /* published after the one, not after the other; not set: no bound */
        int64_t most;              /* rows; 0: all */
};

/* Takes over a part of what is written, which is good only for as long. */
typedef enum problem feed_take(void *context, const char *part, size_t length);
/* All offers of a collection as they stand now, oldest first, a few hundred at a time: of any number in little memory. */
enum problem feed_write(struct db *db, const struct feed *feed, feed_take *take, void *context) MUST_USE;
/* A page of them, newest first. */
enum problem feed_page(struct db *db, struct arena *arena, const struct feed *feed, int64_t limit, int64_t page, const char **text) MUST_USE;

/* What a collection's feeds are as new as. */
struct feed_version { int64_t version; struct instant changed_at; };
enum problem feed_version(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *collection_id, struct feed_version *version) MUST_USE;

/* The files of a sitemap, 45,000 offers in each: an index of them, at `url`. */
enum problem sitemap_index(struct db *db, struct arena *arena, const struct feed *feed, const char *url, const char **xml) MUST_USE;
enum { SITEMAP_OFFERS = 45000, SITEMAP_MOST = 49999 };

#endif
