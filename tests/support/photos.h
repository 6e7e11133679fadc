#ifndef TESTS_PHOTOS_H
#define TESTS_PHOTOS_H

#include "support/jpeg.h"
#include "support/steps.h"

/* Photos sent through the API, as a receiver. */
const char *uploads_path(const struct merchant *merchant, const char *unit_id);
const char *upload_path(const struct merchant *merchant, const char *unit_id, const char *upload_id);
const char *begin_photo(const struct merchant *merchant, const char *unit_id, const char *shot, struct jpeg jpeg);   /* the upload's id */
struct answer send_part(const struct merchant *merchant, const char *unit_id, const char *upload_id, struct jpeg jpeg, size_t offset, size_t length);
/* The rest, in parts as large as they may be. */
void send_rest(const struct merchant *merchant, const char *unit_id, const char *upload_id, struct jpeg jpeg, size_t offset);
json_t *until_upload(const struct merchant *merchant, const char *unit_id, const char *upload_id, const char *state);
const char *a_photo(const struct merchant *merchant, const char *unit_id, const char *shot, struct jpeg jpeg);   /* taken and kept; its id */

#endif
