/* Badges and PINs of people. */
#include "accounts.h"
#include "accounts_api.h"
#include "resale/label.h"
#include "resale/json.h"
#include "station.h"

enum { PIN_CHANGES_PER_MINUTE = 20 };

enum problem post_badge(struct request *rq)
{
        struct arena *arena = request_arena(rq);
        struct label_drawing card;
        struct uuid staff_id;
        struct badge badge;

        TRY(request_uuid(rq, "staff_id", &staff_id));
        TRY(badge_issue(request_db(rq), arena, &staff_id, request_actor(rq), &badge));
        TRY(audit_add(request_db(rq), request_actor(rq), "badge.issued", staff_id.text, NULL));
        struct badge_card drawn = { .code = badge.code, .name = badge.name, .roles = badge.roles, .number = arena_printf(arena, "%lld", (long long)badge.number) };
        TRY(badge_draw(arena, &drawn, &card));
        return reply_text(rq, 201, arena_printf(arena, "{\"code\":\"%s\",\"card\":%s,\"issued_at\":\"%s\"}", badge.code, json_quote(arena, card.bytes), badge.issued_at));
}

enum problem delete_badge(struct request *rq)
{
        struct uuid staff_id;

        TRY(request_uuid(rq, "staff_id", &staff_id));
        TRY(badge_revoke(request_db(rq), &staff_id));
        TRY(audit_add(request_db(rq), request_actor(rq), "badge.revoked", staff_id.text, NULL));
        return reply_empty(rq);
}

enum problem delete_pin(struct request *rq)
{
        struct uuid staff_id;

        TRY(request_uuid(rq, "staff_id", &staff_id));
        TRY(pin_remove(request_db(rq), &staff_id));
        TRY(audit_add(request_db(rq), request_actor(rq), "pin.removed", staff_id.text, NULL));
        return reply_empty(rq);
}

struct pin_body { const char *pin, *password; };
static const struct field pin_fields[] = {
        FIELD(struct pin_body, pin, .required = true, .min = 1, .max = 20),
        FIELD(struct pin_body, password, .required = true, .min = 1, .max = 200),
};
static const struct shape pin_shape = SHAPE(struct pin_body, pin_fields);

/* One's own, with the password: a station that was left open is not enough. */
enum problem post_pin(struct request *rq)
{
        const struct uuid *me = &request_caller(rq)->id;
        struct pin_body body;
        const char *why;

        TRY(request_json(rq, &pin_shape, &body));
        TRY(request_rate(rq, arena_printf(request_arena(rq), "pin %s", me->text), PIN_CHANGES_PER_MINUTE));
        enum problem problem = pin_set(request_db(rq), request_arena(rq), me, body.password, body.pin, &why);
        if (problem == PROBLEM_INVALID_FIELD)
                return request_invalid(rq, "pin", "%s", why);
        if (problem == PROBLEM_WRONG_CREDENTIALS)
                return request_problem(rq, problem, "The password is wrong.");
        TRY(problem);
        return reply_empty(rq);
}
