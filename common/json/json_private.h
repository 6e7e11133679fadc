#ifndef JSON_PRIVATE_H
#define JSON_PRIVATE_H

#include <jansson.h>

#include "resale/json.h"

enum { JSON_DEPTH_LIMIT = 32, DEFAULT_TEXT_MAX = 2000, DEFAULT_LIST_MAX = 500 };

/* Parsed within the limits and kept until the arena ends. MALFORMED_JSON, or INVALID_FIELD for a number out of range, with *fault filled. */
enum problem json_load_bounded(struct arena *arena, const char *text, size_t length, json_t **root, struct json_fault *fault) MUST_USE;
/* The path of the value that stands before `position` in a text that is valid JSON up to there; NULL for the document itself, and for no UTF-8. */
const char *json_locate(struct arena *arena, const char *text, size_t position);

#endif
