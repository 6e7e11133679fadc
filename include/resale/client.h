#ifndef RESALE_CLIENT_H
#define RESALE_CLIENT_H

#include "resale/arena.h"
#include "resale/problem.h"

/* One HTTP exchange over libcurl, of at most 60 s and 16 MiB. A client keeps its connection, and no cookies; one thread uses it.
 * What is answered lives in the arena. */
struct client;
struct client_answer { int status; const char *body; size_t length; const char *headers; };   /* headers as received, lines */

struct client *client_new(void);
/* One that calls out of here, of at most `seconds`: no private addresses, unless RESALE_ALLOW_PRIVATE_TARGETS, no proxy, and IPv4 only. */
struct client *client_new_outgoing(int seconds);
void client_free(struct client *client);
/* `headers` is NULL-terminated "Name: value" or NULL. BUSY when the peer cannot be reached, with why in answer->body. */
enum problem client_call(struct client *client, struct arena *arena, const char *method, const char *url, const char *const *headers,
                         const char *body, size_t length, struct client_answer *answer) MUST_USE;
/* GET of a text of any length, handed on line by line as it arrives, none of them over 1 MiB; false ends it, and BUSY is the answer. */
typedef bool client_line(void *context, const char *text, size_t length);
enum problem client_lines(struct client *client, struct arena *arena, const char *url, client_line *line, void *context, struct client_answer *answer) MUST_USE;
/* The value of a header of an answer, NULL when absent. */
const char *client_header(struct arena *arena, const struct client_answer *answer, const char *name);

#endif
