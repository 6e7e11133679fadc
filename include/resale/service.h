#ifndef RESALE_SERVICE_H
#define RESALE_SERVICE_H

#include "resale/http.h"

/*
 * A file embedded at build from services/<name>/pages or common/pages. Served at /<service>/<path>; the ETag is of its bytes. A worker that compiles
 * WebAssembly is called *-wasm.js: it alone may. A page whose <html> says data-pictures="elsewhere" may show pictures by https from anywhere: a merchant's are where its shop keeps them.
 */
struct asset { const char *path, *media_type, *etag; const unsigned char *bytes; size_t length; bool pictures_elsewhere; };

/*
 * Work that no request waits for (reading the ledger, the inbox, deliveries, expiries): one thread with its
 * own connection, which sees every merchant. `step` does one bounded batch in its own transactions and says
 * whether there is more; otherwise the thread pauses. It looks again as soon as a process of its service committed something, and any other too when it follows
 * the ledger or what else others write; pause_ms: by the clock alone.
 * A failed step is logged and run again after a pause that grows to 30 s.
 */
typedef enum problem background_step(struct db *db, struct arena *arena, bool *more);
struct background { const char *name; background_step *step; int64_t pause_ms; bool follows; };

/*
 * What kept answers and streams are about, such as one collection: each topic has a version that grows with every change. `versions` has one argument, the topics
 * asked about (text[]), and the columns topic, version. `events` adds what happened after `since`, up to `until`, as server-sent events whose ids are versions: one
 * bounded batch, which goes on to *reached. Both are run on a connection that sees every merchant.
 */
struct topics {
        const struct sql *versions;
        enum problem (*events)(struct db *db, struct arena *arena, const char *topic, int64_t since, int64_t until, struct buffer *out, int64_t *reached);
};

struct service {
        const char *name;                       /* also its schema, its role (resale_<name>) and its path prefix */
        uint16_t port;                          /* unless RESALE_PORT says otherwise */
        const struct route *routes;
        size_t route_count;
        const struct asset *assets;             /* ends with a NULL path */
        const struct background *background;    /* ends with a NULL name; may be NULL */
        enum problem (*start)(struct db *db, struct arena *arena);   /* once, before listening; may be NULL */
        const struct topics *topics;            /* NULL: nothing is kept */
};

/* The whole life of a process: --help, --routes, configuration, start, serve, drain on SIGTERM. Returns the exit status. */
int service_main(const struct service *service, int argc, char **argv);

#endif
