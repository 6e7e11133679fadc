#include "intake_api.h"
#include "intake_sql.h"
#include "printing.h"
#include "resale/plan.h"

static const char *const roll_formats[] = { [LABEL_ZPL] = "zpl", [LABEL_PDF] = "pdf", NULL };

enum problem get_rolls(struct request *rq)
{
        struct uuid merchant_id;
        struct page page;

        request_merchant(rq, &merchant_id);
        TRY(page_begin(rq, "infinity", &page));
        return page_reply(rq, &page, &sql_list_rolls, DB_ARGS(db_uuid(&merchant_id), PAGE_ARGS(&page)));
}

static const struct field roll_fields[] = {
        FIELD(struct roll, count, .required = true, .min = 1, .max = ROLL_MAX),
        CHOICE(struct roll, size, label_sizes, .required = true),
        FIELD(struct roll, dpi, .required = true, .min = 203, .max = 300),
};
static const struct shape roll_shape = SHAPE(struct roll, roll_fields);

enum problem post_rolls(struct request *rq)
{
        struct roll roll = { .actor = request_actor(rq) };
        const char *json;

        TRY(request_json(rq, &roll_shape, &roll));
        if (roll.dpi != 203 && roll.dpi != 300)
                return request_invalid(rq, "dpi", "must be 203 or 300");
        request_merchant(rq, &roll.merchant_id);
        TRY(plan_includes_resale(request_db(rq), request_arena(rq), &roll.merchant_id));
        TRY(roll_make(request_db(rq), request_arena(rq), &roll, &json));
        return reply_text(rq, 201, json);
}

enum problem get_roll_labels(struct request *rq)
{
        struct roll_part part = { .from = 1, .count = LABELS_MAX };
        struct label_drawing drawing;
        const char *name;
        int format = LABEL_PDF;

        request_merchant(rq, &part.merchant_id);
        TRY(request_uuid(rq, "roll_id", &part.roll_id));
        TRY(request_query_choice(rq, "format", roll_formats, &format));
        TRY(request_query_int(rq, "from", 1, ROLL_MAX, &part.from));
        TRY(request_query_int(rq, "count", 1, LABELS_MAX, &part.count));
        part.format = (enum label_format)format;
        enum problem problem = roll_draw(request_db(rq), request_arena(rq), &part, &name, &drawing);
        if (problem == PROBLEM_INVALID_FIELD)
                return request_invalid(rq, "from", "is after the last label of the roll");
        TRY(problem);
        reply_header(rq, "Content-Disposition", arena_printf(request_arena(rq), "attachment; filename=\"%s\"", name));
        reply_header(rq, "Cache-Control", "private, no-store");
        return reply_bytes(rq, 200, drawing.media_type, drawing.bytes, drawing.length);
}
