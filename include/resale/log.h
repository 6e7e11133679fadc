#ifndef RESALE_LOG_H
#define RESALE_LOG_H

#include "resale/base.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARNING, LOG_ERROR };

/* Once at start. False when the level's name is unknown. */
bool log_open(const char *service, const char *level) MUST_USE;
bool log_wants(enum log_level level);

/*
 * One JSON line on stderr, written whole: {"time","level","service","event", fields…,"message"}.
 * `fields` is NULL or JSON members without braces ("\"status\":200,\"micros\":81"); never secrets or customers' data.
 */
void log_line(enum log_level level, const char *event, const char *fields, const char *format, ...) PRINTF(4, 5);

#endif
