#ifndef GRADING_RUBRIC_PARTS_H
#define GRADING_RUBRIC_PARTS_H

#include "rubric.h"

/* What checking, concluding and asking have in common. */
const struct doc *rubric_by_code(const struct doc *list, const char *code, size_t *index);   /* index: NULL when not wanted */
enum problem rubric_wrong(struct json_fault *fault, enum problem problem, const char *field, const char *reason);

size_t rubric_rank(const struct doc *rubric, const struct doc *cap);   /* of a grade's code; 0 for what is none */
bool rubric_measured(const struct doc *answer);
size_t rubric_measure_rank(const struct doc *rubric, const struct doc *measure, int64_t number);
/* The lowest cap that any answer to it can give. */
size_t rubric_worst(const struct doc *rubric, const struct doc *question);

const struct answered *rubric_answer_to(const struct list *answers, const char *question);
bool rubric_asks_after(const struct doc *question, const struct answered *parent);   /* its `ask` holds for this answer to the question before it */
/* It has no `ask`, or all the way up they were answered so. */
bool rubric_is_asked(const struct doc *rubric, const struct list *answers, const struct doc *question);

#endif
