#ifndef HTTP_KEPT_H
#define HTTP_KEPT_H

#include "topic.h"

/*
 * Whole answers of public reads, ready to be sent: plain, compressed and "not modified", with their tags. Looked up and queued on the event loop; made by a worker, one
 * at a time for each address, while the others wait for it or get what was true a moment ago.
 */
void kept_start(void);
void kept_stop(void);
/*
 * On the loop: it is sent; or the request waits, suspended, for what another's worker is making; or it has to have a worker of its own.
 * On that worker, when the handler has ended (kept_filled): what the handler lets be kept is. True: the request is answered from there, as those are that wait.
 */
enum kept { KEPT_SENT, KEPT_WAITS, KEPT_WORK };
enum kept kept_lookup(struct request *rq, enum MHD_Result *result);
bool kept_filled(struct request *rq, enum problem problem);

/* ready.c: an answer that may be sent any number of times. `bytes` belong to the response. */
struct form { struct MHD_Response *response, *same; const char *bytes; size_t length; char etag[80]; };   /* same: not modified */
struct ready { struct form plain, gzip; bool gzip_tried; };   /* gzip.response NULL: it was not asked for, or is no shorter */
bool ready_make(const struct request *rq, bool gzip, struct ready *ready);   /* of an answer of 200 with a strong tag; false: there is none */
void ready_free(struct ready *ready);
size_t ready_size(const struct ready *ready);
enum MHD_Result ready_send(struct request *rq, const struct form *form, bool same);

/* coding.c */
bool coding_takes_gzip(const char *list);   /* of Accept-Encoding; NULL: there is none */
void *coding_gzip(const void *bytes, size_t length, size_t *coded);   /* to be freed */

#endif
