#include "intake.h"
#include "intake_sql.h"
#include "printing.h"
#include "resale/config.h"
#include "resale/id.h"
#include "resale/json.h"
#include "resale/log.h"
#include "resale/scan.h"

const char *const print_reasons[] = { [PRINT_FIRST] = "first", [PRINT_DAMAGED] = "damaged", [PRINT_LOST] = "lost", [PRINT_NOT_PRINTED] = "not_printed", NULL };

const char *const label_dpis[] = { "203", "300", NULL };
int label_dpi(int choice) { return choice ? 300 : 203; }

struct labelled { const char *plate, *title, *sku, *barcode, *merchant, *received; };
static const struct field labelled_fields[] = {
        FIELD(struct labelled, plate),
        FIELD(struct labelled, title),
        FIELD(struct labelled, sku),
        FIELD(struct labelled, barcode),
        FIELD(struct labelled, merchant),
        FIELD(struct labelled, received),
};
static const struct shape labelled_shape = SHAPE(struct labelled, labelled_fields);

/* A GS1 Digital Link where the product has a GTIN, so that it is one to every reader; else the unit's own page. The scan box knows the plate in both. */
const char *label_url(struct arena *arena, const char *barcode, const char *plate)
{
        const char *origin = config_text(SETTING_RESALE_PUBLIC_URL);
        size_t length = strlen(origin);
        struct gtin gtin;

        while (length && origin[length - 1] == '/')
                length--;
        if (barcode && gtin_parse(barcode, &gtin))
                return arena_printf(arena, "%.*s/01/%s/21/%s", (int)length, origin, gtin.text, plate);
        return arena_printf(arena, "%.*s/u/%s", (int)length, origin, plate);
}

enum problem unit_label(struct db *db, struct arena *arena, const struct label_wish *wish, const char **plate, struct label_drawing *drawing)
{
        struct labelled of;
        struct json_fault fault = { 0 };

        TRY(db_one(db, arena, &sql_select_label, DB_ARGS(db_uuid(&wish->merchant_id), db_uuid(&wish->unit_id)), &labelled_shape, &of, PROBLEM_UNIT_NOT_FOUND));
        struct label label = { .plate = of.plate, .url = label_url(arena, of.barcode, of.plate), .title = of.title, .sku = of.sku, .merchant = of.merchant, .received = of.received,
                               .size = wish->size, .dpi = wish->dpi };
        enum problem problem = label_draw(arena, &label, wish->format, drawing, &fault);
        if (problem == PROBLEM_INVALID_FIELD) {   /* nobody asked for what is wrong: it is in our settings or our data */
                log_line(LOG_ERROR, "label", NULL, "%s of %s %s", fault.field, of.plate, fault.reason);
                return PROBLEM_INTERNAL;
        }
        *plate = of.plate;
        return problem;
}

struct noted { int64_t printed; bool noted, raced; };
static const struct field noted_fields[] = { FIELD(struct noted, printed), FIELD(struct noted, noted), FIELD(struct noted, raced) };
static const struct shape noted_shape = SHAPE(struct noted, noted_fields);

static const struct field print_fields[] = { FIELD(struct print, printed), FIELD(struct print, print_id) };
const struct shape print_shape = SHAPE(struct print, print_fields);

enum problem label_print(struct db *db, struct arena *arena, struct print *print, bool *reason_wanted)
{
        struct noted noted;

        TRY(db_one(db, arena, &sql_print_label,
                   DB_ARGS(db_uuid(&print->merchant_id), db_uuid(&print->unit_id), db_text(print->actor), db_text(print_reasons[print->reason]),
                           db_text(label_formats[print->format]), db_text(label_sizes[print->size]), db_text(print->printer)),
                   &noted_shape, &noted, PROBLEM_UNIT_NOT_FOUND));
        if (noted.raced)
                return PROBLEM_TRANSACTION_RETRY;   /* printed at this moment: asked again, it is a reprint */
        *reason_wanted = !noted.noted;
        print->printed = noted.printed;
        return PROBLEM_OK;
}

bool card_code(struct arena *arena, const char *code, const char **text)
{
        static const char *const prefixes[] = { [SCAN_COMMAND] = "RPC:", [SCAN_BIN] = "RPB:", [SCAN_TOTE] = "RPT:" };
        struct scan scan;

        if (!scan_read(arena, code, strlen(code), &scan) || scan.candidates.count != 1)
                return false;
        const struct scan_candidate *only = scan.candidates.item;
        if ((size_t)only->kind >= ARRAY_LEN(prefixes) || !prefixes[only->kind])
                return false;
        *text = arena_printf(arena, "%s%s", prefixes[only->kind], only->text);
        return true;
}
