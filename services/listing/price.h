#ifndef LISTING_PRICE_H
#define LISTING_PRICE_H

#include "resale/db.h"

/*
 * Prices that change by themselves, as grading planned them. Background steps: a plan that is whole is taken over, a batch at a time; and steps that are due are
 * taken, never below the floor of now, and only of units that are listed: what is leased, sold or held at that moment waits.
 */
enum problem price_plans_step(struct db *db, struct arena *arena, bool *more) MUST_USE;
enum problem price_steps_step(struct db *db, struct arena *arena, bool *more) MUST_USE;

/* The price of a listing, how it came to be and what it will be: {"price","changes":[…],"steps":[…]}. LISTING_NOT_FOUND. */
enum problem price_history(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *listing_id, const char **json) MUST_USE;

#endif
