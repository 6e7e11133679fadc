#ifndef GRADING_REVIEW_H
#define GRADING_REVIEW_H

#include "agreement.h"
#include "resale/auth.h"
#include "resale/db.h"
#include "resale/json.h"
#include "review_sampling.h"
#include "rubric.h"

/* --- the policy: versions that never change --- */

/* In force; the built-in one, version 0, when the merchant has none. `body` NULL: that one. */
enum problem review_policy_parse(struct arena *arena, const char *body, int64_t version, struct review_policy *policy) MUST_USE;
enum problem review_policy_in_force(struct db *db, struct arena *arena, const struct uuid *merchant_id, struct review_policy *policy) MUST_USE;
enum problem review_policy_show(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char **json) MUST_USE;
/* INVALID_FIELD with *fault: a product type twice, another currency than the merchant's. MERCHANT_NOT_FOUND. */
enum problem review_policy_check(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct review_policy *draft, struct json_fault *fault) MUST_USE;
enum problem review_policy_add(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct review_policy *policy, const char *actor,
                               const char **json) MUST_USE;   /* MERCHANT_NOT_FOUND */
/* What the draft would have picked of the last seven days' grades. */
enum problem review_policy_preview(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct review_policy *draft, const char **json) MUST_USE;

/* --- a review, as who does it sees it: nothing here tells the first grade, its answers, its price or where the unit goes --- */

struct reviewing { struct uuid merchant_id, review_id; const char *actor; };
/*
 * REVIEW_NOT_FOUND; OWN_GRADE: this person graded the unit; REVIEW_STATE: done, closed, late, with somebody else, or the unit has gone.
 * Taken for half an hour at a time. *json: the unit, where it is, and the rubric version that it was graded by.
 */
enum problem review_take(struct db *db, struct arena *arena, const struct reviewing *who, const char **json) MUST_USE;
/*
 * Answered by the rubric version of the first grade: kept beside it, and a finding when the grades are further apart than the policy allows. *held: what is not safe puts the
 * unit on hold, the JSON of that; else NULL. ANSWER_INVALID with *fault.
 */
enum problem review_answer(struct db *db, struct arena *arena, const struct reviewing *who, const struct list *answers, const char **held, struct json_fault *fault) MUST_USE;
extern const char *const review_reasons[];   /* why it is given back: later (it stays open), not_found, changed (it is closed) */
enum problem review_give_back(struct db *db, struct arena *arena, const struct reviewing *who, const char *reason) MUST_USE;
/* REVIEW_OPEN: the unit waits for a second look that this person may be asked for or has in hand; its grade, and what follows from it, is not for them before that. */
enum problem review_blindfold(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const struct viewer *viewer) MUST_USE;

/* The place of an answer among those of its question: by the grade it caps, the least first, then as written. -1: the rubric has no such answer. */
int64_t rubric_answer_place(const struct doc *rubric, const char *question, const char *answer);

/* The background: new grades are sampled, reviews of units that are gone or late are closed, agreement is looked at. */
enum problem review_step(struct db *db, struct arena *arena, bool *more) MUST_USE;

/* --- what comes of them --- */

struct settling { struct uuid merchant_id, id; const char *actor, *outcome, *note; struct uuid new_rubric; };
extern const char *const finding_outcomes[];   /* first_stands, second_stands, rubric_unclear */
/*
 * When the second grade stands, a graded unit goes back to the bench to be graded again. FINDING_NOT_FOUND, FINDING_STATE; OWN_GRADE: one of the two who graded it;
 * UNIT_STATE: *state is listed or claimed (it has to be withdrawn first) or quarantined (released first).
 */
enum problem finding_settle(struct db *db, struct arena *arena, const struct settling *settling, const char **state, const char **json) MUST_USE;

/* Is the linear weighted kappa surely below? Its whole 99 % interval is, of pairs enough. */
bool agreement_is_poor(const struct agreement_table *table, const struct review_policy *policy);
/* Tickets for the rubric versions that were reviewed since. */
enum problem ticket_step(struct db *db, struct arena *arena, bool *more) MUST_USE;
enum problem ticket_settle(struct db *db, struct arena *arena, const struct settling *settling, const char **json) MUST_USE;   /* TICKET_NOT_FOUND, TICKET_STATE, RUBRIC_NOT_FOUND */

/* --- figures --- */

/* Rows of pairs, sorted by what they are about; each run of the same is one table. */
struct pair_row { const char *by, *key, *name, *first, *second; int64_t first_place, second_place, pairs; };
extern const struct shape pair_row_shape;
struct pair_table { const char *by, *key, *name; const char *label[AGREEMENT_CATEGORIES]; struct agreement_table table; };
/* The next table of the rows from *at on; false: there is none. */
bool pair_table_next(struct arena *arena, const struct list *rows, size_t *at, struct pair_table *table);
/* {"n":…,"agreed":…,"kappa":{…},…}: never a number that is none; what is not defined is null and said. */
void agreement_write(struct buffer *out, const struct pair_table *table);

struct window { struct uuid merchant_id; int64_t days; };   /* merchant_id "": over all merchants */
enum problem quality_figures(struct db *db, struct arena *arena, const struct window *window, const char **json) MUST_USE;   /* MERCHANT_NOT_FOUND */

#endif
