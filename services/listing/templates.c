#include "templates.h"

#include "assets.h"
#include "resale/log.h"

static struct templates *templates;   /* never changed once the service listens */

bool templates_begin(void)
{
        static struct arena *arena;
        struct template_fault fault;

        if (!arena)
                arena = arena_new();
        templates = templates_new(arena);
        for (const struct asset *asset = shop_assets; asset->path; asset++) {
                const char *name = arena_copy(arena, asset->path, strcspn(asset->path, "."));
                if (templates_add(templates, name, (const char *)asset->bytes, asset->length, &fault))
                        continue;
                log_line(LOG_ERROR, "page", NULL, "%s, line %zu: %s", asset->path, fault.line, fault.reason);
                return false;
        }
        return true;
}

enum problem template_fill(struct arena *arena, const char *name, const char *json, struct buffer *html)
{
        struct json_fault fault;
        const struct doc *data;

        *html = (struct buffer){ .arena = arena };
        if (doc_parse(arena, json, strlen(json), &data, &fault) == PROBLEM_OK && template_render(templates, name, data, html))
                return PROBLEM_OK;
        log_line(LOG_ERROR, "page", NULL, "%s cannot be filled", name);
        return PROBLEM_INTERNAL;
}
