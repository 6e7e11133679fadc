#ifndef HTTP_TOPIC_H
#define HTTP_TOPIC_H

#include "http_private.h"

/*
 * The topics that kept answers and streams are about, and the version each has in the database. One thread asks for the versions of all at once: when a process says that
 * it committed something (the waker hears it), and after LOOK_MS in any case, so that nothing hangs on hearing. What could not be asked for LEASE_MS counts as unknown.
 */
struct topic {
        struct topic *next;
        atomic_llong version;
        int holders;
        char name[];
};

void topics_start(const struct service *service);
void topics_stop(void);
void topics_look(void);                                          /* any thread: something was committed */
struct topic *topic_hold(const char *name, int64_t version);     /* known to have at least this version */
void topic_release(struct topic *topic);                         /* NULL is allowed */
bool topic_is_at(const struct topic *topic, int64_t version, int64_t now);   /* it has not moved on, as far as anybody knows */

/* channel.c: on the thread of the topics. */
enum problem channels_step(struct db *db, struct arena *arena);

#endif
