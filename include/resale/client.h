#ifndef RESALE_CLIENT_H
#define RESALE_CLIENT_H

#include "resale/arena.h"
#include "resale/problem.h"

/* One HTTP exchange over libcurl, of at most 60 s and 16 MiB; for resalectl and tests. A client keeps its connection, and no cookies; one thread uses it.
 * What is answered lives in the arena. */
struct client;
struct client_answer { int status; const char *body; size_t length; const char *headers; };   /* headers as received, lines */

struct client *client_new(void);
void client_free(struct client *client);
/* `headers` is NULL-terminated "Name: value" or NULL. BUSY when the peer cannot be reached, with why in answer->body. */
enum problem client_call(struct client *client, struct arena *arena, const char *method, const char *url, const char *const *headers,
                         const char *body, size_t length, struct client_answer *answer) MUST_USE;
/* The value of a header of an answer, NULL when absent. */
const char *client_header(struct arena *arena, const struct client_answer *answer, const char *name);

#endif
