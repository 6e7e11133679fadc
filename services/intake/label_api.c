#include "intake.h"
#include "intake_api.h"
#include "intake_sql.h"
#include "printing.h"
#include "resale/id.h"

static enum problem read_wish(struct request *rq, struct label_wish *wish)
{
        int format = LABEL_SVG, size = LABEL_57X32, dpi = 0;

        request_merchant(rq, &wish->merchant_id);
        TRY(request_uuid(rq, "unit_id", &wish->unit_id));
        TRY(request_query_choice(rq, "format", label_formats, &format));
        TRY(request_query_choice(rq, "size", label_sizes, &size));
        TRY(request_query_choice(rq, "dpi", label_dpis, &dpi));
        wish->format = (enum label_format)format;
        wish->size = (enum label_size)size;
        wish->dpi = label_dpi(dpi);
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
        CHOICE(struct print, format, label_formats),
        CHOICE(struct print, size, label_sizes),
        FIELD(struct print, printer_id),
};
static const struct shape print_body = SHAPE(struct print, print_fields);

/* A printer says itself what it takes; else whoever asks says what they print. */
static enum problem read_print(struct request *rq, struct print *print)
{
        TRY(request_json(rq, &print_body, print));
        bool sent = uuid_is_set(&print->printer_id);
        if (sent && (print->format >= 0 || print->size >= 0))
                return request_invalid(rq, print->format >= 0 ? "format" : "size", "is the printer's own: leave it out");
        if (!sent && (print->format < 0 || print->size < 0))
                return request_invalid(rq, print->format < 0 ? "format" : "size", "is required without a printer");
        request_merchant(rq, &print->merchant_id);
        return request_uuid(rq, "unit_id", &print->unit_id);
}

static enum problem queue(struct request *rq, struct print *print)
{
        struct print_order order = { .merchant_id = print->merchant_id, .unit_id = print->unit_id, .printer_id = print->printer_id };

        if (!uuid_is_set(&print->printer_id))
                return PROBLEM_OK;
        TRY(print_queue(request_db(rq), request_arena(rq), &order));
        print->print_id = order.print_id;
        print->printer = order.printer;
        print->size = order.size;
        print->format = LABEL_ZPL;
        return PROBLEM_OK;
}

enum problem post_label_prints(struct request *rq)
{
        struct print print = { .actor = request_actor(rq), .reason = PRINT_FIRST, .format = -1, .size = -1 };
        bool reason_wanted;

        TRY(read_print(rq, &print));
        TRY(queue(rq, &print));
        TRY(label_print(request_db(rq), request_arena(rq), &print, &reason_wanted));
        if (reason_wanted)
                return request_invalid(rq, "reason", "must be damaged, lost or not_printed: this label was printed before");
        return reply_json(rq, 201, &print_shape, &print);
}

enum problem get_label_print(struct request *rq)
{
        struct print_order order = { 0 };
        const char *json;

        request_merchant(rq, &order.merchant_id);
        TRY(request_uuid(rq, "unit_id", &order.unit_id));
        TRY(request_uuid(rq, "print_id", &order.print_id));
        TRY(print_find(request_db(rq), request_arena(rq), &order, &json));
        return reply_text(rq, 200, json);
}

enum problem get_unchecked_labels(struct request *rq)
{
        struct uuid facility_id;
        struct page page;
        const char *asked = request_query(rq, "facility_id");

        if (!asked || !uuid_parse(asked, &facility_id))
                return request_invalid(rq, "facility_id", "is required: whose bench it is");
        TRY(page_begin(rq, "-infinity", &page));
        return page_reply(rq, &page, &sql_list_unchecked_labels, DB_ARGS(db_uuid(&facility_id), PAGE_ARGS(&page)));
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
