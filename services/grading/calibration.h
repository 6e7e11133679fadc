#ifndef GRADING_CALIBRATION_H
#define GRADING_CALIBRATION_H

#include "resale/db.h"
#include "resale/json.h"

/* Units whose right answers a supervisor has set. They come to graders as reviews like any other. */
struct calibrating { struct uuid merchant_id, unit_id, calibration_id; const char *actor, *note; struct list answers; struct texts graders; };

/* By the rubric in force for the unit, which is graded or on hold. UNIT_NOT_FOUND, UNIT_STATE, RUBRIC_NOT_FOUND, ANSWER_INVALID with *fault; ALREADY_EXISTS: it is one. */
enum problem calibration_add(struct db *db, struct arena *arena, const struct calibrating *calibrating, const char **json, struct json_fault *fault) MUST_USE;
/*
 * Into the queues of these graders, or without any of all who graded in the last 30 days; each gets a unit once, and none they know. CALIBRATION_NOT_FOUND;
 * CALIBRATION_STATE: retired, or the unit has gone; INVALID_FIELD with *fault: somebody who is no grader here. *json: {"seeded":…,"calibration":{…}}.
 */
enum problem calibration_seed(struct db *db, struct arena *arena, const struct calibrating *calibrating, const char **json, struct json_fault *fault) MUST_USE;
enum problem calibration_retire(struct db *db, struct arena *arena, const struct calibrating *calibrating, const char **json) MUST_USE;

#endif
