#ifndef GRADING_WORK_SETTING_H
#define GRADING_WORK_SETTING_H

#include "resale/auth.h"
#include "resale/db.h"
#include "resale/json.h"

/* What an hour of labour costs at a facility, in each currency, and how many work orders a stage may hold (0: any number). In versions; a work order keeps the one it was planned by. */
struct work_limits { int64_t to_plan, planned, working, paused, to_grade; };
struct work_setting { struct list rates; struct work_limits limits; };   /* struct labour_rate */
struct labour_rate { int64_t amount; const char *currency; };
extern const struct shape work_setting_shape;

enum problem work_setting_check(struct arena *arena, const struct work_setting *setting, struct json_fault *fault) MUST_USE;   /* INVALID_FIELD: a currency that is none, or twice */
/* FACILITY_NOT_FOUND. What is found has version 0 when none was written. */
enum problem work_setting_add(struct db *db, struct arena *arena, const struct uuid *facility_id, const struct work_setting *setting, const char *actor,
                              const char **json) MUST_USE;
enum problem work_setting_find(struct db *db, struct arena *arena, const struct uuid *facility_id, const char **json) MUST_USE;
/* The board: work by stage, over all merchants; facility_id "": everywhere. Without the units whose grade is hidden from who looks: that they are there says what it was. */
enum problem work_board(struct db *db, struct arena *arena, const struct uuid *facility_id, const struct viewer *viewer, const char **json) MUST_USE;

#endif
