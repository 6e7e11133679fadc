#include "floor_api.h"
#include "forward.h"

static const struct field begin_fields[] = { FIELD(struct forward, destination_id) };
static const struct shape begin_body = SHAPE(struct forward, begin_fields);

enum problem post_forward(struct request *rq)
{
        struct forward forward = { 0 };
        const char *json;

        TRY(request_json(rq, &begin_body, &forward));
        request_merchant(rq, &forward.merchant_id);
        TRY(request_uuid(rq, "unit_id", &forward.unit_id));
        forward.actor = request_actor(rq);
        enum problem problem = forward_begin(request_db(rq), request_arena(rq), &forward, &json);
        if (problem == PROBLEM_NO_WAREHOUSE)
                return request_problem(rq, problem, *forward.destination_id.text ? "The merchant has no such warehouse. Leave destination_id out for its default."
                                                                                 : "The merchant has no warehouse of its own. Add one under Routing, or say what else becomes of it.");
        if (problem == PROBLEM_UNIT_STATE)
                return request_problem(rq, problem, "Only a piece that was received or is held can be sent on.");
        TRY(problem);
        return reply_text(rq, 201, json);
}

enum problem get_forward(struct request *rq)
{
        struct uuid merchant_id, unit_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "unit_id", &unit_id));
        TRY(forward_find(request_db(rq), request_arena(rq), &merchant_id, &unit_id, &json));
        return reply_text(rq, 200, json);
}

static const char *const dpi_choices[] = { "203", "300", NULL };
static const int dpis[] = { 203, 300 };

enum problem get_forward_label(struct request *rq)
{
        struct label_wish wish = { 0 };
        struct label_drawing drawing;
        int format = LABEL_PDF, dpi = 0;
        const char *plate;

        request_merchant(rq, &wish.merchant_id);
        TRY(request_uuid(rq, "unit_id", &wish.unit_id));
        TRY(request_query_choice(rq, "format", label_formats, &format));
        TRY(request_query_choice(rq, "dpi", dpi_choices, &dpi));
        wish.format = (enum label_format)format;
        wish.dpi = dpis[dpi];
        TRY(forward_label(request_db(rq), request_arena(rq), &wish, &plate, &drawing));
        reply_header(rq, "Content-Disposition", arena_printf(request_arena(rq), "inline; filename=\"%s-address.%s\"", plate, label_formats[format]));
        reply_header(rq, "Cache-Control", "private, no-store");
        if (format == LABEL_SVG)
                reply_header(rq, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        return reply_bytes(rq, 200, drawing.media_type, drawing.bytes, drawing.length);
}

static const struct field tracking_fields[] = {
        FIELD(struct forward, carrier, .required = true, .min = 1, .max = 60),
        FIELD(struct forward, tracking_number, .required = true, .min = 1, .max = 100),
};
static const struct shape tracking_body = SHAPE(struct forward, tracking_fields);

enum problem post_forward_tracking(struct request *rq)
{
        struct forward forward = { 0 };
        const char *json;

        TRY(request_json(rq, &tracking_body, &forward));
        request_merchant(rq, &forward.merchant_id);
        TRY(request_uuid(rq, "unit_id", &forward.unit_id));
        TRY(forward_track(request_db(rq), request_arena(rq), &forward, &json));
        return reply_text(rq, 200, json);
}
