#include "intake_api.h"
#include "intake_sql.h"
#include "printing.h"
#include "resale/id.h"

enum { RAW_PORT = 9100 };

enum problem get_printers(struct request *rq)
{
        struct page page;

        TRY(page_begin(rq, "", &page));
        return page_reply(rq, &page, &sql_list_printers, DB_ARGS(PAGE_ARGS(&page)));
}

struct printer_body { struct uuid facility_id; const char *name, *host; int64_t port, dpi; int size; };
static const struct field printer_fields[] = {
        FIELD(struct printer_body, facility_id, .required = true),
        FIELD(struct printer_body, name, .required = true, .min = 1, .max = 60),
        FIELD(struct printer_body, host, .required = true, .min = 1, .max = 253),
        FIELD(struct printer_body, port, .min = 1024, .max = 65535),
        CHOICE(struct printer_body, size, label_sizes, .required = true),
        FIELD(struct printer_body, dpi, .required = true, .min = 203, .max = 300),
};
static const struct shape printer_shape = SHAPE(struct printer_body, printer_fields);

struct change_body { const char *name, *host; int64_t port, dpi; int size; struct json_text enabled; };
static const struct field change_fields[] = {
        FIELD(struct change_body, name, .min = 1, .max = 60),
        FIELD(struct change_body, host, .min = 1, .max = 253),
        FIELD(struct change_body, port, .min = 1024, .max = 65535),
        CHOICE(struct change_body, size, label_sizes),
        FIELD(struct change_body, dpi, .min = 203, .max = 300),
        FIELD(struct change_body, enabled),
};
static const struct shape change_shape = SHAPE(struct change_body, change_fields);

static enum problem check(struct request *rq, const struct printer_change *printer)
{
        if (printer->host && !label_host_is_possible(printer->host))
                return request_invalid(rq, "host", "must be a host name, or an address on your own network");
        if (printer->dpi && printer->dpi != 203 && printer->dpi != 300)
                return request_invalid(rq, "dpi", "must be 203 or 300");
        if (printer->enabled.text && !text_equal(printer->enabled.text, "true") && !text_equal(printer->enabled.text, "false"))
                return request_invalid(rq, "enabled", "must be true or false");
        return PROBLEM_OK;
}

static enum problem reply_printer(struct request *rq, int status, enum problem problem, const char *json)
{
        if (problem == PROBLEM_ALREADY_EXISTS)
                return request_problem(rq, problem, "This facility has a printer with this name already.");
        TRY(problem);
        return reply_text(rq, status, json);
}

enum problem post_printers(struct request *rq)
{
        struct printer_body body;
        const char *json = NULL;

        TRY(request_json(rq, &printer_shape, &body));
        struct printer_change printer = { .facility_id = body.facility_id, .name = body.name, .host = body.host, .port = body.port ? body.port : RAW_PORT, .dpi = body.dpi,
                                          .size = label_sizes[body.size] };
        TRY(check(rq, &printer));
        enum problem problem = printer_add(request_db(rq), request_arena(rq), &printer, &json);
        return reply_printer(rq, 201, problem, json);
}

enum problem patch_printer(struct request *rq)
{
        struct change_body body = { .size = -1 };
        struct printer_change change = { 0 };
        const char *json = NULL;

        TRY(request_uuid(rq, "printer_id", &change.printer_id));
        TRY(request_json(rq, &change_shape, &body));
        change.name = body.name;
        change.host = body.host;
        change.port = body.port;
        change.dpi = body.dpi;
        change.size = body.size < 0 ? NULL : label_sizes[body.size];
        change.enabled = body.enabled;
        TRY(check(rq, &change));
        enum problem problem = printer_update(request_db(rq), request_arena(rq), &change, &json);
        return reply_printer(rq, 200, problem, json);
}

enum problem post_test_prints(struct request *rq)
{
        struct print_order order = { 0 };
        const char *json;

        TRY(request_uuid(rq, "printer_id", &order.printer_id));
        TRY(print_queue(request_db(rq), request_arena(rq), &order));
        TRY(print_find(request_db(rq), request_arena(rq), &order, &json));
        return reply_text(rq, 201, json);
}

enum problem get_test_print(struct request *rq)
{
        struct print_order order = { 0 };
        const char *json;

        TRY(request_uuid(rq, "printer_id", &order.printer_id));
        TRY(request_uuid(rq, "print_id", &order.print_id));
        TRY(print_find(request_db(rq), request_arena(rq), &order, &json));
        return reply_text(rq, 200, json);
}
