#include "edit.h"
#include "listing_api.h"
#include "resale/id.h"

static const char *const actions[] = { [EDIT_PRICE] = "price", [EDIT_TERMS] = "terms", [EDIT_WITHDRAW] = "withdraw", [EDIT_RELIST] = "relist", NULL };
static const struct field edit_fields[] = {
        FIELD(struct edit, listing_ids, .required = true, .min = 1, .max = EDIT_MAX),
        CHOICE(struct edit, action, actions, .required = true),
        FIELD(struct edit, share, .min = -9900, .max = 100000),
        FIELD(struct edit, by, .min = -1000000000000, .max = 1000000000000),
        FIELD(struct edit, to, .min = 1, .max = 1000000000000),
        FIELD(struct edit, final_sale),
        FIELD(struct edit, return_days, .min = 0, .max = 365),
        FIELD(struct edit, reason, .min = 1, .max = 1000),
        FIELD(struct edit, approval, .min = 1, .max = 100),
};
static const struct shape edit_shape = SHAPE(struct edit, edit_fields);

/* In the form that we write them in, each once. */
static enum problem read_ids(struct request *rq, struct texts *ids)
{
        for (size_t i = 0; i < ids->count; i++) {
                struct uuid *id = arena_alloc(request_arena(rq), sizeof *id);
                const char *field = arena_printf(request_arena(rq), "listing_ids[%zu]", i);
                if (!uuid_parse(ids->item[i], id))
                        return request_invalid(rq, field, "must be an id");
                ids->item[i] = id->text;
                for (size_t other = 0; other < i; other++)
                        if (text_equal(ids->item[other], id->text))
                                return request_invalid(rq, field, "is there already");
        }
        return PROBLEM_OK;
}

static enum problem check_edit(struct request *rq, const struct edit *edit)
{
        int ways = (edit->share != 0) + (edit->by != 0) + (edit->to.currency[0] != '\0');

        if (edit->action == EDIT_PRICE && ways != 1)
                return request_invalid(rq, "share", "must be one of share, by and to");
        if (edit->action != EDIT_PRICE && ways)
                return request_invalid(rq, "action", "must be price for another price");
        if (edit->approval && (edit->action != EDIT_PRICE || !edit->reason))
                return request_invalid(rq, edit->reason ? "approval" : "reason", edit->reason ? "is only for a price below the floor" : "must say why it is sold below the floor");
        return PROBLEM_OK;
}

static enum problem refused(struct request *rq, enum problem problem, const struct edit_refusal *refusal)
{
        if (refusal->json)
                request_extend(rq, "refusals", refusal->json);
        if (refusal->subject)
                request_extend(rq, "approval_subject", arena_printf(request_arena(rq), "\"%s\"", refusal->subject));
        if (problem == PROBLEM_INVALID_FIELD && refusal->why)
                return request_invalid(rq, "approval", "%s", refusal->why);
        if (problem == PROBLEM_PRICE_FLOOR)
                return request_problem(rq, problem, "Below the floor a price needs a reason and a second person; nothing was changed.");
        return problem;
}

enum problem post_edits(struct request *rq)
{
        struct edit edit = { 0 };
        struct edit_refusal refusal;
        const char *json;

        TRY(request_json(rq, &edit_shape, &edit));
        request_merchant(rq, &edit.merchant_id);
        edit.actor = request_actor(rq);
        edit.session = request_session(rq);
        TRY(read_ids(rq, &edit.listing_ids));
        TRY(check_edit(rq, &edit));
        TRY(refused(rq, edit_listings(request_db(rq), request_arena(rq), &edit, &json, &refusal), &refusal));
        return reply_text(rq, 201, arena_printf(request_arena(rq), "{\"action\":\"%s\",\"items\":%s}", actions[edit.action], json));
}
