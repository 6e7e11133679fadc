/* Bytes become values. */
#include <errno.h>
#include <unistd.h>

#include "csv_private.h"

static bool fill(struct reader *r)
{
        ssize_t got;

        do
                got = r->file < 0 ? 0 : read(r->file, r->part, CSV_PART);
        while (got < 0 && errno == EINTR);
        if (got < 0)
                csv_complain(r->report, r->line, NULL, "cannot be read: the storage failed");
        r->at = 0;
        r->end = got > 0 ? (size_t)got : 0;
        return got > 0;
}

static int peek(struct reader *r) { return r->at < r->end || fill(r) ? r->part[r->at] : -1; }

static int next(struct reader *r)
{
        int c = peek(r);

        r->at += c >= 0;
        return c;
}

const char *reader_name(const struct reader *r)
{
        return r->name && r->values < r->slots ? r->name[r->values] : NULL;
}

/* Only the first complaint of a line is made. */
static void wrong(struct reader *r, int64_t line, const char *reason)
{
        if (!r->bad)
                csv_complain(r->report, line, reader_name(r), "%s", reason);
        r->bad = true;
}

static void keep(struct reader *r, struct slot *slot, int c)
{
        if (++r->bytes == CSV_LINE_MAX)
                wrong(r, r->begun, "is in a line of more than 1 MiB");
        if (c == '\0')
                wrong(r, r->line, "holds a NUL byte");
        r->any |= c > ' ';
        if (!slot)
                return;
        if (slot->length == slot->max)
                wrong(r, r->begun, "is too long");
        else
                slot->text[slot->length++] = (char)c;
}

enum ending { GOES_ON, VALUE_ENDS, LINE_ENDS, FILE_ENDS };

static enum ending ending(struct reader *r, int c)
{
        if (c < 0)
                return FILE_ENDS;
        if (c == r->separator)
                return VALUE_ENDS;
        if (c != '\n' && c != '\r')
                return GOES_ON;
        if (c == '\r' && peek(r) == '\n')
                next(r);
        r->line++;
        return LINE_ENDS;
}

/* After the first quote: what follows the last. */
static int quoted(struct reader *r, struct slot *slot)
{
        int64_t begun = r->line;
        int c;

        while ((c = next(r)) >= 0) {
                if (c == '"' && peek(r) != '"')
                        return next(r);
                if (c == '"')
                        next(r);
                keep(r, slot, c);
                r->line += c == '\n' || (c == '\r' && peek(r) != '\n');
        }
        wrong(r, begun, "begins with a quote that is never closed");
        return c;
}

static enum ending read_value(struct reader *r, struct slot *slot)
{
        enum ending end;
        int c = next(r);
        bool in_quotes = c == '"';

        if (in_quotes)
                c = quoted(r, slot);
        for (; (end = ending(r, c)) == GOES_ON; c = next(r)) {
                if (in_quotes)
                        wrong(r, r->line, "has text after its closing quote");
                else if (c == '"')
                        wrong(r, r->line, "holds a quote but does not begin with one; put it in quotes and double each inside");
                keep(r, slot, c);
        }
        return end;
}

/* Of the first line while the columns are not known: each value is kept as a name. */
static struct slot *name_slot(struct reader *r)
{
        struct slot *slot = arena_alloc(r->arena, sizeof *slot);

        *slot = (struct slot){ .text = arena_alloc(r->arena, CSV_NAME_MAX + 1), .max = CSV_NAME_MAX };
        return r->slot[r->slots++] = slot;
}

static struct slot *slot_for(struct reader *r)
{
        if (!r->name && r->values == r->slots && r->slots < CSV_COLUMNS_MAX)
                return name_slot(r);
        return r->values < r->slots ? r->slot[r->values] : NULL;
}

bool reader_line(struct reader *r)
{
        enum ending end;

        if (peek(r) < 0)
                return false;
        r->begun = r->line;
        r->values = r->bytes = 0;
        r->any = r->bad = false;
        for (size_t i = 0; i < r->slots; i++)
                if (r->slot[i])
                        r->slot[i]->length = 0;
        do {
                struct slot *slot = slot_for(r);
                end = read_value(r, slot);
                if (slot)
                        slot->text[slot->length] = '\0';
                r->values++;
        } while (end == VALUE_ENDS);
        return true;
}

/* The one that the first line has most of, outside of quotes. */
static char separator_of(const struct reader *r)
{
        static const char all[] = ",;\t";
        size_t count[sizeof all] = { 0 }, best = 0;
        bool in_quotes = false;

        for (size_t i = r->at; i < r->end && (in_quotes || (r->part[i] != '\n' && r->part[i] != '\r')); i++) {
                const char *found = r->part[i] && !in_quotes ? strchr(all, r->part[i]) : NULL;
                in_quotes ^= r->part[i] == '"';
                if (found)
                        count[found - all]++;
        }
        for (size_t i = 1; all[i]; i++)
                if (count[i] > count[best])
                        best = i;
        return all[best];
}

static bool begins(const struct reader *r, const char *bytes, size_t length)
{
        return r->end >= length && memcmp(r->part, bytes, length) == 0;
}

/* What is often sent instead. */
static const char *stranger(const struct reader *r)
{
        if (begins(r, "\xff\xfe", 2) || begins(r, "\xfe\xff", 2))
                return "is UTF-16 (\"Unicode text\"); save it as \"CSV UTF-8\"";
        if (begins(r, "PK\3\4", 4) || begins(r, "\xd0\xcf\x11\xe0", 4))
                return "is a workbook; save the sheet as \"CSV UTF-8\"";
        return r->end > r->at ? NULL : "is empty";
}

bool reader_open(struct reader *r, struct arena *arena, int file, struct csv_report *report)
{
        *r = (struct reader){ .arena = arena, .report = report, .file = file, .line = 1, .part = arena_alloc(arena, CSV_PART) };
        r->slot = arena_alloc(arena, CSV_COLUMNS_MAX * sizeof(struct slot *));
        fill(r);
        r->at = begins(r, "\xef\xbb\xbf", 3) ? 3 : 0;
        const char *reason = stranger(r);
        if (reason)
                csv_complain(report, 1, NULL, "the file %s", reason);
        r->separator = separator_of(r);
        return !reason;
}
