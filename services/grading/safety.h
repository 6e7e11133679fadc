#ifndef GRADING_SAFETY_H
#define GRADING_SAFETY_H

#include "grading.h"

/*
 * What grading holds a unit for, before any grade or at a second look: an answer with `hold`, a safety word in a note (those of receiving and of work too), the
 * merchant's recall list. The unit is quarantined by grading's own edge of the ledger; intake, whose the holds are, hears of it in the feed and keeps the hold with its reason and owner.
 */
struct hold {
        const char *kind;               /* "answer", "words", "recall"; NULL: nothing holds it */
        const char *reason, *question, *word;
        int64_t default_words, own_words;
        struct uuid recall_id;
        bool second_look;               /* it has its grade, and may be on offer */
};
struct identity { const char *lot, *serial; };   /* as the piece's own label says */

/* By the merchant's recalls; one that the unit was held for on this trip already holds it no more. */
enum problem safety_recalled(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const struct identity *identity,
                             struct hold *hold) MUST_USE;
/* By recalls, answers and notes; with an answer that the rubric does not have by recalls only: it is refused then. */
enum problem safety_look(struct db *db, struct arena *arena, const struct grading *grading, const struct asked *asked, struct hold *hold) MUST_USE;
/* Quarantine it and keep the answers. asked NULL: it was only opened. *json: the hold. UNIT_NOT_FOUND, UNIT_STATE. */
enum problem safety_hold(struct db *db, struct arena *arena, const struct grading *grading, const struct asked *asked, const struct hold *hold, const char **json) MUST_USE;

/* A note that somebody wrote of a unit elsewhere. *held: the hold as JSON; NULL: it says nothing, or the unit is not in our hands, or on hold already. */
struct noted { struct uuid merchant_id, unit_id; const char *actor, *note; };
enum problem safety_note(struct db *db, struct arena *arena, const struct noted *noted, const char **held) MUST_USE;
const char *with_hold(struct arena *arena, const char *json, const char *held);   /* the object with a member `hold`; held NULL: as it is */
/* A background step: notes of receiving, as units come in. */
enum problem safety_step(struct db *db, struct arena *arena, bool *more) MUST_USE;

enum problem safety_add_words(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct texts *words, const char *actor, const char **json,
                              struct json_fault *fault) MUST_USE;   /* INVALID_FIELD with *fault, PLAN_EXCLUDES_RESALE */
enum problem safety_words(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char **json) MUST_USE;

#endif
