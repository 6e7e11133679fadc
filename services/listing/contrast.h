#ifndef LISTING_CONTRAST_H
#define LISTING_CONTRAST_H

#include "resale/base.h"

/* Contrast of two colours as WCAG 2.2 counts it, in hundredths (4.5 : 1 is 450), rounded down. -1: one of them is not "#rrggbb". */
enum { CONTRAST_TEXT = 450, CONTRAST_ACCENT = 300 };
int64_t contrast(const char *one, const char *other);

#endif
