#ifndef ROUTING_MATCH_H
#define ROUTING_MATCH_H

#include "engine.h"

/* Every member of the conditions holds for the line. Empty conditions never do. */
bool conditions_hold(const struct doc *conditions, const struct return_line *line);

/* NULL when these are conditions, else what is wrong, and with which member. */
const char *conditions_check(const struct doc *conditions, const char **member);

#endif
