#ifndef RESALECTL_DEMO_H
#define RESALECTL_DEMO_H

#include "demo_picture.h"
#include "resale/arena.h"
#include "resale/client.h"
#include "resale/json.h"

/* The loop, played over HTTP. A step that deviates says what it expected and ends the program with status 1. */
struct demo {
        struct arena *arena;
        struct client *client;
        const char *run;                                   /* makes names and numbers of this run its own */
        const char *administrator, *floor, *bench, *shipper;   /* session tokens */
        const char *merchant_id, *key, *facility_id, *collection, *collection_id, *password;
        const char *jacket, *fleece, *second;              /* units */
        struct taken *window;                              /* photos of those in the shop window */
        const char *jacket_plate, *fleece_plate, *second_plate;
        const char *order_id;
};

/* demo_call.c */
/* One exchange; the answer must have `status`. `as` is a token or NULL; `body` JSON or NULL. */
const struct doc *demo_call(struct demo *d, int status, const char *as, const char *method, const char *path, const char *body);
/* A part of a photo. */
void demo_send(struct demo *d, const char *as, const char *path, const void *bytes, size_t length);
/* A signed webhook. */
void demo_webhook(struct demo *d, int status, int source, const char *secret, const char *path, const char *topic, const char *delivery, const char *body);
/* GET with a header; the status, and the ETag when there is one. */
int demo_get(struct demo *d, const char *as, const char *path, const char *header, const char **etag, const struct doc **json);
/* Asked again, at most 20 s, until `member` of the answer is `value`; "" waits for a list "items" that is not empty. */
const struct doc *demo_until(struct demo *d, const char *as, const char *path, const char *member, const char *value);
const char *demo_text(struct demo *d, const struct doc *json, const char *path);     /* must be there */
void demo_expect(struct demo *d, const char *what, const char *expected, const char *got);
const char *demo_path(struct demo *d, const char *service, const char *rest);       /* /<service>/v1/merchants/<id><rest> */
const char *demo_fixture(struct demo *d, const char *name, const char *const *replacements);   /* NAME, value, …, NULL */
void demo_title(int step, const char *title);
void demo_say(const char *format, ...) PRINTF(1, 2);
void demo_look(struct demo *d, const char *path);                                   /* the address to look at */

/* demo_people.c: staff to sign in as. */
void demo_people(struct demo *d);

/* demo_photos.c: pictures of pieces, drawn and sent as photos of the shots on their lists. */
struct taken { const char *unit; const struct piece_look *look; struct photo_image image[4]; const char *photo[4]; };   /* by view; an image that is there is not drawn */
void demo_take(struct demo *d, struct taken *taken);
/* Until all are there. */
void demo_taken(struct demo *d, const struct taken *taken, size_t count);
/* What is pinned where its flaw is: an observation of that question. */
const char *demo_pinned(struct demo *d, const struct taken *taken, const char *question, const char *place);

/* demo_window.c: more pieces, so that the shop has something to show. */
void demo_window_receive(struct demo *d);
void demo_window_take(struct demo *d);
void demo_window_grade(struct demo *d);

/* demo_inbound.c, demo_sale.c: the nine steps, and what they share. */
const char *demo_receive(struct demo *d, const char *shipment, const char *rest, const char *body, const char **plate);
/* observed: "" for none. What was decided. */
const char *demo_grade(struct demo *d, const char *unit, const char *title, const char *answers, const char *observed, const char *expected);
void demo_setup(struct demo *d);
void demo_routing(struct demo *d);
void demo_receiving(struct demo *d);
void demo_bench(struct demo *d);
void demo_pull(struct demo *d);
void demo_sale(struct demo *d);
void demo_shipping(struct demo *d);
void demo_return(struct demo *d);

#endif
