#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdarg.h>

#include "http_private.h"
#include "resale/address.h"
#include "resale/config.h"
#include "resale/crypto.h"
#include "resale/id.h"

enum { QUERY_VALUE_MAX = 200 };

struct arena *request_arena(struct request *rq) { return rq->arena; }
struct db *request_db(struct request *rq) { return rq->db; }
const struct caller *request_caller(const struct request *rq) { return &rq->caller; }
const char *request_actor(const struct request *rq) { return rq->actor; }

struct viewer request_viewer(const struct request *rq)
{
        unsigned roles = rq->caller.kind == CALLER_STAFF ? rq->caller.roles : 0;

        return (struct viewer){ rq->actor, (roles & ROLE_GRADER) && !(roles & (ROLE_SUPERVISOR | ROLE_ADMINISTRATOR)) };
}

const char *request_session(const struct request *rq) { return rq->session; }
void request_retry_after(struct request *rq, int seconds) { rq->retry_after = seconds; }
void request_merchant(const struct request *rq, struct uuid *merchant_id) { *merchant_id = rq->merchant_id; }

/* "00-<32 hex>-<16 hex>-<2 hex>" (W3C Trace Context); a trace id of zeros is none. */
static bool is_traceparent(const char *text)
{
        static const char hex[] = "0123456789abcdef";

        return text && strlen(text) >= 55 && text[2] == '-' && strspn(text + 3, hex) == 32 && text[35] == '-' && strspn(text + 36, hex) == 16 &&
               text[52] == '-' && strspn(text + 3, "0") < 32;
}

static uint64_t process_id;
static void choose_process_id(void) { random_bytes(&process_id, sizeof process_id); }

const char *request_id(struct request *rq)
{
        static pthread_once_t once = PTHREAD_ONCE_INIT;
        static atomic_ullong count;

        if (*rq->id)
                return rq->id;
        const char *parent = request_header(rq, "traceparent");
        pthread_once(&once, choose_process_id);
        if (is_traceparent(parent))
                snprintf(rq->id, sizeof rq->id, "%.32s", parent + 3);
        else
                snprintf(rq->id, sizeof rq->id, "%016llx%016llx", (unsigned long long)process_id, atomic_fetch_add(&count, 1) + 1);
        return rq->id;
}

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

struct values { struct request *rq; const char *name; struct texts *found; size_t max; enum problem problem; };

/* One value, from which the rest begins; commas end it, a backslash takes what follows as it is. */
static const char *one_value(struct arena *arena, const char *text, const char **rest)
{
        char *value = arena_alloc(arena, strlen(text) + 1), *end = value;

        for (; *text && *text != ','; text++) {
                if (*text == '\\' && text[1])
                        text++;
                *end++ = *text;
        }
        *rest = *text ? text + 1 : NULL;
        return value;
}

static enum MHD_Result add_values(void *context, enum MHD_ValueKind kind, const char *name, const char *text)
{
        struct values *values = context;

        (void)kind;
        if (!text_equal(name, values->name))
                return MHD_YES;
        for (const char *rest = text ? text : ""; rest;) {
                const char *value = one_value(values->rq->arena, rest, &rest);
                if (values->found->count == values->max)
                        values->problem = request_invalid(values->rq, values->name, "must be at most %zu values", values->max);
                else if (!*value || strlen(value) > QUERY_VALUE_MAX)
                        values->problem = request_invalid(values->rq, values->name, "must be values of 1 to %d bytes", QUERY_VALUE_MAX);
                else
                        values->found->item[values->found->count++] = value;
                if (values->problem != PROBLEM_OK)
                        return MHD_NO;
        }
        return MHD_YES;
}

