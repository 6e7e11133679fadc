#ifndef TESTS_WIRE_H
#define TESTS_WIRE_H

#include "support/api.h"

/*
 * Bytes as no well-behaved client sends them. A connection to a service; fails the test when there is none. What it answers is collected until
 * it closes, 5 s pass without a byte, or there are `enough` bytes.
 */
int wire_open(const char *service);
int wire_to(int port);                                        /* of this machine */
bool wire_send(int wire, const char *bytes, size_t length);   /* false: the service closed it */
const char *wire_hear(int wire, size_t enough);               /* closes it; a text that lives until the test ends */
const char *wire_say(const char *service, const char *text);  /* the three in a row; the text should ask for "Connection: close" */

#endif
