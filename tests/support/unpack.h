#ifndef TESTS_UNPACK_H
#define TESTS_UNPACK_H

#include "resale/client.h"

/* What came compressed is read as what it says. */
void unpack(struct arena *arena, struct client_answer *got);

#endif
