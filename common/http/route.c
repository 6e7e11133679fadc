#include <ctype.h>

#include "http_private.h"

size_t route_unescape(char *text)
{
        char *to = text;

        for (char *from = text; *from; from++) {
                if (from[0] == '%' && isxdigit((unsigned char)from[1]) && isxdigit((unsigned char)from[2])) {
                        long value = strtol((char[]){ from[1], from[2], '\0' }, NULL, 16);
                        *to++ = value ? (char)value : '\x01';
                        from += 2;
                } else {
                        *to++ = *from;
                }
        }
        *to = '\0';
        return (size_t)(to - text);
}

/* "/v1/units/{unit_id}" against "/v1/units/0198…"; a parameter is one segment that is not empty. */
bool route_matches(const char *pattern, const char *path, struct parameter *parameter, size_t *count)
{
        *count = 0;
        while (*pattern) {
                if (*pattern != '{') {
                        if (*pattern++ != *path++)
                                return false;
                        continue;
                }
                size_t name = strcspn(pattern + 1, "}"), value = strcspn(path, "/");
                if (!value || *count == PARAMETERS_MAX)
                        return false;
                parameter[(*count)++] = (struct parameter){ pattern + 1, path, name };
                pattern += name + 2;
                path += value;
        }
        return *path == '\0';
}

static bool same_method(const struct route *route, const char *method)
{
        return text_equal(route->method, method) || (text_equal(method, "HEAD") && text_equal(route->method, "GET"));
}

static void allow(struct request *rq, const struct route *route)
{
        if (rq->allow && strstr(rq->allow, route->method))
                return;
        rq->allow = rq->allow ? arena_printf(rq->arena, "%s, %s", rq->allow, route->method) : route->method;
}

const char *route_rest(const struct request *rq)
{
        size_t length = strlen(rq->server->service->name);

        if (rq->path[0] == '/' && strncmp(rq->path + 1, rq->server->service->name, length) == 0 && rq->path[length + 1] == '/')
                return rq->path + length + 1;
        return NULL;
}

/* Values end with their segment. */
static void end_values(struct request *rq)
{
        for (size_t i = 0; i < rq->parameters; i++) {
                const char *value = rq->parameter[i].value;
                rq->parameter[i].value = arena_copy(rq->arena, value, strcspn(value, "/"));
        }
}

void route_find(struct request *rq)
{
        const char *rest = route_rest(rq), *path = rest ? rest : rq->path;   /* asked for directly, the prefix may be missing */

        for (size_t i = 0; i < rq->server->route_count; i++) {
                const struct route *route = &rq->server->routes[i];
                if (!route_matches(route->path, path, rq->parameter, &rq->parameters))
                        continue;
                if (same_method(route, rq->method)) {
                        rq->route = route;
                        rq->shared = share_applies(route);
                        end_values(rq);
                        return;
                }
                allow(rq, route);
                rq->shared |= share_applies(route);
        }
        rq->refusal = rq->allow ? PROBLEM_METHOD_NOT_ALLOWED : PROBLEM_NO_SUCH_ROUTE;
}
