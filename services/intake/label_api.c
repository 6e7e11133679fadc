#include "intake.h"
#include "intake_api.h"
#include "resale/id.h"

static const char *const dpi_choices[] = { "203", "300", NULL };
static const int dpis[] = { 203, 300 };

static enum problem read_wish(struct request *rq, struct label_wish *wish)
{
        int format = LABEL_SVG, size = LABEL_57X32, dpi = 0;

        request_merchant(rq, &wish->merchant_id);
        TRY(request_uuid(rq, "unit_id", &wish->unit_id));
        TRY(request_query_choice(rq, "format", label_formats, &format));
        TRY(request_query_choice(rq, "size", label_sizes, &size));
        TRY(request_query_choice(rq, "dpi", dpi_choices, &dpi));
        wish->format = (enum label_format)format;
        wish->size = (enum label_size)size;
        wish->dpi = dpis[dpi];
        return PROBLEM_OK;
}

static enum problem reply_drawing(struct request *rq, const struct label_drawing *drawing)
{
        if (text_equal(drawing->media_type, "image/svg+xml"))   /* a picture: whatever was written into it runs nothing and fetches nothing, when it is opened by itself too */
                reply_header(rq, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        return reply_bytes(rq, 200, drawing->media_type, drawing->bytes, drawing->length);
}

enum problem get_label(struct request *rq)
{
        struct label_drawing drawing;
        struct label_wish wish;
        const char *plate;

        TRY(read_wish(rq, &wish));
        TRY(unit_label(request_db(rq), request_arena(rq), &wish, &plate, &drawing));
        reply_header(rq, "Content-Disposition", arena_printf(request_arena(rq), "inline; filename=\"%s.%s\"", plate, label_formats[wish.format]));
        reply_header(rq, "Cache-Control", "private, no-store");
        return reply_drawing(rq, &drawing);
}

static const struct field print_fields[] = {
        CHOICE(struct print, reason, print_reasons),
        CHOICE(struct print, format, label_formats, .required = true),
        CHOICE(struct print, size, label_sizes, .required = true),
};
static const struct shape print_body = SHAPE(struct print, print_fields);

enum problem post_label_prints(struct request *rq)
{
        struct print print = { .actor = request_actor(rq), .reason = PRINT_FIRST };
        bool reason_wanted;

        TRY(request_json(rq, &print_body, &print));
        request_merchant(rq, &print.merchant_id);
        TRY(request_uuid(rq, "unit_id", &print.unit_id));
        TRY(label_print(request_db(rq), request_arena(rq), &print, &reason_wanted));
        if (reason_wanted)
                return request_invalid(rq, "reason", "must be damaged or lost: this label was printed before");
        return reply_json(rq, 201, &print_shape, &print);
}

enum problem get_symbol(struct request *rq)
{
        const char *code = request_query(rq, "code"), *text;
        struct label_drawing drawing;
        int symbol = LABEL_CODE_128;

        TRY(request_query_choice(rq, "symbol", label_symbols, &symbol));
        if (!code || !card_code(request_arena(rq), code, &text))
                return request_invalid(rq, "code", "must be of a command card (RPC:OK), a bin (RPB:A-01) or a tote (RPT:7)");
        TRY(label_symbol(request_arena(rq), (enum label_symbol)symbol, text, &drawing));
        reply_header(rq, "Cache-Control", "private, max-age=86400");
        return reply_drawing(rq, &drawing);
}
