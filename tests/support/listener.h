#ifndef TESTS_LISTENER_H
#define TESTS_LISTENER_H

#include <stddef.h>

/* A target of webhooks on loopback: a thread that answers what it was told to, and keeps what it heard. */
struct listener;
struct heard { const char *head, *body; };   /* request line and headers as received; live until listener_stop */

struct listener *listener_start(void);
const char *listener_url(const struct listener *listener);                                /* "http://127.0.0.1:…/hook" */
void listener_answers(struct listener *listener, int status, const char *header_lines);   /* from now on; "Name: value\r\n" or "" */
/* Instead: judged one by one. `answer` is the body that goes back, of at most `size` bytes; the status is returned. */
typedef int listener_judge(const struct heard *heard, char *answer, size_t size);
void listener_judges(struct listener *listener, listener_judge *judge);
size_t listener_count(struct listener *listener);
struct heard listener_heard(struct listener *listener, size_t index);
void listener_stop(struct listener *listener);

#endif
