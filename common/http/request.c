#include <errno.h>
#include <stdarg.h>

#include "http_private.h"
#include "resale/id.h"

struct arena *request_arena(struct request *rq) { return rq->arena; }
struct db *request_db(struct request *rq) { return rq->db; }
const struct caller *request_caller(const struct request *rq) { return &rq->caller; }
const char *request_actor(const struct request *rq) { return rq->actor; }
void request_merchant(const struct request *rq, struct uuid *merchant_id) { *merchant_id = rq->merchant_id; }

const char *request_parameter(struct request *rq, const char *name)
{
        for (size_t i = 0; i < rq->parameters; i++)
                if (strlen(name) == rq->parameter[i].name_length && memcmp(name, rq->parameter[i].name, rq->parameter[i].name_length) == 0)
                        return rq->parameter[i].value;
        return NULL;
}

const char *request_query(struct request *rq, const char *name)
{
        return MHD_lookup_connection_value(rq->connection, MHD_GET_ARGUMENT_KIND, name);
}

const char *request_header(struct request *rq, const char *name)
{
        return MHD_lookup_connection_value(rq->connection, MHD_HEADER_KIND, name);
}

const char *request_cookie(struct request *rq, const char *name)
{
        return MHD_lookup_connection_value(rq->connection, MHD_COOKIE_KIND, name);
}

const char *request_body(struct request *rq, size_t *length)
{
        *length = rq->body_length;
        return rq->body ? rq->body : "";
}

enum problem request_uuid(struct request *rq, const char *parameter, struct uuid *uuid)
{
        const char *text = request_parameter(rq, parameter);

        if (text)
                return uuid_parse(text, uuid) ? PROBLEM_OK : PROBLEM_NO_SUCH_ROUTE;
        text = request_query(rq, parameter);
        if (text && uuid_parse(text, uuid))
                return PROBLEM_OK;
        return request_invalid(rq, parameter, text ? "must be a UUID" : "is required");
}

enum problem request_query_int(struct request *rq, const char *name, int64_t min, int64_t max, int64_t *value)
{
        const char *text = request_query(rq, name);
        char *end;

        if (!text)
                return PROBLEM_OK;
        errno = 0;
        int64_t number = strtoll(text, &end, 10);
        if (errno || !*text || *end || number < min || number > max)
                return request_invalid(rq, name, "must be a whole number from %lld to %lld", (long long)min, (long long)max);
        *value = number;
        return PROBLEM_OK;
}

enum problem request_json(struct request *rq, const struct shape *shape, void *body)
{
        struct json_fault fault = { 0 };
        enum problem problem = json_read(rq->arena, rq->body ? rq->body : "", rq->body_length, shape, body, &fault);

        if (problem == PROBLEM_OK)
                return PROBLEM_OK;
        rq->field = fault.field;
        rq->detail = fault.field ? arena_printf(rq->arena, "%s %s.", fault.field, fault.reason) : fault.reason;
        return problem;
}

static PRINTF(2, 0) const char *format_list(struct request *rq, const char *format, va_list arguments)
{
        char text[1024];

        int length = vsnprintf(text, sizeof text, format, arguments);
        return arena_copy(rq->arena, text, length < 0 ? 0 : length < (int)sizeof text ? (size_t)length : sizeof text - 1);
}

enum problem request_invalid(struct request *rq, const char *field, const char *format, ...)
{
        va_list arguments;

        va_start(arguments, format);
        rq->field = field;
        rq->detail = arena_printf(rq->arena, "%s %s.", field, format_list(rq, format, arguments));
        va_end(arguments);
        return PROBLEM_INVALID_FIELD;
}

enum problem request_problem(struct request *rq, enum problem problem, const char *format, ...)
{
        va_list arguments;

        va_start(arguments, format);
        rq->detail = format_list(rq, format, arguments);
        va_end(arguments);
        return problem;
}

const char *request_address(struct request *rq)
{
        const char *forwarded = request_header(rq, "X-Forwarded-For");

        return forwarded ? forwarded : "direct";
}
