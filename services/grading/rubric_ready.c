/* Rubrics that come with the system: services/grading/rubrics/. */
#include "assets.h"
#include "rubric_version.h"

static const struct doc *read(struct arena *arena, const struct asset *asset)
{
        const struct doc *doc = NULL;
        struct json_fault fault;

        return doc_parse(arena, (const char *)asset->bytes, asset->length, &doc, &fault) == PROBLEM_OK ? doc : NULL;
}

const char *ready_rubrics(struct arena *arena)
{
        struct buffer out = { .arena = arena };

        buffer_text(&out, "{\"items\":[");
        for (const struct asset *asset = ready_assets; asset->path; asset++) {
                const struct doc *doc = read(arena, asset);
                buffer_printf(&out, "%s{\"name\":%s,\"title\":%s,\"about\":%s,\"product_types\":%s,\"grades\":%zu,\"questions\":%zu}", asset == ready_assets ? "" : ",",
                              doc_text(arena, doc_get(doc, "name")), doc_text(arena, doc_get(doc, "title")), doc_text(arena, doc_get(doc, "about")),
                              doc_text(arena, doc_get(doc, "product_types")), doc_count(doc_get(doc, "body.grades")), doc_count(doc_get(doc, "body.questions")));
        }
        buffer_text(&out, "]}");
        return out.text;
}

enum problem ready_rubric(struct arena *arena, const char *name, const char **json)
{
        for (const struct asset *asset = ready_assets; asset->path; asset++)
                if (text_equal(asset->path, arena_printf(arena, "%s.json", name))) {
                        *json = arena_copy(arena, (const char *)asset->bytes, asset->length);
                        return PROBLEM_OK;
                }
        return PROBLEM_RUBRIC_NOT_FOUND;
}
