#ifndef CSV_PRIVATE_H
#define CSV_PRIVATE_H

#include "resale/csv.h"

enum { CSV_PART = 65536, CSV_LINE_MAX = 1 << 20, CSV_COLUMNS_MAX = 1000, CSV_NAME_MAX = 200, CSV_VALUE_MAX = 2000 };

/* Where a value is kept. */
struct slot { char *text; size_t length, max; };

/* Bytes become values; where each goes is the caller's. */
struct reader {
        struct arena *arena;
        struct csv_report *report;
        int file;
        unsigned char *part;
        size_t at, end;
        char separator;
        int64_t line;                    /* of the next byte */

        struct slot **slot;              /* of each value of a line; NULL: it is not kept */
        size_t slots;
        const char *const *name;         /* of the columns, for complaints */

        /* the line that is read */
        int64_t begun;
        size_t values, bytes;
        bool any, bad;
};

/* False, with a complaint, when it is no text that could be CSV. */
bool reader_open(struct reader *reader, struct arena *arena, int file, struct csv_report *report) MUST_USE;
/* One line of values, which may be several of the file. False at the end. bad: it has been complained of. any: a value is not blank. */
bool reader_line(struct reader *reader);
/* The name of the value that is read, or NULL. */
const char *reader_name(const struct reader *reader);

#endif
