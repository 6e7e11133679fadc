#include "disposal.h"
#include "grading_api.h"
#include "grading_sql.h"
#include "resale/ledger.h"

struct disposition_body { int disposition; struct json_text evidence; const char *approval; };
static const struct field disposition_fields[] = {
        CHOICE(struct disposition_body, disposition, disposition_names, .required = true),
        FIELD(struct disposition_body, evidence, .required = true),
        FIELD(struct disposition_body, approval, .min = 1, .max = 100),
};
static const struct shape disposition_shape = SHAPE(struct disposition_body, disposition_fields);

static enum problem check_disposition(struct request *rq, const struct disposition_body *body)
{
        bool second = needs_second_person(disposition_names[body->disposition]);

        if (body->evidence.text[0] != '{' || text_equal(body->evidence.text, "{}"))
                return request_invalid(rq, "evidence", "must say who received it, its weight, or the document");
        if (second && !says_why(request_arena(rq), body->evidence.text))
                return request_invalid(rq, "evidence.reason", "must say why it is destroyed");
        return body->approval && !second ? request_invalid(rq, "approval", "is only for what needs a second person") : PROBLEM_OK;
}

enum problem post_disposition(struct request *rq)
{
        struct disposal disposal = { .actor = request_actor(rq) };
        struct disposition_body body = { .disposition = 0 };
        const char *json;

        request_merchant(rq, &disposal.merchant_id);
        TRY(request_uuid(rq, "unit_id", &disposal.unit_id));
        TRY(request_json(rq, &disposition_shape, &body));
        TRY(check_disposition(rq, &body));
        disposal.disposition = disposition_names[body.disposition];
        disposal.evidence = body.evidence.text;
        if (needs_second_person(disposal.disposition) && !body.approval) {
                TRY(disposal_ask(request_db(rq), request_arena(rq), &disposal, &json));
                return reply_text(rq, 202, json);
        }
        TRY(unit_dispose(request_db(rq), request_arena(rq), &disposal, &(struct consent){ body.approval, request_session(rq) }));
        TRY(ledger_history(request_db(rq), request_arena(rq), &disposal.merchant_id, &disposal.unit_id, &json));
        return reply_text(rq, 200, json);
}

enum problem get_approvals(struct request *rq)
{
        struct viewer viewer = request_viewer(rq);
        struct uuid merchant_id;
        struct page page;

        request_merchant(rq, &merchant_id);
        TRY(page_begin(rq, "infinity", &page));
        return page_reply(rq, &page, &sql_list_approvals, DB_ARGS(db_uuid(&merchant_id), db_text(viewer.actor), db_bool(viewer.may_review), PAGE_ARGS(&page)));
}

static enum problem answer_to(struct request *rq, bool approved)
{
        struct answer answer = { .actor = request_actor(rq), .approved = approved };
        const char *json;

        request_merchant(rq, &answer.merchant_id);
        TRY(request_uuid(rq, "approval_id", &answer.approval_id));
        TRY(approval_answer(request_db(rq), request_arena(rq), &answer, &json));
        return reply_text(rq, 200, json);
}

enum problem post_approve(struct request *rq) { return answer_to(rq, true); }
enum problem post_refuse(struct request *rq) { return answer_to(rq, false); }
