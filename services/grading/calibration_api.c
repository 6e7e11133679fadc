#include "calibration.h"

#include "grading.h"
#include "grading_sql.h"
#include "review_api.h"

enum problem get_calibrations(struct request *rq)
{
        struct uuid merchant_id;
        struct page page;

        request_merchant(rq, &merchant_id);
        TRY(page_begin(rq, "infinity", &page));
        return page_reply(rq, &page, &sql_list_calibrations, DB_ARGS(db_uuid(&merchant_id), PAGE_ARGS(&page)));
}

static enum problem named(struct request *rq, enum problem problem, const struct json_fault *fault)
{
        if (fault->field)
                (void)!request_invalid(rq, fault->field, "%s", fault->reason);
        return problem;
}

struct calibration_body { struct uuid unit_id; struct list answers; const char *note; };
static const struct field calibration_fields[] = {
        FIELD(struct calibration_body, unit_id, .required = true),
        LIST(struct calibration_body, answers, &answered_shape, .required = true, .max = 100),
        FIELD(struct calibration_body, note, .min = 1, .max = 500),
};
static const struct shape calibration_shape = SHAPE(struct calibration_body, calibration_fields);

enum problem post_calibrations(struct request *rq)
{
        struct calibrating calibrating = { .actor = request_actor(rq) };
        struct calibration_body body;
        struct json_fault fault = { 0 };
        const char *json;

        request_merchant(rq, &calibrating.merchant_id);
        TRY(request_json(rq, &calibration_shape, &body));
        calibrating.unit_id = body.unit_id;
        calibrating.answers = body.answers;
        calibrating.note = body.note;
        TRY(named(rq, calibration_add(request_db(rq), request_arena(rq), &calibrating, &json, &fault), &fault));
        return reply_text(rq, 201, json);
}

struct seed_body { struct texts graders; };
static const struct field seed_fields[] = { FIELD(struct seed_body, graders, .max = 200) };
static const struct shape seed_shape = SHAPE(struct seed_body, seed_fields);

enum problem post_seed(struct request *rq)
{
        struct calibrating calibrating = { .actor = request_actor(rq) };
        struct json_fault fault = { 0 };
        struct seed_body body;
        const char *json;

        request_merchant(rq, &calibrating.merchant_id);
        TRY(request_uuid(rq, "calibration_id", &calibrating.calibration_id));
        TRY(request_json(rq, &seed_shape, &body));
        calibrating.graders = body.graders;
        TRY(named(rq, calibration_seed(request_db(rq), request_arena(rq), &calibrating, &json, &fault), &fault));
        return reply_text(rq, 200, json);
}

enum problem post_retire(struct request *rq)
{
        struct calibrating calibrating = { .actor = request_actor(rq) };
        const char *json;

        request_merchant(rq, &calibrating.merchant_id);
        TRY(request_uuid(rq, "calibration_id", &calibrating.calibration_id));
        TRY(calibration_retire(request_db(rq), request_arena(rq), &calibrating, &json));
        return reply_text(rq, 200, json);
}
