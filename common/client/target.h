#ifndef CLIENT_TARGET_H
#define CLIENT_TARGET_H

#include <curl/curl.h>

/* For calls to addresses that others choose: neither private ones, unless RESALE_ALLOW_PRIVATE_TARGETS, nor a proxy, and over IPv4 only. */
void target_guard(CURL *curl);

#endif
