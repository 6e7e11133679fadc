#ifndef LISTING_PULL_H
#define LISTING_PULL_H

#include "collection.h"

/*
 * What storefronts pull. Three parts that can be called by themselves, so that an answer can be kept between them: a query is read (pull_query_parse, listing_api.h),
 * its key says which answers are the same (pull_query_key), and the body is made (pull_body).
 *
 * A walk over pages is of one version of the shelf: the first page's, which its cursor carries. A page of the same collection, key and version is always the same.
 */
enum pull_sort { PULL_NEWEST, PULL_PRICE_UP, PULL_PRICE_DOWN, PULL_RELEVANCE };

/* Where a page begins: after this key and listing, as the shelf was at `version`. newest: of relevance there was nothing to say. */
struct pull_place { int64_t version, key; struct uuid after; bool newest; };   /* version 0: at the beginning, now */

struct pull_query {
        struct texts types, sizes, vendors, grades, conditions;   /* any of them; none: all. Sorted, each once */
        struct texts fields;                                      /* of each listing; none: all */
        int64_t price_min, price_max, limit;                      /* price -1: none */
        const char *q;                                            /* words; NULL: none */
        int sort;                                                 /* an enum pull_sort */
        struct pull_place place;
        char bound[17];                                           /* what the cursor was bound to, "" without */
};

/* Filters, sort, fields, limit and place as one text: equal for queries that are answered alike by the same version of a collection. */
const char *pull_query_key(struct arena *arena, const struct pull_query *query);

/* Opaque: the place, bound to collection, filters and sort. False: not one of ours. Whether it is this query's own is for pull_body to say. */
char *pull_cursor_make(struct arena *arena, const struct public_collection *collection, const struct pull_query *query, const struct pull_place *place);
bool pull_cursor_parse(struct arena *arena, const char *cursor, struct pull_query *query) MUST_USE;

/* json: {"version","items":[listing…],"next":cursor|null}; version of the shelf that it shows; next NULL: the last page. */
struct pull_page { const char *json, *next; int64_t version; };
/*
 * A collection by its handle (collection_by_handle), and in the same trip what its page will show, so that a page that nobody asked for before costs one question
 * to the database. ahead NULL: words are looked up by themselves. Whether the caller may see it is still to be said. COLLECTION_NOT_FOUND.
 */
struct pull_ahead;
enum problem pull_open(struct db *db, struct arena *arena, const char *handle, const struct pull_query *query, struct public_collection *collection, const struct pull_ahead **ahead) MUST_USE;
/* ahead: of pull_open with the same query, or NULL. INVALID_FIELD: the cursor is another query's. PULL_EXPIRED: what was on offer when the walk began is not known any more. */
enum problem pull_body(struct db *db, struct arena *arena, const struct public_collection *collection, const struct pull_query *query, const struct pull_ahead *ahead,
                       struct pull_page *page) MUST_USE;

/* One listing that can be bought now: its fragment. LISTING_NOT_FOUND. */
enum problem pull_one(struct db *db, struct arena *arena, const struct public_collection *collection, const struct uuid *listing_id, const char **json) MUST_USE;

/*
 * What changed after a version: {"version","items":[{"listing_id","version","listing"|null}…],"next":cursor|null}, the last change of each listing, in the order of
 * versions; listing null: it cannot be bought any more. version: up to which the caller knows all, once it has these. base: when the walk over pages began, for
 * one that began at 0. PULL_EXPIRED: it is not known any more what changed since; INVALID_FIELD: the cursor is another collection's.
 */
struct pull_since { int64_t since, base, limit; char bound[17]; };
bool pull_since_parse(struct arena *arena, const char *cursor, struct pull_since *since) MUST_USE;
enum problem pull_changes(struct db *db, struct arena *arena, const struct public_collection *collection, const struct pull_since *since, struct pull_page *page) MUST_USE;

/* {"version","items":[{"listing_id","available","gone","price","version"}…]}, in the order of ids; gone: none of this collection. */
enum problem pull_availability(struct db *db, struct arena *arena, const struct public_collection *collection, const struct texts *listing_ids, const char **json) MUST_USE;

#endif
