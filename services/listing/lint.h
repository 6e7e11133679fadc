#ifndef LISTING_LINT_H
#define LISTING_LINT_H

#include "fragment.h"

/* What makes an offer contradict itself, each with how to mend it. */
struct fault { const char *code, *detail, *mend; };
enum { FAULTS_MAX = 12 };
struct faults { size_t count; struct fault fault[FAULTS_MAX]; };

struct lint { const struct candidate *c; struct money given; int64_t price; };   /* given: by hand, "": none; price: the one that it would have */
/* An offer that is to be made. The bounds of the earning policy are not among its rules: below its floor a second person decides. */
void lint_offer(struct arena *arena, const struct lint *lint, struct faults *faults);

/* What a live offer says, beside what its candidate is by now. approved: two people put its price where it is. */
struct unmarked { const char *shop, *why, *tag; };   /* shop NULL: none sells it without the mark of a final sale */
struct standing_offer { struct uuid listing_id; const char *title, *grade, *condition, *currency; int64_t price; bool final_sale, approved; struct unmarked unmarked; };
void lint_live(struct arena *arena, const struct candidate *c, const struct standing_offer *offer, struct faults *faults);

/* [{"code","detail","mend"}]. */
const char *faults_json(struct arena *arena, const struct faults *faults);

#endif
