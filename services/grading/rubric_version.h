#ifndef GRADING_RUBRIC_VERSION_H
#define GRADING_RUBRIC_VERSION_H

#include "resale/db.h"
#include "rubric.h"

/* A merchant's rubric for a product type ("*": any without its own), or what is to become one. */
struct rubric_text { struct uuid merchant_id; const char *product_type, *body, *actor; };

/*
 * The next version. From then on it holds, or from now on when NO_INSTANT; the newest version whose time has come is the one in force.
 * RUBRIC_INVALID with *fault, INVALID_FIELD "effective_from": it is past, or more than a year ahead; MERCHANT_NOT_FOUND, PLAN_EXCLUDES_RESALE.
 */
enum problem rubric_add(struct db *db, struct arena *arena, const struct rubric_text *text, struct instant effective_from, const char **json, struct json_fault *fault) MUST_USE;
enum problem rubric_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *rubric_id, const char **json) MUST_USE;   /* RUBRIC_NOT_FOUND */

/* Drafts need not be rubrics yet. A change names the revision that it was made to. RUBRIC_DRAFT_NOT_FOUND; RUBRIC_DRAFT_CHANGED: somebody saved it since. */
struct rubric_draft { struct rubric_text text; struct uuid draft_id; int64_t revision; };
enum problem rubric_draft_add(struct db *db, struct arena *arena, const struct rubric_draft *draft, const char **json) MUST_USE;   /* MERCHANT_NOT_FOUND, PLAN_EXCLUDES_RESALE */
enum problem rubric_draft_find(struct db *db, struct arena *arena, const struct rubric_draft *draft, const char **json) MUST_USE;
enum problem rubric_draft_save(struct db *db, struct arena *arena, const struct rubric_draft *draft, const char **json) MUST_USE;
enum problem rubric_draft_discard(struct db *db, const struct rubric_draft *draft) MUST_USE;
/* As rubric_add; the draft is gone then. */
enum problem rubric_draft_publish(struct db *db, struct arena *arena, const struct rubric_draft *draft, struct instant effective_from, const char **json,
                                  struct json_fault *fault) MUST_USE;

/*
 * What the units graded in the last `days` would be under a rubric: {"units":…,"complete":…,"changed":…,"risen":…,"fallen":…,"untold":…,"grades":[…],"unknown":[…],"changes":[…]}.
 * The answers given then are applied again; units that the rubric asks other things of are counted as untold, with what is missing. RUBRIC_INVALID with *fault.
 */
enum problem rubric_preview(struct db *db, struct arena *arena, const struct rubric_text *text, int64_t days, const char **json, struct json_fault *fault) MUST_USE;

/* The latest grade of a unit in the words of Loop, R2v3, Back Market, Google and schema.org. UNIT_NOT_FOUND, UNIT_STATE: it has no grade. */
enum problem crosswalk_of_unit(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const char **json) MUST_USE;

/* Rubrics that come with the system: one is {"name":…,"title":…,"about":…,"product_types":[…],"body":…}. */
const char *ready_rubrics(struct arena *arena);                                                        /* {"items":[…]} without bodies */
enum problem ready_rubric(struct arena *arena, const char *name, const char **json) MUST_USE;          /* RUBRIC_NOT_FOUND */

#endif
