#include "resale/clock.h"

#include <time.h>

enum { MICROS = 1000000 };
static const int64_t first_micros = -62135596800000000, last_micros = 253402300799999999;   /* years 0001 to 9999 */

struct instant clock_now(void)
{
        struct timespec now;

        clock_gettime(CLOCK_REALTIME, &now);
        return (struct instant){ (int64_t)now.tv_sec * MICROS + now.tv_nsec / 1000 };
}

int64_t clock_monotonic_micros(void)
{
        struct timespec now;

        clock_gettime(CLOCK_MONOTONIC, &now);
        return (int64_t)now.tv_sec * MICROS + now.tv_nsec / 1000;
}

/* `count` digits at *text, which moves past them; -1 when one is missing. */
static int digits(const char **text, int count)
{
        int value = 0;

        for (int i = 0; i < count; i++, (*text)++) {
                if (**text < '0' || **text > '9')
                        return -1;
                value = value * 10 + (**text - '0');
        }
        return value;
}

static bool expect(const char **text, char c)
{
        if (**text != c)
                return false;
        (*text)++;
        return true;
}

/* Days since 1970-01-01 in the proleptic Gregorian calendar (civil-from-days arithmetic on 400-year eras). */
static int64_t days_of(int year, int month, int day)
{
        int y = year - (month <= 2), era = (y >= 0 ? y : y - 399) / 400, of_era = y - era * 400;
        int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

        return (int64_t)era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static bool is_day(int year, int month, int day)
{
        static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
        bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

        return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= lengths[month - 1] + (month == 2 && leap);
}

/* ".25" -> 250000 micros; further digits are cut. False: a point without digits. */
static bool fraction(const char **text, int64_t *micros)
{
        int scale = MICROS;

        *micros = 0;
        if (!expect(text, '.'))
                return true;
        const char *start = *text;
        for (; **text >= '0' && **text <= '9'; (*text)++) {
                scale /= 10;
                *micros += (int64_t)(**text - '0') * scale;
        }
        return *text > start;
}

/* "Z", "+01:00", "-0330", "+00" -> seconds east of UTC. */
static bool zone(const char **text, int *seconds)
{
        *seconds = 0;
        if (expect(text, 'Z') || expect(text, 'z'))
                return true;
        if (**text != '+' && **text != '-')
                return false;
        int sign = *(*text)++ == '-' ? -1 : 1, hours = digits(text, 2), minutes = 0;
        if (expect(text, ':') || (**text >= '0' && **text <= '9'))
                minutes = digits(text, 2);
        *seconds = sign * (hours * 3600 + minutes * 60);
        return hours >= 0 && hours <= 18 && minutes >= 0 && minutes <= 59;
}

bool instant_parse(const char *text, struct instant *at)
{
        int64_t micros;
        int offset;
        int year = digits(&text, 4);
        bool date = year > 0 && expect(&text, '-');
        int month = date ? digits(&text, 2) : -1;
        date = date && expect(&text, '-');
        int day = date ? digits(&text, 2) : -1;

        if (!date || !is_day(year, month, day) || !(expect(&text, 'T') || expect(&text, 't') || expect(&text, ' ')))
                return false;
        int hour = digits(&text, 2);
        if (hour < 0 || hour > 23 || !expect(&text, ':'))
                return false;
        int minute = digits(&text, 2);
        if (minute < 0 || minute > 59 || !expect(&text, ':'))
                return false;
        int second = digits(&text, 2);
        if (second < 0 || second > 60 || !fraction(&text, &micros) || !zone(&text, &offset) || *text)
                return false;
        at->micros = (days_of(year, month, day) * 86400 + hour * 3600 + minute * 60 + second - offset) * MICROS + micros;
        return at->micros >= first_micros && at->micros <= last_micros;   /* in UTC too */
}

static struct tm parts_of(struct instant at, int64_t *micros)
{
        int64_t seconds = at.micros / MICROS;
        struct tm tm;

        *micros = at.micros % MICROS;
        if (*micros < 0) {
                *micros += MICROS;
                seconds--;
        }
        time_t when = seconds;
        gmtime_r(&when, &tm);
        return tm;
}

void instant_format(struct instant at, char text[28])
{
        int64_t micros;
        struct tm tm = parts_of(at, &micros);
        unsigned year = (unsigned)(tm.tm_year + 1900) % 10000;
        int length = snprintf(text, 20, "%04u-%02u-%02uT%02u:%02u:%02u", year, (unsigned)(tm.tm_mon + 1) % 100, (unsigned)tm.tm_mday % 100,
                              (unsigned)tm.tm_hour % 100, (unsigned)tm.tm_min % 100, (unsigned)tm.tm_sec % 100);

        if (micros)
                snprintf(text + length, 9, ".%06uZ", (unsigned)(micros % MICROS));
        else
                snprintf(text + length, 2, "Z");
}
