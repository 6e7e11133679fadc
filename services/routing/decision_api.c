#include "decision.h"
#include "resale/webhook.h"
#include "routing_api.h"
#include "routing_sql.h"

enum problem post_loop_webhook(struct request *rq)
{
        return webhook_receive(rq, WEBHOOK_LOOP);
}

/* Where would this return go? Stores nothing. */
enum problem post_dry_run(struct request *rq)
{
        struct json_fault fault = { 0 };
        const char *lines, *conflicts;
        struct routed_return returned;
        const struct doc *body;
        struct uuid merchant_id;
        size_t length;
        const char *text = request_body(rq, &length);

        request_merchant(rq, &merchant_id);
        enum problem problem = doc_parse(request_arena(rq), text, length, &body, &fault);
        if (problem != PROBLEM_OK)
                return request_problem(rq, problem, "%s", fault.reason);
        problem = return_parse(request_arena(rq), body, &returned, &fault);
        if (problem != PROBLEM_OK)
                return request_invalid(rq, fault.field, "%s", fault.reason);
        TRY(return_decide(request_db(rq), request_arena(rq), &merchant_id, &returned, &lines, &conflicts));
        return reply_text(rq, 200, arena_printf(request_arena(rq), "{\"lines\":%s,\"conflicts\":%s}", lines, conflicts));
}

enum problem get_decisions(struct request *rq)
{
        struct uuid merchant_id;
        struct page page;

        request_merchant(rq, &merchant_id);
        TRY(page_begin(rq, "infinity", &page));
        return page_reply(rq, &page, &sql_list_decisions, DB_ARGS(db_uuid(&merchant_id), PAGE_ARGS(&page)));
}

enum problem get_decision(struct request *rq)
{
        struct uuid merchant_id, decision_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "decision_id", &decision_id));
        TRY(decision_find(request_db(rq), request_arena(rq), &merchant_id, &decision_id, &json));
        return reply_text(rq, 200, json);
}
