#ifndef LISTING_LOOK_H
#define LISTING_LOOK_H

#include "programme.h"

/*
 * A stylesheet of custom properties: the merchant's three colours, and what follows from them (muted, lines, what is written on the accent), for light and dark. Texts have 4.5 : 1
 * or more on what they stand on, edges of controls 3 : 1. A programme with a dark ground is dark in both.
 */
const char *look_css(struct arena *arena, const struct programme *programme);

#endif
