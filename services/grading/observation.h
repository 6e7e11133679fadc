#ifndef GRADING_OBSERVATION_H
#define GRADING_OBSERVATION_H

#include "grading.h"

/*
 * What a grader saw beside the bare answers: where on the piece, pins on its photos, what an answer was before a cleaning. Each flaw (an answer that caps) has a
 * number and public words; the notes are not among them.
 */
enum { PINS_MAX = 20, BASIS_POINTS = 10000, EARLIER_MAX = 8 };
struct pin { struct uuid photo_id; int64_t x, y; };                           /* basis points of the picture, from its upper left corner */
struct observed { const char *question, *place; struct list pins; };          /* place: public, "left sleeve" */
struct earlier { const char *question, *answer, *note; };                     /* it was cleaned then, and asked again */
extern const struct shape observed_shape, earlier_shape;

/* ANSWER_INVALID with *fault: a photo of another unit or trip, a shot that an answer requires is missing, an observation of what was not answered, a cleaning of what is not cleaned. */
enum problem observations_check(struct db *db, struct arena *arena, const struct grading *grading, const struct asked *asked, const struct conclusion *conclusion,
                                struct json_fault *fault) MUST_USE;
enum problem observations_keep(struct db *db, struct arena *arena, const struct grading *grading, const struct conclusion *conclusion, const struct uuid *grade_id) MUST_USE;

#endif
