#ifndef TESTS_WORK_H
#define TESTS_WORK_H

#include "support/steps.h"

/* Work on units, through the grading service's own routes. */
const char *order_path(const struct merchant *merchant, const char *id, const char *act);        /* act: "", "/start", … */
const char *a_planned_order(const struct merchant *merchant, const char *unit_id, const char *operation);   /* its id */
const char *a_started_order(const struct merchant *merchant, const char *unit_id, const char *operation);
json_t *the_order(const struct merchant *merchant, const char *id);
void an_operation(const struct merchant *merchant, const char *code, const char *members);        /* of the merchant, for any type, 10 minutes; members: the rest of its body */
const char *a_facility(void);                                                                      /* of this test alone */
struct piece a_unit_at(const struct merchant *merchant, const char *facility_id);
const char *a_part(const char *facility_id, int64_t cost, int stock);                              /* in USD; its code */
const char *part_path(const char *facility_id, const char *code, const char *rest);

#endif
