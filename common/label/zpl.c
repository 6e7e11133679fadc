#include "label_private.h"

/* Field data after ^FH: what ZPL would take for a command, and the "_" that announces a byte in hex. */
static void add_data(struct buffer *out, const char *text)
{
        for (; *text; text++)
                if (strchr("^~\\_", *text))
                        buffer_printf(out, "_%02X", (unsigned char)*text);
                else
                        buffer_add(out, text, 1);
        buffer_text(out, "^FS\n");
}

static void add_text(struct buffer *out, const struct drawn_text *text)
{
        buffer_printf(out, "^FO%d,%d^A0N,%d,%d", text->x, text->y, text->size, text->size);
        if (text->centred)
                buffer_printf(out, "^FB%d,1,0,C", text->box);
        buffer_text(out, "^FH_^FD");
        add_data(out, text->text);
}

/*
 * Mode N of ^BC begins in subset B and stays there. ^BY says the height too: the printer keeps it, and moves a QR code down by it, so a QR code gets 1.
 */
static void add_code(struct buffer *out, const struct drawn_code *code)
{
        bool qr = code->kind == CODE_QR;
        int height = qr ? 1 : code->height;

        buffer_printf(out, "^BY%d,2,%d^FO%d,%d", code->module, height, code->x, code->y);
        if (qr)
                buffer_printf(out, "^BQN,2,%d^FH_^FDMA,", code->module);
        else
                buffer_printf(out, "^BCN,%d,N,N,N,N^FH_^FD", height);
        add_data(out, code->data);
}

void zpl_draw(struct buffer *out, const struct sheet *sheet)
{
        buffer_printf(out, "^XA\n^CI28\n^PW%d\n^LL%d\n^LH0,0\n", sheet->width, sheet->height);
        for (size_t i = 0; i < sheet->count; i++)
                add_text(out, &sheet->text[i]);
        for (enum code_kind kind = 0; kind < CODE_KINDS; kind++)
                if (sheet->code[kind].count)
                        add_code(out, &sheet->code[kind]);
        buffer_text(out, "^PQ1\n^XZ\n");
}
