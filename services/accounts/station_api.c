#include "accounts.h"
#include "accounts_api.h"
#include "accounts_sql.h"
#include "resale/id.h"
#include "station.h"

static const struct field station_fields[] = {
        FIELD(struct station, name, .required = true, .min = 1, .max = 60),
        FIELD(struct station, facility_id, .required = true),
        FIELD(struct station, idle_minutes, .required = true, .min = 1, .max = 240),
};
static const struct shape station_shape = SHAPE(struct station, station_fields);

enum problem get_stations(struct request *rq)
{
        struct page page;

        TRY(page_begin(rq, "", &page));
        return page_reply(rq, &page, &sql_list_stations, DB_ARGS(PAGE_ARGS(&page)));
}

enum problem post_stations(struct request *rq)
{
        struct station station;
        const char *json;

        TRY(request_json(rq, &station_shape, &station));
        enum problem problem = station_add(request_db(rq), request_arena(rq), &station, &json);
        if (problem == PROBLEM_ALREADY_EXISTS)
                return request_problem(rq, problem, "There is a station %s already.", station.name);
        TRY(problem);
        TRY(audit_add(request_db(rq), request_actor(rq), "station.added", station.station_id.text, json));
        return reply_text(rq, 201, json);
}

enum problem delete_station(struct request *rq)
{
        struct uuid station_id;

        TRY(request_uuid(rq, "station_id", &station_id));
        TRY(station_revoke(request_db(rq), &station_id));
        TRY(audit_add(request_db(rq), request_actor(rq), "station.revoked", station_id.text, NULL));
        return reply_empty(rq);
}

enum problem post_enrol(struct request *rq)
{
        const char *token, *json;
        struct uuid station_id;

        TRY(request_uuid(rq, "station_id", &station_id));
        TRY(station_enrol(request_db(rq), request_arena(rq), &station_id, request_actor(rq), &token, &json));
        set_cookie(rq, "resale_station", "/accounts/", token, STATION_SECONDS);
        return reply_text(rq, 200, json);
}

enum problem get_station(struct request *rq)
{
        const char *json;

        TRY(station_people(request_db(rq), request_arena(rq), request_cookie(rq, "resale_station"), &json));
        return reply_text(rq, 200, json);
}

static const struct field proof_fields[] = {
        FIELD(struct proof, badge, .max = 60),
        FIELD(struct proof, pin, .max = 20),
        FIELD(struct proof, staff_id),
        FIELD(struct proof, number, .min = 0, .max = 999999999),
};
static const struct shape proof_shape = SHAPE(struct proof, proof_fields);

/* What was wrong, in words for who stands there. */
static enum problem told(struct request *rq, enum problem problem)
{
        if (problem == PROBLEM_PIN_LOCKED)
                request_retry_after(rq, 900);
        if (problem == PROBLEM_WRONG_CREDENTIALS)
                return request_problem(rq, problem, "The badge or the PIN is not right.");
        return problem;
}

enum problem post_station_sign_in(struct request *rq)
{
        const char *place = request_cookie(rq, "resale_station"), *token, *json;
        struct proof proof = { 0 };
        struct proven proven;

        TRY(request_json(rq, &proof_shape, &proof));
        TRY(station_find(request_db(rq), request_arena(rq), place, &proof.station_id));
        if (!proof.badge && !(proof.pin && (proof.number || uuid_is_set(&proof.staff_id))))
                return request_invalid(rq, "badge", "is required, or a PIN with a number or staff_id");
        TRY(told(rq, person_prove(request_db(rq), request_arena(rq), &proof, &proven)));
        TRY(station_sign_in(request_db(rq), request_arena(rq), &proof, &proven, request_cookie(rq, "resale_session"), &token));
        TRY(me_find(request_db(rq), request_arena(rq), &proven.staff_id, place, &json));
        set_cookie(rq, "resale_session", "/", token, SESSION_SECONDS);
        return reply_text(rq, 200, json);
}

struct asked { int action; struct uuid subject; const char *badge, *pin, *email, *password; };
static const struct field asked_fields[] = {
        CHOICE(struct asked, action, approval_actions, .required = true),
        FIELD(struct asked, subject, .required = true),
        FIELD(struct asked, badge, .max = 60),
        FIELD(struct asked, pin, .max = 20),
        FIELD(struct asked, email, .max = 200),
        FIELD(struct asked, password, .max = 200),
};
static const struct shape asked_shape = SHAPE(struct asked, asked_fields);

/* Badge and PIN where there is a station; else email and password, rationed as any sign-in. */
static enum problem read_proof(struct request *rq, const struct asked *asked, struct proof *proof)
{
        *proof = (struct proof){ .badge = asked->badge, .pin = asked->pin, .email = asked->email, .password = asked->password };
        if (proof->email && proof->password)
                return ration_sign_in(rq, proof->email);
        proof->password = NULL;
        if (!proof->badge || !proof->pin)
                return request_invalid(rq, "badge", "is required with a PIN, or email and password");
        return station_find(request_db(rq), request_arena(rq), request_cookie(rq, "resale_station"), &proof->station_id);
}

enum problem post_approvals(struct request *rq)
{
        struct approval approval = { .asked_by = request_caller(rq)->id, .session = request_session(rq) };
        struct asked asked = { 0 };
        struct proven by;
        struct proof proof;
        const char *json;

        request_merchant(rq, &approval.merchant_id);
        TRY(request_json(rq, &asked_shape, &asked));
        TRY(read_proof(rq, &asked, &proof));
        approval.action = approval_actions[asked.action];
        approval.subject = asked.subject;
        TRY(told(rq, person_prove(request_db(rq), request_arena(rq), &proof, &by)));
        enum problem problem = approval_give(request_db(rq), request_arena(rq), &approval, &by, &json);
        if (problem == PROBLEM_NOT_ALLOWED)
                return request_problem(rq, problem, "%s may not approve this; a supervisor does.", by.name);
        TRY(problem);
        return reply_text(rq, 201, json);
}
