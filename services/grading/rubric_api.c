#include "grading.h"
#include "grading_api.h"
#include "grading_sql.h"
#include "review_api.h"
#include "rubric_version.h"

static enum problem with_fault(struct request *rq, enum problem problem, const struct json_fault *fault)
{
        return fault->field ? request_fault(rq, problem, fault) : problem;
}

/* --- versions --- */

enum problem get_rubrics(struct request *rq)
{
        struct uuid merchant_id;
        struct page page;

        request_merchant(rq, &merchant_id);
        TRY(page_begin(rq, "infinity", &page));
        return page_reply(rq, &page, &sql_list_rubrics, DB_ARGS(db_uuid(&merchant_id), PAGE_ARGS(&page)));
}

struct rubric_body { const char *product_type; struct json_text body; struct instant effective_from; };
static const struct field rubric_fields[] = {
        FIELD(struct rubric_body, product_type, .required = true, .min = 1, .max = 200),
        FIELD(struct rubric_body, body, .required = true),
        FIELD(struct rubric_body, effective_from),
};
static const struct shape rubric_shape = SHAPE(struct rubric_body, rubric_fields);

static struct rubric_text text_of(struct request *rq, const char *product_type, const char *body)
{
        struct rubric_text text = { .product_type = product_type, .body = body, .actor = request_actor(rq) };

        request_merchant(rq, &text.merchant_id);
        return text;
}

enum problem post_rubrics(struct request *rq)
{
        struct json_fault fault = { 0 };
        struct rubric_body body;
        const char *json;

        TRY(request_json(rq, &rubric_shape, &body));
        struct rubric_text text = text_of(rq, body.product_type, body.body.text);
        enum problem problem = rubric_add(request_db(rq), request_arena(rq), &text, body.effective_from, &json, &fault);
        return problem == PROBLEM_OK ? reply_text(rq, 201, json) : with_fault(rq, problem, &fault);
}

enum problem get_rubric(struct request *rq)
{
        struct uuid merchant_id, rubric_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "rubric_id", &rubric_id));
        TRY(rubric_find(request_db(rq), request_arena(rq), &merchant_id, &rubric_id, &json));
        return reply_text(rq, 200, json);
}

enum problem get_ready_rubrics(struct request *rq) { return reply_text(rq, 200, ready_rubrics(request_arena(rq))); }

enum problem get_ready_rubric(struct request *rq)
{
        const char *json;

        TRY(ready_rubric(request_arena(rq), request_parameter(rq, "name"), &json));
        return reply_text(rq, 200, json);
}

/* --- drafts --- */

struct draft_body { const char *product_type; struct json_text body; int64_t revision; struct instant effective_from; };
static const struct field draft_fields[] = {
        FIELD(struct draft_body, product_type, .required = true, .min = 1, .max = 200),
        FIELD(struct draft_body, body, .required = true),
};
static const struct shape draft_shape = SHAPE(struct draft_body, draft_fields);
static const struct field save_fields[] = {
        FIELD(struct draft_body, product_type, .required = true, .min = 1, .max = 200),
        FIELD(struct draft_body, body, .required = true),
        FIELD(struct draft_body, revision, .required = true, .min = 1, .max = INT32_MAX),
};
static const struct shape save_shape = SHAPE(struct draft_body, save_fields);
static const struct field publish_fields[] = {
        FIELD(struct draft_body, revision, .required = true, .min = 1, .max = INT32_MAX),
        FIELD(struct draft_body, effective_from),
};
static const struct shape publish_shape = SHAPE(struct draft_body, publish_fields);

static enum problem read_draft_id(struct request *rq, struct rubric_draft *draft)
{
        *draft = (struct rubric_draft){ .text = text_of(rq, NULL, NULL) };
        return request_uuid(rq, "draft_id", &draft->draft_id);
}

static enum problem read_draft(struct request *rq, const struct shape *shape, struct draft_body *body, struct rubric_draft *draft)
{
        if (shape == &draft_shape)
                *draft = (struct rubric_draft){ .text = text_of(rq, NULL, NULL) };
        else
                TRY(read_draft_id(rq, draft));
        TRY(request_json(rq, shape, body));
        draft->text.product_type = body->product_type;
        draft->text.body = body->body.text;
        draft->revision = body->revision;
        if (shape != &publish_shape && *draft->text.body != '{')
                return request_invalid(rq, "body", "must be an object");
        return PROBLEM_OK;
}

enum problem get_rubric_drafts(struct request *rq)
{
        struct uuid merchant_id;
        struct page page;

        request_merchant(rq, &merchant_id);
        TRY(page_begin(rq, "infinity", &page));
        return page_reply(rq, &page, &sql_list_rubric_drafts, DB_ARGS(db_uuid(&merchant_id), PAGE_ARGS(&page)));
}

enum problem post_rubric_drafts(struct request *rq)
{
        struct rubric_draft draft;
        struct draft_body body;
        const char *json;

        TRY(read_draft(rq, &draft_shape, &body, &draft));
        TRY(rubric_draft_add(request_db(rq), request_arena(rq), &draft, &json));
        return reply_text(rq, 201, json);
}

