#include <ctype.h>

#include "intake.h"
#include "intake_sql.h"
#include "resale/id.h"
#include "resale/json.h"
#include "resale/ledger.h"

enum { NUMBERS_MAX = 4, GTIN_LENGTH = 14 };

/* One scan, in the forms it may be looked for. */
struct scanned {
        const char *code;         /* without what the scanner put around it */
        struct texts numbers;     /* tracking numbers it may hold, as rp.code writes them */
        const char *gtin;         /* 14 digits, or NULL */
};

/* AIM identifiers ("]C1"), FNC1 and blanks around a code are the scanner's, not the code's. */
static const char *bare(struct arena *arena, const char *code, bool *gs1)
{
        static const char *const of_gs1[] = { "]C1", "]d2", "]Q3", "]e0" };
        static const char blanks[] = " \t\r\n\x1d";

        code += strspn(code, blanks);
        for (size_t i = 0; i < ARRAY_LEN(of_gs1); i++)
                *gs1 |= text_starts(code, of_gs1[i]);
        if (code[0] == ']' && code[1] && code[2])
                code += 3;
        code += strspn(code, blanks);
        size_t length = strlen(code);
        while (length && strchr(blanks, code[length - 1]))
                length--;
        return arena_copy(arena, code, length);
}

static char *without_marks(struct arena *arena, const char *code)
{
        char *plain = arena_copy(arena, code, strlen(code)), *to = plain;

        for (; *code; code++)
                if (isalnum((unsigned char)*code))
                        *to++ = (char)toupper((unsigned char)*code);
        *to = '\0';
        return plain;
}

/*
 * What a label's barcode holds beside the tracking number that is printed and told: USPS 420, ZIP (5 or 9), number (9x…, 22 or 26 digits);
 * FedEx 34 digits that end in the 12 of the number; FedEx Ground 96, 22 digits that end in 15.
 */
static void add_numbers(struct arena *arena, struct scanned *s)
{
        const char *all = without_marks(arena, s->code);
        size_t length = strlen(all);

        s->numbers.item = arena_alloc(arena, NUMBERS_MAX * sizeof *s->numbers.item);
        s->numbers.item[s->numbers.count++] = all;
        if (strspn(all, "0123456789") != length)
                return;
        if (text_starts(all, "420") && (length == 30 || length == 34) && all[8] == '9')
                s->numbers.item[s->numbers.count++] = all + 8;
        if (text_starts(all, "420") && length == 34 && all[12] == '9')
                s->numbers.item[s->numbers.count++] = all + 12;
        if (length == 34 && (text_starts(all, "100") || text_starts(all, "96")))
                s->numbers.item[s->numbers.count++] = all + 22;
        if (length == 22 && text_starts(all, "96"))
                s->numbers.item[s->numbers.count++] = all + 7;
}

/* A GTIN by itself, in a GS1 element string ("01" and 14 digits), or in a GS1 Digital Link ("…/01/…"). */
static const char *gtin_of(struct arena *arena, const char *code, bool gs1)
{
        const char *link = strstr(code, "/01/"), *text = code;
        size_t length = strspn(text, "0123456789");

        if (link && strstr(code, "://")) {
                text = link + 4;
                length = strspn(text, "0123456789");
        } else if (gs1 && text_starts(code, "01") && length >= 2 + GTIN_LENGTH) {
                text = code + 2;
                length = GTIN_LENGTH;
        } else if (text[length]) {
                return NULL;
        }
        text = arena_copy(arena, text, length);
        return gtin_is_valid(text) ? arena_printf(arena, "%0*d%s", (int)(GTIN_LENGTH + 1 - length), 0, text) + 1 : NULL;
}

/* --- where it is looked for, in this order --- */

typedef enum problem look(struct db *db, struct arena *arena, const struct scanned *s, const char **json);

static enum problem found(struct db *db, struct arena *arena, const struct sql *sql, struct db_args args, const char *kind, const char *member, const char **json)
{
        const char *items;

        TRY(db_value(db, arena, sql, args, &items, PROBLEM_CODE_UNKNOWN));
        *json = arena_printf(arena, "{\"kind\":\"%s\",\"%s\":%s}", kind, member, items);
        return PROBLEM_OK;
}

static enum problem unit(struct db *db, struct arena *arena, const struct scanned *s, const char **json)
{
        struct unit unit;

        TRY(ledger_unit_by_plate(db, arena, s->code, &unit));
        *json = arena_printf(arena, "{\"kind\":\"unit\",\"unit\":%s}", json_write(arena, &unit_shape, &unit));
        return PROBLEM_OK;
}

static enum problem tracking_number(struct db *db, struct arena *arena, const struct scanned *s, const char **json)
{
        return found(db, arena, &sql_scan_tracking, DB_ARGS(db_texts(arena, &s->numbers)), "tracking_number", "shipments", json);
}

static enum problem rma(struct db *db, struct arena *arena, const struct scanned *s, const char **json)
{
        return found(db, arena, &sql_scan_rma, DB_ARGS(db_text(s->code)), "rma", "shipments", json);
}

static enum problem order(struct db *db, struct arena *arena, const struct scanned *s, const char **json)
{
        return found(db, arena, &sql_scan_order, DB_ARGS(db_text(s->numbers.item[0])), "order", "shipments", json);
}

static enum problem resale_return(struct db *db, struct arena *arena, const struct scanned *s, const char **json)
{
        return found(db, arena, &sql_scan_return, DB_ARGS(db_text(s->code)), "resale_return", "returns", json);
}

static enum problem product(struct db *db, struct arena *arena, const struct scanned *s, const char **json)
{
        return found(db, arena, &sql_scan_product, DB_ARGS(db_text(s->gtin), db_text(s->code)), "product", "lines", json);
}

enum problem scan_resolve(struct db *db, struct arena *arena, const char *code, const char **json)
{
        static look *const looks[] = { unit, tracking_number, rma, order, resale_return, product };
        bool gs1 = false;
        struct scanned s = { .code = bare(arena, code, &gs1) };

        add_numbers(arena, &s);
        s.gtin = gtin_of(arena, s.code, gs1);
        for (size_t i = 0; i < ARRAY_LEN(looks); i++) {
                enum problem problem = looks[i](db, arena, &s, json);
                if (problem != PROBLEM_CODE_UNKNOWN)
                        return problem;
        }
        return PROBLEM_CODE_UNKNOWN;
}
