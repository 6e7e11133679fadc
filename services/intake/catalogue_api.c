#include "catalogue.h"
#include "intake_api.h"
#include "intake_sql.h"   /* for page_reply */
#include "resale/plan.h"
#include "resale/webhook.h"

static enum problem invalid_lines(struct request *rq, const struct csv_report *report)
{
        request_extend(rq, "errors", csv_errors(report));
        request_extend(rq, "error_count", arena_printf(request_arena(rq), "%lld", (long long)report->count));
        return request_problem(rq, PROBLEM_LINES_INVALID, "%lld %s not right. Nothing was imported.", (long long)report->count, report->count == 1 ? "thing is" : "things are");
}

enum problem post_catalogue(struct request *rq)
{
        struct catalogue_import import = { .actor = request_actor(rq), .mode = CATALOGUE_MERGE };

        request_merchant(rq, &import.merchant_id);
        TRY(request_media_type(rq, "text/csv"));
        TRY(request_query_choice(rq, "mode", catalogue_modes, &import.mode));
        import.file = request_body_file(rq);
        enum problem problem = catalogue_import(request_db(rq), request_arena(rq), &import);
        if (problem == PROBLEM_LINES_INVALID)
                return invalid_lines(rq, &import.report);
        TRY(problem);
        return reply_json(rq, 200, &catalogue_import_shape, &import);
}

/* Of the query, in the order of the statement's values; NULL: not asked for. */
static enum problem read_wishes(struct request *rq, const char *wish[4])
{
        static const char *const names[] = { "q", "colour", "size", "vendor" };

        for (size_t i = 0; i < ARRAY_LEN(names); i++) {
                wish[i] = request_query(rq, names[i]);
                if (wish[i] && strlen(wish[i]) > 200)
                        return request_invalid(rq, names[i], "must be at most 200 bytes");
                if (wish[i] && !*wish[i])
                        wish[i] = NULL;
        }
        return PROBLEM_OK;
}

enum problem get_catalogue(struct request *rq)
{
        struct uuid merchant_id;
        const char *wish[4] = { NULL };
        struct page page;

        request_merchant(rq, &merchant_id);
        TRY(read_wishes(rq, wish));
        TRY(page_begin(rq, "", &page));
        return page_reply(rq, &page, &sql_find_products,
                          DB_ARGS(db_uuid(&merchant_id), db_text(wish[0]), db_text(wish[1]), db_text(wish[2]), db_text(wish[3]), PAGE_ARGS(&page)));
}

enum problem get_catalogue_state(struct request *rq)
{
        struct uuid merchant_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(catalogue_state(request_db(rq), request_arena(rq), &merchant_id, &json));
        return reply_text(rq, 200, json);
}

struct secret_body { const char *secret; };
static const struct field secret_fields[] = { FIELD(struct secret_body, secret, .required = true, .min = 16, .max = 200) };
static const struct shape secret_shape = SHAPE(struct secret_body, secret_fields);

enum problem put_shop_connection(struct request *rq)
{
        struct secret_body body;
        struct uuid merchant_id;

        request_merchant(rq, &merchant_id);
        TRY(request_json(rq, &secret_shape, &body));
        TRY(plan_includes_resale(request_db(rq), request_arena(rq), &merchant_id));
        TRY(webhook_secret_set(request_db(rq), request_arena(rq), &merchant_id, WEBHOOK_SHOPIFY, body.secret));
        return reply_empty(rq);
}

enum problem post_shop_webhook(struct request *rq) { return webhook_receive(rq, WEBHOOK_SHOPIFY); }
