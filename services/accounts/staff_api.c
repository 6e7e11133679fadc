#include <ctype.h>
#include <strings.h>

#include "accounts.h"
#include "accounts_api.h"
#include "accounts_sql.h"
#include "resale/config.h"
#include "station.h"

enum { SIGN_INS_PER_MINUTE = 20, SIGN_INS_OF_ADDRESS = 300 };

struct sign_in_body { const char *email, *password; };
static const struct field sign_in_fields[] = {
        FIELD(struct sign_in_body, email, .required = true, .min = 1, .max = 200),
        FIELD(struct sign_in_body, password, .required = true, .min = 1, .max = 200),
};
static const struct shape sign_in_shape = SHAPE(struct sign_in_body, sign_in_fields);

static const struct field session_fields[] = {
        FIELD(struct signed_in, staff_id),
        FIELD(struct signed_in, name),
        FIELD(struct signed_in, token),
};
static const struct shape session_shape = SHAPE(struct signed_in, session_fields);

void set_cookie(struct request *rq, const char *name, const char *path, const char *token, int seconds)
{
        reply_header(rq, "Set-Cookie", arena_printf(request_arena(rq), "%s=%s; Path=%s; Max-Age=%d; HttpOnly; SameSite=Strict%s", name, token, path, seconds,
                                                    config_int(SETTING_RESALE_SECURE_COOKIES) ? "; Secure" : ""));
}

/* One account from one address is tried seldom; one address tries many accounts not much faster than a shift signs in. */
enum problem ration_sign_in(struct request *rq, const char *email)
{
        const char *address = request_address(rq);
        char *account = arena_copy(request_arena(rq), email, strlen(email));

        for (char *c = account; *c; c++)
                *c = (char)tolower((unsigned char)*c);   /* as it is looked up */
        TRY(request_rate(rq, arena_printf(request_arena(rq), "sign-in %s", address), SIGN_INS_OF_ADDRESS));
        return request_rate(rq, arena_printf(request_arena(rq), "sign-in %s %s", address, account), SIGN_INS_PER_MINUTE);
}

enum problem post_sign_in(struct request *rq)
{
        struct sign_in_body body;
        struct signed_in session;

        TRY(request_json(rq, &sign_in_shape, &body));
        TRY(ration_sign_in(rq, body.email));
        TRY(session_begin(request_db(rq), request_arena(rq), body.email, body.password, &session));
        if (request_cookie(rq, "resale_session"))   /* whoever was signed in here is so no longer */
                TRY(session_end(request_db(rq), request_arena(rq), request_cookie(rq, "resale_session")));
        set_cookie(rq, "resale_session", "/", session.token, SESSION_SECONDS);
        return reply_json(rq, 200, &session_shape, &session);
}

enum problem post_sign_out(struct request *rq)
{
        const char *header = request_header(rq, "Authorization"), *token = request_cookie(rq, "resale_session");

        if (header && strncasecmp(header, "Bearer ", 7) == 0)
                token = header + 7;
        if (token)
                TRY(session_end(request_db(rq), request_arena(rq), token));
        set_cookie(rq, "resale_session", "/", "", 0);
        return reply_empty(rq);
}

enum problem get_me(struct request *rq)
{
        const char *json;

        TRY(me_find(request_db(rq), request_arena(rq), &request_caller(rq)->id, request_cookie(rq, "resale_station"), &json));
        return reply_text(rq, 200, json);
}

enum problem get_staff(struct request *rq)
{
        struct page page;

        TRY(page_begin(rq, "", &page));
        return page_reply(rq, &page, &sql_list_staff, DB_ARGS(PAGE_ARGS(&page)));
}

static const struct field member_fields[] = {
        FIELD(struct member, email, .required = true, .min = 3, .max = 200),
        FIELD(struct member, name, .required = true, .min = 1, .max = 200),
        FIELD(struct member, roles, .required = true, .min = 1, .max = 10),
        FIELD(struct member, password, .min = 12, .max = 200),
};
static const struct shape member_shape = SHAPE(struct member, member_fields);

static enum problem check_roles(struct request *rq, const struct texts *roles)
{
        const char *unknown = NULL;

        (void)role_bits(roles, &unknown);
        return unknown ? request_invalid(rq, "roles", "has no role \"%s\"", unknown) : PROBLEM_OK;
}

enum problem post_staff(struct request *rq)
{
        struct member member;
        const char *json;

        TRY(request_json(rq, &member_shape, &member));
        TRY(check_roles(rq, &member.roles));
        if (!strchr(member.email, '@') || member.email[strcspn(member.email, " \t\r\n")])
                return request_invalid(rq, "email", "must be an address, without blanks");
        bool given = member.password != NULL;
        enum problem problem = staff_add(request_db(rq), request_arena(rq), &member, &json);
        if (problem == PROBLEM_ALREADY_EXISTS)
                return request_problem(rq, problem, "Somebody with this email exists already.");
        TRY(problem);
        TRY(audit_add(request_db(rq), request_actor(rq), "staff.added", member.email, json));
        if (!given)   /* said this once */
                json = arena_printf(request_arena(rq), "{\"password\":\"%s\",%s", member.password, json + 1);
        return reply_text(rq, 201, json);
}

struct change_body { const char *name, *password; struct texts roles; struct json_text disabled; };
static const struct field change_fields[] = {
        FIELD(struct change_body, name, .min = 1, .max = 200),
        FIELD(struct change_body, password, .min = 12, .max = 200),
        FIELD(struct change_body, roles, .min = 1, .max = 10),
        FIELD(struct change_body, disabled),
};
static const struct shape change_shape = SHAPE(struct change_body, change_fields);

enum problem patch_staff(struct request *rq)
{
        struct change_body body;
        struct uuid staff_id;
        const char *json;

        TRY(request_uuid(rq, "staff_id", &staff_id));
        TRY(request_json(rq, &change_shape, &body));
        TRY(check_roles(rq, &body.roles));
        if (body.disabled.text && !text_equal(body.disabled.text, "true") && !text_equal(body.disabled.text, "false"))
                return request_invalid(rq, "disabled", "must be true or false");
        struct member_change change = { body.name, body.password, body.disabled.text, body.roles };
        TRY(staff_change(request_db(rq), request_arena(rq), &staff_id, &change, &json));
        TRY(audit_add(request_db(rq), request_actor(rq), body.password ? "staff.changed_with_password" : "staff.changed", staff_id.text, json));
        return reply_text(rq, 200, json);
}
