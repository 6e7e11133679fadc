#include "bench.h"
#include "grading_api.h"
#include "observation.h"
#include "override.h"
#include "review_api.h"

/* A unit that is not the bench's now: the problem says why, and what there is to do. */
static enum problem with_why(struct request *rq, enum problem problem, const struct uuid *merchant_id, const struct uuid *unit_id)
{
        const char *why;

        if (problem == PROBLEM_RUBRIC_NOT_FOUND)
                return request_problem(rq, problem, "This merchant has no questions for its product type yet; a supervisor writes them, or takes ready ones over, under Rubrics.");
        if (problem != PROBLEM_UNIT_STATE)
                return problem;
        TRY(bench_why(request_db(rq), request_arena(rq), merchant_id, unit_id, &why));
        return request_problem(rq, problem, "%s", why);
}

static enum problem with_fault(struct request *rq, enum problem problem, const struct json_fault *fault)
{
        if ((problem == PROBLEM_ANSWER_INVALID || problem == PROBLEM_INVALID_FIELD) && fault->field)
                (void)!request_invalid(rq, fault->field, "%s", fault->reason);
        return problem;
}

static enum problem begin(struct request *rq, struct opening *opening)
{
        *opening = (struct opening){ .actor = request_actor(rq) };
        request_merchant(rq, &opening->merchant_id);
        return request_uuid(rq, "unit_id", &opening->unit_id);
}

/* What the bench needs after a scan: the unit, and the questions to ask. */
enum problem get_unit_bench(struct request *rq)
{
        struct opening opening;
        const char *json;

        TRY(begin(rq, &opening));
        TRY(with_why(rq, bench_read(request_db(rq), request_arena(rq), &opening, &json), &opening.merchant_id, &opening.unit_id));
        return reply_text(rq, 200, json);
}

struct open_body { const char *lot, *serial; bool take_over; };
static const struct field open_fields[] = {
        FIELD(struct open_body, lot, .min = 1, .max = 200),
        FIELD(struct open_body, serial, .min = 1, .max = 200),
        FIELD(struct open_body, take_over),
};
static const struct shape open_shape = SHAPE(struct open_body, open_fields);

enum problem post_unit_bench(struct request *rq)
{
        struct opening opening;
        struct open_body body;
        const char *json;
        bool held;

        TRY(begin(rq, &opening));
        TRY(request_json(rq, &open_shape, &body));
        opening.identity = (struct identity){ body.lot, body.serial };
        opening.take_over = body.take_over;
        TRY(with_why(rq, bench_open(request_db(rq), request_arena(rq), &opening, &json, &held), &opening.merchant_id, &opening.unit_id));
        return reply_text(rq, held ? 202 : 200, json);
}

/* Each answer says that the grader is still at it. */
enum problem put_unit_lease(struct request *rq)
{
        struct opening opening;
        const char *json;

        TRY(begin(rq, &opening));
        TRY(bench_go_on(request_db(rq), request_arena(rq), &opening, &json));
        return reply_text(rq, 200, arena_printf(request_arena(rq), "{\"lease\":%s}", json));
}

static const struct field identity_fields[] = { FIELD(struct identity, lot, .min = 1, .max = 200), FIELD(struct identity, serial, .min = 1, .max = 200) };
static const struct shape identity_shape = SHAPE(struct identity, identity_fields);

enum problem put_unit_identity(struct request *rq)
{
        struct opening opening;
        const char *json;
        bool held;

        TRY(begin(rq, &opening));
        TRY(request_json(rq, &identity_shape, &opening.identity));
        if (!opening.identity.serial && !opening.identity.lot)
                return request_invalid(rq, "serial", "must be given, or a lot");
        TRY(unit_identify(request_db(rq), request_arena(rq), &opening, &json, &held));
        return reply_text(rq, held ? 202 : 200, json);
}

struct grade_body { struct list answers, observations, earlier; bool sealed; struct instant opened; struct uuid rubric_id; };
static const struct field grade_fields[] = {
        LIST(struct grade_body, answers, &answered_shape, .required = true, .max = 100),
        LIST(struct grade_body, observations, &observed_shape, .max = 100),
        LIST(struct grade_body, earlier, &earlier_shape, .max = EARLIER_MAX),
        FIELD(struct grade_body, sealed),
        FIELD(struct grade_body, opened),
        FIELD(struct grade_body, rubric_id),
};
static const struct shape grade_shape = SHAPE(struct grade_body, grade_fields);

enum problem post_grades(struct request *rq)
{
        struct grading grading = { .actor = request_actor(rq) };
        struct json_fault fault = { 0 };
        struct grade_body body;
        const char *json;
        bool held;

        request_merchant(rq, &grading.merchant_id);
        TRY(request_uuid(rq, "unit_id", &grading.unit_id));
        TRY(request_json(rq, &grade_shape, &body));
        grading.answers = body.answers;
        grading.observations = body.observations;
        grading.earlier = body.earlier;
        grading.sealed = body.sealed;
        grading.opened = body.opened;
        grading.rubric_id = body.rubric_id;
        enum problem problem = with_fault(rq, unit_grade(request_db(rq), request_arena(rq), &grading, &json, &held, &fault), &fault);
        TRY(with_why(rq, problem, &grading.merchant_id, &grading.unit_id));
        return reply_text(rq, held ? 202 : 201, json);
}

struct override_body { const char *grade, *reason, *public_text, *approval; };
static const struct field override_fields[] = {
        FIELD(struct override_body, grade, .required = true, .min = 1, .max = 40),
        FIELD(struct override_body, reason, .required = true, .min = 1, .max = 500),
        FIELD(struct override_body, public_text, .min = 1, .max = 300),
        FIELD(struct override_body, approval, .min = 1, .max = 100),
};
static const struct shape override_shape = SHAPE(struct override_body, override_fields);

enum problem post_override(struct request *rq)
{
        struct overriding o = { .actor = request_actor(rq), .session = request_session(rq) };
        struct json_fault fault = { 0 };
        struct override_body body;
        const char *json;

        TRY(unless_reviewing(rq));
        request_merchant(rq, &o.merchant_id);
        TRY(request_uuid(rq, "unit_id", &o.unit_id));
        TRY(request_uuid(rq, "grade_id", &o.grade_id));
        TRY(request_json(rq, &override_shape, &body));
        o.grade = body.grade;
        o.reason = body.reason;
        o.public_text = body.public_text;
        o.approval = body.approval;
        enum problem problem = with_fault(rq, grade_override(request_db(rq), request_arena(rq), &o, &json, &fault), &fault);
        TRY(with_why(rq, problem, &o.merchant_id, &o.unit_id));
        return reply_text(rq, 201, json);
}
