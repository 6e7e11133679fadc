#include "resale/log.h"

#include <stdarg.h>
#include <unistd.h>

#include "resale/clock.h"

enum { LINE_MAX_BYTES = 4096 };

static const char *const level_names[] = { "debug", "info", "warning", "error" };
static const char *service_name = "resale";
static enum log_level least = LOG_INFO;

bool log_open(const char *service, const char *level)
{
        service_name = service;
        for (size_t i = 0; i < ARRAY_LEN(level_names); i++)
                if (text_equal(level_names[i], level)) {
                        least = (enum log_level)i;
                        return true;
                }
        return false;
}

bool log_wants(enum log_level level)
{
        return level >= least;
}

/* Control characters, quotes and backslashes escaped; cut where the line would be too long. */
static size_t add_escaped(char *line, size_t at, const char *text)
{
        for (; *text && at < LINE_MAX_BYTES - 16; text++) {
                unsigned char c = (unsigned char)*text;
                if (c == '"' || c == '\\') {
                        line[at++] = '\\';
                        line[at++] = (char)c;
                } else if (c < 0x20) {
                        at += (size_t)snprintf(line + at, 8, "\\u%04x", c);
                } else {
                        line[at++] = (char)c;
                }
        }
        return at;
}

void log_line(enum log_level level, const char *event, const char *fields, const char *format, ...)
{
        char line[LINE_MAX_BYTES], message[1024], now[28];
        va_list arguments;

        if (!log_wants(level))
                return;
        instant_format(clock_now(), now);
        va_start(arguments, format);
        vsnprintf(message, sizeof message, format, arguments);
        va_end(arguments);
        int head = snprintf(line, sizeof line / 2, "{\"time\":\"%s\",\"level\":\"%s\",\"service\":\"%s\",\"event\":\"%s\"%s%.1500s,\"message\":\"", now,
                            level_names[level], service_name, event, fields ? "," : "", fields ? fields : "");
        size_t at = add_escaped(line, head < (int)sizeof line / 2 ? (size_t)head : sizeof line / 2 - 1, message);
        memcpy(line + at, "\"}\n", 3);
        if (write(STDERR_FILENO, line, at + 3) < 0)
                return;   /* nowhere to say it */
}
