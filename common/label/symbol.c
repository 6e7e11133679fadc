#include <math.h>
#include <zint.h>

#include "label_private.h"
#include "resale/log.h"

enum { CODE_128_MODULES = 11, CODE_128_FIXED = 11 + 11 + 13 };   /* a character; start, check and stop */

/* Bytes that a QR code of version 1, 2, … takes at error correction M. */
static const int qr_bytes[] = { 14, 26, 42, 62, 84, 106, 122, 152, LABEL_URL_MAX };

/* The version for bytes. A printer that packs better may choose a smaller one; never a larger. */
static int qr_version(const char *data)
{
        int length = (int)strlen(data);

        for (int version = 1; version <= (int)ARRAY_LEN(qr_bytes); version++)
                if (length <= qr_bytes[version - 1])
                        return version;
        return 0;
}

int symbol_columns(enum code_kind kind, const char *data)
{
        if (kind == CODE_128)
                return CODE_128_FIXED + CODE_128_MODULES * (int)strlen(data);
        return qr_version(data) ? 17 + 4 * qr_version(data) : 0;
}

int symbol_quiet(enum code_kind kind)
{
        return kind == CODE_128 ? 10 : 4;
}

static void delete_symbol(struct zint_symbol **symbol)
{
        if (*symbol)
                ZBarcode_Delete(*symbol);
}

static size_t count_rectangles(const struct zint_vector *vector)
{
        size_t count = 0;

        for (const struct zint_vector_rect *rect = vector->rectangles; rect; rect = rect->next)
                count++;
        return count;
}

/* `unit` is what zint calls the width of a module, `row` the height of one. */
static void take_bars(struct arena *arena, const struct zint_vector *vector, double unit, double row, struct symbol *symbol)
{
        struct bar *bar = symbol->bar = arena_alloc(arena, count_rectangles(vector) * sizeof *bar);

        for (const struct zint_vector_rect *rect = vector->rectangles; rect; rect = rect->next)
                *bar++ = (struct bar){ (int)lround(rect->x / unit), (int)lround(rect->y / row), (int)lround(rect->width / unit), (int)lround(rect->height / row) };
        symbol->count = (size_t)(bar - symbol->bar);
}

/* Code 128 stays in subset B, as the printer's ^BC does, so that every plate is equally wide in every output. */
enum problem symbol_make(struct arena *arena, enum code_kind kind, const char *data, struct symbol *symbol)
{
        CLEANUP(delete_symbol) struct zint_symbol *zint = ZBarcode_Create();
        int columns = symbol_columns(kind, data), rows = kind == CODE_128 ? 1 : columns;

        if (!zint)
                abort();
        zint->symbology = kind == CODE_128 ? BARCODE_CODE128B : BARCODE_QRCODE;
        zint->output_options = BARCODE_NO_QUIET_ZONES;
        zint->show_hrt = 0;
        if (kind == CODE_QR) {
                zint->option_1 = 2;                       /* error correction M */
                zint->option_2 = qr_version(data);
        }
        int failed = ZBarcode_Encode_and_Buffer_Vector(zint, (const unsigned char *)data, (int)strlen(data), 0);
        if (failed || !zint->vector || zint->width != columns) {
                log_line(LOG_ERROR, "label-symbol", NULL, "zint: %d %s, %d of %d modules", failed, zint->errtxt, zint->width, columns);
                return PROBLEM_INTERNAL;
        }
        *symbol = (struct symbol){ .columns = columns, .rows = rows };
        take_bars(arena, zint->vector, (double)zint->vector->width / columns, (double)zint->vector->height / rows, symbol);
        return PROBLEM_OK;
}
