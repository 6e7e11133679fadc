#ifndef RESALE_CLOCK_H
#define RESALE_CLOCK_H

#include "resale/arena.h"
#include "resale/shape.h"

struct instant clock_now(void);
int64_t clock_monotonic_micros(void);

/*
 * RFC 3339 with a zone ("2026-11-20T12:00:00.25+01:00", "…Z"; a space for the T; the zone "+00" as PostgreSQL writes it).
 * Years 0001 to 9999, micros; more digits are cut. False: another form, no zone, no such day.
 */
bool instant_parse(const char *text, struct instant *at) MUST_USE;
/* "2026-11-20T12:00:00.250000Z", without the fraction when it is zero; at least 28 bytes. */
void instant_format(struct instant at, char text[28]);

#endif