static int compare_texts(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

enum problem request_queries(struct request *rq, const char *name, size_t max, struct texts *found)
{
        struct values values = { rq, name, found, max, PROBLEM_OK };
        size_t kept = 0;

        *found = (struct texts){ 0, arena_alloc(rq->arena, (max + 1) * sizeof(char *)) };
        MHD_get_connection_values(rq->connection, MHD_GET_ARGUMENT_KIND, add_values, &values);
        TRY(values.problem);
        qsort(found->item, found->count, sizeof *found->item, compare_texts);
        for (size_t i = 0; i < found->count; i++)
                if (!kept || strcmp(found->item[kept - 1], found->item[i]) != 0)
                        found->item[kept++] = found->item[i];
        found->count = kept;
        return PROBLEM_OK;
}

const char *request_header(struct request *rq, const char *name)
{
        return MHD_lookup_connection_value(rq->connection, MHD_HEADER_KIND, name);
}

/* A cookie is sent by the browser whoever made the page: a write must come from our own origin. */
bool request_is_foreign(struct request *rq)
{
        const char *origin = request_header(rq, "Origin"), *host = request_header(rq, "Host");

        if (text_equal(rq->method, "GET") || text_equal(rq->method, "HEAD") || !origin || text_equal(origin, config_text(SETTING_RESALE_PUBLIC_URL)))
                return false;
        const char *rest = strstr(origin, "://");
        return !rest || !text_equal(rest + 3, host);
}

const char *request_cookie(struct request *rq, const char *name)
{
        return request_is_foreign(rq) ? NULL : MHD_lookup_connection_value(rq->connection, MHD_COOKIE_KIND, name);
}

const char *request_body(struct request *rq, size_t *length)
{
        *length = rq->body_length;
        return rq->body ? rq->body : "";
}

bool request_is(struct request *rq, const char *media_type)
{
        const char *type = request_header(rq, "Content-Type");
        size_t length = strlen(media_type);

        return type && strncasecmp(type, media_type, length) == 0 && (type[length] == '\0' || type[length] == ';' || type[length] == ' ');
}

enum problem request_media_type(struct request *rq, const char *media_type)
{
        return request_is(rq, media_type) ? PROBLEM_OK : request_problem(rq, PROBLEM_UNSUPPORTED_MEDIA_TYPE, "The body has to be %s.", media_type);
}

static enum problem wrong(struct request *rq, enum problem problem, const char *field, const char *reason)
{
        rq->field = field;
        rq->detail = field ? arena_printf(rq->arena, "%s %s.", field, reason) : reason;
        return problem;
}

enum problem request_fault(struct request *rq, enum problem problem, const struct json_fault *fault)
{
        return wrong(rq, problem, fault->field, fault->reason);
}

struct check { struct request *rq; enum problem problem; };

static enum MHD_Result check_argument(void *context, enum MHD_ValueKind kind, const char *name, const char *value)
{
        static const char reason[] = "must be UTF-8 without control characters";
        struct check *check = context;

        (void)kind;
        if (!utf8_is_plain(name))
                check->problem = wrong(check->rq, PROBLEM_MALFORMED_REQUEST, NULL, "A parameter of the query is not named in UTF-8.");
        else if (value && !utf8_is_plain(value))
                check->problem = wrong(check->rq, PROBLEM_INVALID_FIELD, arena_copy(check->rq->arena, name, strlen(name)), reason);
        return check->problem == PROBLEM_OK ? MHD_YES : MHD_NO;
}

enum problem request_check(struct request *rq)
{
        struct check check = { rq, PROBLEM_OK };

        for (size_t i = 0; i < rq->parameters; i++)
                if (!utf8_is_plain(rq->parameter[i].value))
                        return PROBLEM_NO_SUCH_ROUTE;
        MHD_get_connection_values(rq->connection, MHD_GET_ARGUMENT_KIND, check_argument, &check);
        return check.problem;
}

enum problem request_uuid(struct request *rq, const char *parameter, struct uuid *uuid)
{
        const char *text = request_parameter(rq, parameter);

        if (text)
                return uuid_parse(text, uuid) ? PROBLEM_OK : wrong(rq, PROBLEM_NO_SUCH_ROUTE, parameter, "must be a UUID");
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

enum problem request_query_choice(struct request *rq, const char *name, const char *const *choices, int *value)
{
        const char *text = request_query(rq, name);
        struct buffer all = { .arena = rq->arena };

        if (!text || choice_parse(choices, text, value))
                return PROBLEM_OK;
        for (int i = 0; choices[i]; i++)
                buffer_printf(&all, "%s%s", i ? ", " : "", choices[i]);
        return request_invalid(rq, name, "must be one of %s", all.text);
}

enum problem request_json(struct request *rq, const struct shape *shape, void *body)
{
        struct json_fault fault = { 0 };
        enum problem problem = json_read(rq->arena, rq->body ? rq->body : "", rq->body_length, shape, body, &fault);

        return problem == PROBLEM_OK ? PROBLEM_OK : request_fault(rq, problem, &fault);
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

void request_extend(struct request *rq, const char *name, const char *json)
{
        rq->more.arena = rq->arena;
        buffer_printf(&rq->more, ",\"%s\":", name);
        buffer_text(&rq->more, json);
}

const char *request_address(struct request *rq)
{
        const union MHD_ConnectionInfo *info = MHD_get_connection_info(rq->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
        const struct sockaddr_in *peer = info ? (const void *)info->client_addr : NULL;
        const char *forwarded = request_header(rq, "X-Forwarded-For"), *last = forwarded ? strrchr(forwarded, ',') : NULL;
        char text[INET_ADDRSTRLEN] = "unknown";

        if (forwarded && peer && address_is_private(ntohl(peer->sin_addr.s_addr)))
                return last ? last + 1 + strspn(last + 1, " ") : forwarded;
        if (peer)
                inet_ntop(AF_INET, &peer->sin_addr, text, sizeof text);
        return arena_copy(rq->arena, text, strlen(text));
}
