#ifndef TESTS_INSIST_H
#define TESTS_INSIST_H

#include "support/api.h"

#include "resale/arena.h"
#include "resale/client.h"
#include "resale/inbox.h"

/*
 * A client that tries again: the same request, with the same Idempotency-Key, until it is answered definitely (not 5xx, not "still running"). For tests in which
 * services and the database are killed meanwhile. What it cannot bring about ends the test program. Everything is of `arena` and lives until it is reset.
 */
struct client_on_duty { struct arena *arena; struct client *client; };

struct insisted { int status; const json_t *json; };

/* as: a key or token; NULL: nobody. */
struct insisted insist(struct client_on_duty *c, const char *as, const char *method, const char *path, const char *body);
const json_t *insist_on(struct client_on_duty *c, const char *as, const char *method, const char *path, const char *body);   /* any 2xx, else the program ends */
const char *insist_text(const json_t *json, const char *path);                                                              /* there, or the program ends */
void insist_webhook(struct client_on_duty *c, enum webhook_source source, const char *secret, const char *path, const char *topic, const char *delivery, const char *body);
/* GET until `member` of the answer is `value`; with value NULL: until it is there. */
const json_t *insist_until(struct client_on_duty *c, const char *as, const char *path, const char *member, const char *value);

#endif
