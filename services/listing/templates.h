#ifndef LISTING_TEMPLATES_H
#define LISTING_TEMPLATES_H

#include "resale/html.h"

/* The templates of pages/, read once before the service listens. False: one of them is none, which is logged. */
bool templates_begin(void) MUST_USE;

/* A page of this template; `json` is what it shows. */
enum problem template_fill(struct arena *arena, const char *name, const char *json, struct buffer *html) MUST_USE;

#endif
