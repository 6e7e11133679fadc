#include "fuzz/fuzz.h"

#include "../../common/http/http_private.h"

static const char *const patterns[] = {
        "/healthz", "/v1/units/{unit_id}", "/v1/merchants/{merchant_id}/units/{unit_id}/grades", "/v1/collections/{handle}/listings/{listing_id}", "/{a}", "/{a}/{b}/{c}/{d}/{e}/{f}",
};

/* The path that the pattern and the values give. */
static char *rebuild(struct arena *arena, const char *pattern, const struct parameter *parameter)
{
        struct buffer path = { .arena = arena };

        buffer_text(&path, "");
        for (; *pattern; pattern++) {
                if (*pattern != '{') {
                        buffer_add(&path, pattern, 1);
                        continue;
                }
                buffer_add(&path, parameter->value, strcspn(parameter->value, "/"));
                parameter++;
                pattern = strchr(pattern, '}');
        }
        return path.text;
}

/* Decoding never grows a path; what matches is what the pattern and its values say, each value one segment that is not empty. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
        struct arena *arena = arena_new();
        char *path = arena_copy(arena, (const char *)bytes, length);
        struct parameter parameter[PARAMETERS_MAX];
        size_t count, before = strlen(path);

        if (route_unescape(path) > before || strlen(path) > before)
                abort();
        for (size_t i = 0; i < ARRAY_LEN(patterns); i++) {
                if (!route_matches(patterns[i], path, parameter, &count))
                        continue;
                for (size_t p = 0; p < count; p++)
                        if (!strcspn(parameter[p].value, "/"))
                                abort();
                if (count > PARAMETERS_MAX || strcmp(rebuild(arena, patterns[i], parameter), path) != 0)
                        abort();
        }
        arena_free(arena);
        return 0;
}
