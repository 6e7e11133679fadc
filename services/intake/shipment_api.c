#include "intake.h"
#include "intake_api.h"
#include "intake_sql.h"
#include "resale/outbox.h"
#include "resale/plan.h"

struct scan_body { const char *code; };
static const struct field scan_fields[] = { FIELD(struct scan_body, code, .required = true, .min = 1, .max = 300) };
static const struct shape scan_shape = SHAPE(struct scan_body, scan_fields);

enum problem post_scans(struct request *rq)
{
        struct viewer viewer = request_viewer(rq);
        struct scan_body body;
        const char *json, *like;

        TRY(request_json(rq, &scan_shape, &body));
        enum problem problem = scan_resolve(request_db(rq), request_arena(rq), body.code, &viewer, &json, &like);
        if (problem == PROBLEM_CODE_UNKNOWN)
                return request_problem(rq, problem, "Nothing here has the code %.100s%s%s%s. Receive it as a stranger of the shipment it came in.", body.code,
                                       like ? " (" : "", like ? like : "", like ? ")" : "");
        TRY(problem);
        return reply_text(rq, 200, json);
}

enum problem get_queue(struct request *rq)
{
        static const char *const states[] = { "open", "closed", NULL };
        struct page page;
        int state = 0;

        TRY(request_query_choice(rq, "state", states, &state));
        TRY(page_begin(rq, state ? "infinity" : "-infinity", &page));
        return page_reply(rq, &page, state ? &sql_list_closed : &sql_list_queue, DB_ARGS(PAGE_ARGS(&page)));
}

enum problem get_shipments(struct request *rq)
{
        struct uuid merchant_id;
        struct page page;

        request_merchant(rq, &merchant_id);
        TRY(page_begin(rq, "infinity", &page));
        return page_reply(rq, &page, &sql_list_shipments, DB_ARGS(db_uuid(&merchant_id), PAGE_ARGS(&page)));
}

enum problem get_shipment(struct request *rq)
{
        struct uuid merchant_id, shipment_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "shipment_id", &shipment_id));
        TRY(shipment_find(request_db(rq), request_arena(rq), &merchant_id, &shipment_id, &json));
        return reply_text(rq, 200, json);
}

static const struct field announcement_fields[] = {
        FIELD(struct announcement, rma, .min = 1, .max = 200),
        FIELD(struct announcement, tracking_number, .min = 1, .max = 100),
        FIELD(struct announcement, carrier, .min = 1, .max = 60),
        LIST(struct announcement, lines, &announced_line_shape, .required = true, .min = 1, .max = 500),
};
static const struct shape announcement_shape = SHAPE(struct announcement, announcement_fields);

enum problem post_shipments(struct request *rq)
{
        struct announcement body;
        struct uuid merchant_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(request_json(rq, &announcement_shape, &body));
        TRY(shipment_announce(request_db(rq), request_arena(rq), &merchant_id, &body, &json));
        return reply_text(rq, 201, json);
}

enum problem post_close(struct request *rq)
{
        struct uuid merchant_id, shipment_id;
        const char *report;

        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "shipment_id", &shipment_id));
        TRY(shipment_close(request_db(rq), request_arena(rq), &merchant_id, &shipment_id, &report));
        return reply_text(rq, 200, report);
}

enum problem get_report(struct request *rq)
{
        struct uuid merchant_id, shipment_id;
        const char *report;

        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "shipment_id", &shipment_id));
        TRY(shipment_report(request_db(rq), request_arena(rq), &merchant_id, &shipment_id, &report));
        return reply_text(rq, 200, report);
}

struct subscription_body { const char *url, *secret; };
static const struct field subscription_fields[] = {
        FIELD(struct subscription_body, url, .required = true, .min = 10, .max = 2000),
        FIELD(struct subscription_body, secret, .required = true, .min = 16, .max = 200),
};
static const struct shape subscription_shape = SHAPE(struct subscription_body, subscription_fields);

enum problem put_subscription(struct request *rq)
{
        struct subscription_body body;
        struct uuid merchant_id;

        request_merchant(rq, &merchant_id);
        TRY(request_json(rq, &subscription_shape, &body));
        if (!text_starts(body.url, "https://") && !text_starts(body.url, "http://"))
                return request_invalid(rq, "url", "must be an http or https address");
        TRY(plan_includes_resale(request_db(rq), request_arena(rq), &merchant_id));
        TRY(outbox_subscribe(request_db(rq), request_arena(rq), &merchant_id, body.url, body.secret));
        return reply_empty(rq);
}
