/* How a collection looks: its colours and logo. */
#include "collection.h"
#include "listing_api.h"
#include "programme.h"
#include "resale/photo.h"
#include "resale/store.h"

static const struct field look_fields[] = {
        FIELD(struct look, background, .min = 7, .max = 7),
        FIELD(struct look, text, .min = 7, .max = 7),
        FIELD(struct look, accent, .min = 7, .max = 7),
};
static const struct shape look_shape = SHAPE(struct look, look_fields);

enum problem put_look(struct request *rq)
{
        const char *json, *field, *why;
        struct look look = { 0 };

        TRY(request_json(rq, &look_shape, &look));
        request_merchant(rq, &look.merchant_id);
        TRY(request_uuid(rq, "collection_id", &look.collection_id));
        look.actor = request_actor(rq);
        enum problem problem = programme_dress(request_db(rq), request_arena(rq), &look, &json, &field, &why);
        if (problem == PROBLEM_INVALID_FIELD && why)
                return request_invalid(rq, field, "%s", why);
        TRY(problem);
        return reply_text(rq, 200, json);
}

static enum problem read_logo(struct request *rq, struct logo *logo)
{
        request_merchant(rq, &logo->merchant_id);
        logo->actor = request_actor(rq);
        return request_uuid(rq, "collection_id", &logo->collection_id);
}

enum problem put_logo(struct request *rq)
{
        const char *json, *why = NULL;
        struct logo logo = { 0 };

        TRY(read_logo(rq, &logo));
        logo.bytes = request_body(rq, &logo.length);
        if (!logo.length)
                return request_problem(rq, PROBLEM_NOT_AN_IMAGE, "The body is empty.");
        enum problem problem = programme_set_logo(request_db(rq), request_arena(rq), &logo, &json, &why);
        if (why)
                return request_problem(rq, problem, "%s", why);
        TRY(problem);
        return reply_text(rq, 200, json);
}

enum problem delete_logo(struct request *rq)
{
        struct logo logo = { 0 };
        const char *json;

        TRY(read_logo(rq, &logo));
        TRY(programme_drop_logo(request_db(rq), request_arena(rq), &logo, &json));
        return reply_text(rq, 200, json);
}

enum problem get_logo(struct request *rq)
{
        struct public_collection found;
        struct programme programme;
        struct blob blob;

        TRY(open_collection(rq, &found));
        TRY(programme_read(request_db(rq), request_arena(rq), &found.merchant_id, &found.collection_id, &programme));
        if (!programme.logo)
                return PROBLEM_LOGO_NOT_FOUND;
        if (reply_known(rq, arena_printf(request_arena(rq), "\"%s\"", programme.logo), text_equal(found.state, "live") ? "public, max-age=300" : "private, no-cache"))
                return PROBLEM_OK;
        TRY(store_get(request_arena(rq), programme.logo, &blob));
        return reply_bytes(rq, 200, programme.logo_type, blob.bytes, blob.length);
}
