#include "label_private.h"
#include "resale/log.h"

/* Western, Central European, Turkish, Baltic: the code pages whose letters Helvetica has. */
const char *const press_encodings[ENCODINGS] = { "CP1252", "CP1250", "CP1254", "CP1257" };

/* libharu reports here and goes on: each call then returns its status. */
static void note_error(HPDF_STATUS error, HPDF_STATUS detail, void *context)
{
        struct press *press = context;

        (void)detail;
        if (!press->failed)
                press->failed = error;
}

static void read_encoding(struct press *press, int encoding)
{
        HPDF_Encoder encoder = HPDF_GetEncoder(press->pdf, press_encodings[encoding]);

        for (unsigned byte = 0x20; encoder && byte < 256; byte++) {
                uint32_t rune = HPDF_Encoder_GetUnicode(encoder, (HPDF_UINT16)byte);
                if (rune >= 0x20 && rune != 0x7f && HPDF_Font_GetUnicodeWidth(press->measure[0], (HPDF_UNICODE)rune) > 0)
                        press->rune[encoding][byte] = rune;
        }
}

enum problem press_open(struct press *press)
{
        *press = (struct press){ .pdf = HPDF_New(note_error, press) };
        if (!press->pdf)
                abort();
        press->measure[0] = HPDF_GetFont(press->pdf, "Helvetica", press_encodings[0]);
        press->measure[1] = HPDF_GetFont(press->pdf, "Helvetica-Bold", press_encodings[0]);
        for (int encoding = 0; encoding < ENCODINGS && !press->failed; encoding++)
                read_encoding(press, encoding);
        if (!press->failed)
                return PROBLEM_OK;
        log_line(LOG_ERROR, "label-font", NULL, "libharu: 0x%04lx", (unsigned long)press->failed);
        return PROBLEM_INTERNAL;
}

void press_close(struct press *press)
{
        if (press->pdf)
                HPDF_Free(press->pdf);
        press->pdf = NULL;
}
