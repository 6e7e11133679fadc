#ifndef GRADING_PART_H
#define GRADING_PART_H

#include "resale/db.h"
#include "resale/json.h"

/* Parts in stock at a facility. The stock is never negative, and always the sum of its journal, to which rows are only added. */
struct part_wish { struct uuid facility_id; const char *code, *name, *actor; struct money unit_cost; int64_t low; };
bool part_code_is_good(const char *code);
enum problem part_add(struct db *db, struct arena *arena, const struct part_wish *wish, const char **json) MUST_USE;    /* FACILITY_NOT_FOUND, ALREADY_EXISTS */
/* Name, cost from now on, and low mark. PART_NOT_FOUND; CURRENCY_DIFFERS: the cost stays in the currency it began with. */
enum problem part_change(struct db *db, struct arena *arena, const struct part_wish *wish, const char **json) MUST_USE;

/* kind "receipt" (quantity over 0; unit_cost with a currency holds from now on) or "adjustment" (either way, with a reason). */
struct part_entry { struct uuid facility_id; const char *code, *kind, *reason, *actor; int64_t quantity; struct money unit_cost; };
/* The part as it stands then. PART_NOT_FOUND, CURRENCY_DIFFERS, PART_SHORT: there are not so many to take away. */
enum problem part_enter(struct db *db, struct arena *arena, const struct part_entry *entry, const char **json) MUST_USE;

#endif