enum problem get_rubric_draft(struct request *rq)
{
        struct rubric_draft draft;
        const char *json;

        TRY(read_draft_id(rq, &draft));
        TRY(rubric_draft_find(request_db(rq), request_arena(rq), &draft, &json));
        return reply_text(rq, 200, json);
}

enum problem put_rubric_draft(struct request *rq)
{
        struct rubric_draft draft;
        struct draft_body body;
        const char *json;

        TRY(read_draft(rq, &save_shape, &body, &draft));
        TRY(rubric_draft_save(request_db(rq), request_arena(rq), &draft, &json));
        return reply_text(rq, 200, json);
}

enum problem delete_rubric_draft(struct request *rq)
{
        struct rubric_draft draft;

        TRY(read_draft_id(rq, &draft));
        TRY(rubric_draft_discard(request_db(rq), &draft));
        return reply_empty(rq);
}

enum problem post_publish_draft(struct request *rq)
{
        struct json_fault fault = { 0 };
        struct rubric_draft draft;
        struct draft_body body;
        const char *json;

        TRY(read_draft(rq, &publish_shape, &body, &draft));
        enum problem problem = rubric_draft_publish(request_db(rq), request_arena(rq), &draft, body.effective_from, &json, &fault);
        return problem == PROBLEM_OK ? reply_text(rq, 201, json) : with_fault(rq, problem, &fault);
}

/* --- looking at one --- */

struct preview_body { const char *product_type; struct json_text body; int64_t days; };
static const struct field preview_fields[] = {
        FIELD(struct preview_body, product_type, .required = true, .min = 1, .max = 200),
        FIELD(struct preview_body, body, .required = true),
        FIELD(struct preview_body, days, .min = 1, .max = 366),
};
static const struct shape preview_shape = SHAPE(struct preview_body, preview_fields);

enum problem post_rubric_previews(struct request *rq)
{
        struct json_fault fault = { 0 };
        struct preview_body body;
        const char *json;

        TRY(request_json(rq, &preview_shape, &body));
        struct rubric_text text = text_of(rq, body.product_type, body.body.text);
        enum problem problem = rubric_preview(request_db(rq), request_arena(rq), &text, body.days ? body.days : 30, &json, &fault);
        return problem == PROBLEM_OK ? reply_text(rq, 200, json) : with_fault(rq, problem, &fault);
}

struct check_body { struct json_text body; struct list answers; };
static const struct field check_fields[] = {
        FIELD(struct check_body, body, .required = true),
        LIST(struct check_body, answers, &answered_shape, .max = 100),
};
static const struct shape check_shape = SHAPE(struct check_body, check_fields);

static const struct field fault_fields[] = {
        FIELD(struct json_fault, field),
        FIELD(struct json_fault, reason),
};
static const struct shape fault_shape = SHAPE(struct json_fault, fault_fields);

static const struct field conclusion_fields[] = {
        FIELD(struct conclusion, grade),
        FIELD(struct conclusion, grade_name),
        FIELD(struct conclusion, saleable),
        FIELD(struct conclusion, capped_by),
        FIELD(struct conclusion, axis),
        FIELD(struct conclusion, reason),
        FIELD(struct conclusion, sentence),
        FIELD(struct conclusion, photos),
        FIELD(struct conclusion, hold),
};
static const struct shape conclusion_shape = SHAPE(struct conclusion, conclusion_fields);

/* A rubric that is being written, and what it would conclude: a fault in it is the answer, not a refusal. */
enum problem post_rubric_checks(struct request *rq)
{
        struct json_fault fault = { 0 }, answer_fault = { 0 };
        struct arena *arena = request_arena(rq);
        struct conclusion conclusion;
        const struct doc *rubric;
        struct check_body body;

        TRY(request_json(rq, &check_shape, &body));
        enum problem problem = doc_parse(arena, body.body.text, strlen(body.body.text), &rubric, &fault);
        if (problem != PROBLEM_OK && !fault.field)
                fault.field = "body";
        bool sound = problem == PROBLEM_OK && rubric_check(arena, rubric, &fault) == PROBLEM_OK;
        bool told = sound && rubric_apply(arena, rubric, 0, &body.answers, &conclusion, &answer_fault) == PROBLEM_OK;
        return reply_text(rq, 200, arena_printf(arena, "{\"fault\":%s,\"answer_fault\":%s,\"conclusion\":%s}", sound ? "null" : json_write(arena, &fault_shape, &fault),
                                                sound && !told ? json_write(arena, &fault_shape, &answer_fault) : "null", told ? json_write(arena, &conclusion_shape, &conclusion) : "null"));
}

enum problem get_crosswalk(struct request *rq)
{
        struct uuid merchant_id, unit_id;
        const char *json;

        TRY(unless_reviewing(rq));
        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "unit_id", &unit_id));
        TRY(crosswalk_of_unit(request_db(rq), request_arena(rq), &merchant_id, &unit_id, &json));
        return reply_text(rq, 200, json);
}
