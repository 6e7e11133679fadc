#ifndef LISTING_STRUCTURED_H
#define LISTING_STRUCTURED_H

#include "feed_item.h"

/* schema.org JSON-LD (Product, Offer) of one offer's fragment, fit to stand in a <script type="application/ld+json">: the terms in it are those that a sale would freeze. */
const char *structured_product(struct arena *arena, const struct doc *offer, const struct shop *shop);

/* The same as a part of a larger document. */
const char *structured_item(struct arena *arena, const struct feed_item *item, const struct shop *shop);

/* A collection page's JSON-LD (ItemList of the addresses of the offers on it). offers: an array of fragments; first: the place of the first one, 1 on the first page. */
const char *structured_list(struct arena *arena, const struct doc *offers, size_t first, const struct shop *shop);

#endif
