#include "intake.h"
#include "intake_sql.h"
#include "place.h"
#include "resale/id.h"
#include "resale/json.h"
#include "resale/ledger.h"
#include "resale/scan.h"

/* One scan, in the forms it may be looked for. */
struct scanned {
        const char *code;         /* without what the scanner put around it */
        struct texts numbers;     /* tracking numbers it may hold, as rp.code writes them; the first is all of it */
        const char *gtin;         /* 14 digits, or NULL */
        const char *bin, *tote;   /* the code of its card, or NULL */
        const struct viewer *viewer;
};

/* As rp.code writes a printed code: ASCII letters and digits, in capitals. */
static const char *without_marks(struct arena *arena, const char *code)
{
        char *plain = arena_copy(arena, code, strlen(code)), *to = plain;

        for (; *code; code++)
                if ((*code >= '0' && *code <= '9') || (*code >= 'A' && *code <= 'Z'))
                        *to++ = *code;
                else if (*code >= 'a' && *code <= 'z')
                        *to++ = (char)(*code - 'a' + 'A');
        *to = '\0';
        return plain;
}

static struct scanned forms_of(struct arena *arena, const struct scan *scan)
{
        const struct scan_candidate *candidate = scan->candidates.item;
        struct scanned s = { .code = scan->text, .numbers.item = arena_alloc(arena, (scan->candidates.count + 1) * sizeof *s.numbers.item) };

        s.numbers.item[s.numbers.count++] = without_marks(arena, scan->text);
        for (size_t i = 0; i < scan->candidates.count; i++) {
                if (candidate[i].kind == SCAN_TRACKING)
                        s.numbers.item[s.numbers.count++] = without_marks(arena, candidate[i].text);
                if (candidate[i].kind == SCAN_BIN)
                        s.bin = candidate[i].text;
                if (candidate[i].kind == SCAN_TOTE)
                        s.tote = candidate[i].text;
                if (candidate[i].kind == SCAN_PRODUCT && !s.gtin)
                        s.gtin = candidate[i].gtin;
        }
        return s;
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
        const char *where;
        struct unit unit;

        TRY(ledger_unit_by_plate(db, arena, s->code, &unit));
        TRY(db_value(db, arena, &sql_select_place,
                     DB_ARGS(db_uuid(&unit.merchant_id), db_uuid(&unit.unit_id), db_text(s->viewer->actor), db_bool(s->viewer->may_review)), &where, PROBLEM_CODE_UNKNOWN));
        *json = arena_printf(arena, "{\"kind\":\"unit\",\"unit\":%s,\"floor\":%s}", json_write(arena, &unit_shape, &unit), where);
        return PROBLEM_OK;
}

static enum problem place(struct db *db, struct arena *arena, const struct scanned *s, const char **json)
{
        if (!s->bin && !s->tote)
                return PROBLEM_CODE_UNKNOWN;
        return place_find(db, arena, s->bin ? PLACE_BIN : PLACE_TOTE, s->bin ? s->bin : s->tote, s->viewer, json);
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

static enum problem known_product(struct db *db, struct arena *arena, const struct scanned *s, const char **json)
{
        return found(db, arena, &sql_scan_catalogue, DB_ARGS(db_text(s->gtin), db_text(s->code)), "catalogue", "products", json);
}

/* What the format alone says of a code that nothing here has. */
static const char *likeness(struct arena *arena, const struct scan *scan)
{
        static const char *const words[] = {
                [SCAN_PLATE] = "a licence plate", [SCAN_COMMAND] = "a command card", [SCAN_BIN] = "a bin", [SCAN_TOTE] = "a tote", [SCAN_PRODUCT] = "a product's barcode",
                [SCAN_TRACKING] = "a tracking number", [SCAN_LOGISTIC_UNIT] = "a logistic unit (SSCC)", [SCAN_TEXT] = NULL,
        };
        const struct scan_candidate *first = scan->candidates.item;
        const char *word = scan->candidates.count && (size_t)first->kind < ARRAY_LEN(words) ? words[first->kind] : NULL;

        if (scan->wrong)
                return scan->wrong;
        return word ? arena_printf(arena, "by its form it is %s", word) : NULL;
}

enum problem scan_resolve(struct db *db, struct arena *arena, const char *code, const struct viewer *viewer, const char **json, const char **like)
{
        static look *const looks[] = { unit, place, tracking_number, rma, order, resale_return, product, known_product };
        struct scan scan;
        bool readable = scan_read(arena, code, strlen(code), &scan);

        *like = likeness(arena, &scan);
        if (!readable)
                return PROBLEM_CODE_UNKNOWN;
        struct scanned s = forms_of(arena, &scan);
        s.viewer = viewer;
        for (size_t i = 0; i < ARRAY_LEN(looks); i++) {
                enum problem problem = looks[i](db, arena, &s, json);
                if (problem != PROBLEM_CODE_UNKNOWN)
                        return problem;
        }
        return PROBLEM_CODE_UNKNOWN;
}

enum problem unit_history(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const struct viewer *viewer, const char **json)
{
        const char *whole;

        TRY(ledger_history(db, arena, merchant_id, unit_id, &whole));
        return db_value(db, arena, &sql_hide_grades, DB_ARGS(db_uuid(merchant_id), db_uuid(unit_id), db_text(viewer->actor), db_bool(viewer->may_review), db_text(whole)), json,
                        PROBLEM_INTERNAL);
}
