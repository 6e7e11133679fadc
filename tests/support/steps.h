#ifndef TESTS_STEPS_H
#define TESTS_STEPS_H

#include "support/api.h"

/* Steps of the floor that several tests begin with; each through the services' own routes. */
struct piece { const char *unit_id, *plate, *shipment_id, *line_id; };

const char *at(const struct merchant *merchant, const char *service, const char *rest_format, ...) PRINTF(3, 4);   /* "/intake/v1/merchants/<id>…" */
const char *a_consignment(const struct merchant *merchant, int pieces, json_t **shipment);                          /* of equal fleeces, 120.00 USD; its id */
struct answer send_csv(const char *as, const char *path, const char *text);                                         /* POST of a file, under a new Idempotency-Key */
const char *a_manifest(const struct merchant *merchant, const char *count, const char *text);                      /* a consignment of that file; count "blind" or "none"; its id */
struct piece a_received_unit(const struct merchant *merchant);
void a_rubric(const struct merchant *merchant);                                                                     /* the fixture's, for any product type */
struct piece a_graded_unit(const struct merchant *merchant);                                                        /* grade A; makes the rubric too */
const char *a_collection(const struct merchant *merchant, bool final_sale, const char **collection_id);            /* live, publishes by itself; its handle */
/* With its collection when it has none; *listing_id of the offer. */
struct piece a_listed_unit(const struct merchant *merchant, bool final_sale, const char **listing_id);
void grade(const struct merchant *merchant, const char *unit_id, const char *snag);
const char *unit_state(const struct merchant *merchant, const char *unit_id);
void until_state(const struct merchant *merchant, const char *unit_id, const char *state);
struct answer until_offers(const char *pull, size_t count);                                                       /* the pull shows that many: it follows the ledger a moment behind */
const char *a_claim(const struct merchant *merchant, const char *listing_id);                                      /* its id */
const char *an_order(const struct merchant *merchant, const char *listing_id, const char *claim_id);               /* through the API; its id */
const char *a_shipped_parcel(const struct merchant *merchant, const char *order_id, const char *plate, const char *tracking);   /* picked, packed, shipped */
/*
 * A write under an Idempotency-Key: done with this status, answered the same again, refused with another body (409). Returns the first answer, borrowed.
 * Its effect is there once: that is for the caller to look at.
 */
json_t *done_once(int status, const char *as, const char *method, const char *path, const char *body_format, ...);
size_t count_of(const char *as, const char *path);                                                                  /* items on the first page of a list */
void connect_source(const struct merchant *merchant, const char *source);                                          /* with webhook_secret */
extern const char webhook_secret[];
void hold(const struct merchant *merchant, const char *unit_id);
void release_hold(const struct merchant *merchant, const char *unit_id);
json_t *books(const struct merchant *merchant, const char *unit_id);                                               /* that sum to zero in each currency */
/* POSTs that are sent at once; the fault switch leaves them alone. body NULL: none. status: the answer. */
struct racer { const char *as, *path, *body; int status; };
enum { RACERS_MAX = 16 };
void race(struct racer *racer, size_t count);
char *fixture(const char *name);                                                                                    /* freed with the test's arena */

#endif
