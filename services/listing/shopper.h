#ifndef LISTING_SHOPPER_H
#define LISTING_SHOPPER_H

#include "feed_item.h"
#include "programme.h"

/* What a shopper reads, as members of the JSON that pages are filled from. */

const char *price_words(struct arena *arena, const struct money *price);      /* "$1,284.00", "84.00 SEK" */
const char *amount_words(struct arena *arena, int64_t amount, const char *currency);
const char *condition_label(const char *condition);                           /* "Pre-owned" */
const char *return_words(struct arena *arena, bool final_sale, int64_t days); /* a sentence */
const char *warranty_words(struct arena *arena, int64_t days);                /* a sentence; NULL: none */

/* "shop": names, addresses, the logo. */
void add_shop(struct buffer *out, const struct programme *programme);
/* An offer as a card shows it, and as its own page does: an object, from its fragment. `nth`: its place on the page, from 0: the first rows are loaded at once. */
void add_card(struct buffer *out, const struct shop *shop, const struct doc *offer, size_t nth);
void add_offer(struct buffer *out, const struct shop *shop, const struct doc *offer);

/* "page": what it is called, in words for a search engine, and at which address it is found. canonical NULL: search engines leave it alone. */
void add_meta(struct buffer *out, const char *title, const char *description, const char *canonical);
/* "cards" of these offers; "any": are there any? */
void add_cards(struct buffer *out, const struct shop *shop, const struct doc *offers);

#endif
