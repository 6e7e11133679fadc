#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include "http_private.h"

/* NULL when it cannot listen. The server runs until server_stop, which lets running requests end. */
struct server *server_start(const struct service *service);
void server_stop(struct server *server);

#endif
