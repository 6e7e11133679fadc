#include "html_private.h"

enum { CONTEXTS_MAX = TEMPLATE_DEPTH_MAX * TEMPLATE_DEPTH_MAX, STEPS_MAX = 4000000 };

struct render {
        const struct templates *templates;
        struct buffer *out;
        const struct doc *context[CONTEXTS_MAX];   /* the innermost is the last */
        size_t contexts, partials, begun, steps;   /* begun: where our output begins in `out` */
        const char *indent;
};

static bool run(struct render *r, const struct template *t, size_t from, size_t to);

/* The first context that knows the first part; the others are looked for in what was found only. */
static const struct doc *look_up(const struct render *r, const struct name *name)
{
        const struct doc *found = NULL;

        if (!name->count)
                return r->context[r->contexts - 1];
        for (size_t i = r->contexts; i-- && !found;)
                found = doc_get(r->context[i], name->part[0]);
        for (size_t i = 1; i < name->count; i++)
                found = doc_get(found, name->part[i]);
        return found;
}

static bool is_true(const struct doc *value)
{
        switch (doc_kind(value)) {
        case DOC_ABSENT: case DOC_NULL: case DOC_FALSE: return false;
        case DOC_STRING: return *doc_string(value);
        case DOC_ARRAY: return doc_count(value) > 0;
        default: return true;
        }
}

static const char *entity(char c)
{
        switch (c) {
        case '&': return "&amp;";
        case '<': return "&lt;";
        case '>': return "&gt;";
        case '"': return "&quot;";
        default: return "&#39;";
        }
}

static void add_escaped(struct buffer *out, const char *text)
{
        while (*text) {
                size_t plain = strcspn(text, "&<>\"'");
                buffer_add(out, text, plain);
                text += plain;
                if (*text)
                        buffer_text(out, entity(*text++));
        }
}

/* With as few digits as say which number it is: 1.1, not 1.1000000000000001. */
static const char *shortest(struct arena *arena, const struct doc *value)
{
        const char *exact = doc_text(arena, value), *text;
        int64_t integer;

        if (doc_integer(value, &integer))
                return exact;
        for (int digits = 15; digits < 17; digits++) {
                text = arena_printf(arena, "%.*g", digits, strtod(exact, NULL));
                if (strtod(text, NULL) == strtod(exact, NULL))
                        return text;
        }
        return exact;
}

/* What has no text of its own is empty. */
static const char *text_of(const struct render *r, const struct doc *value)
{
        switch (doc_kind(value)) {
        case DOC_STRING: return doc_string(value);
        case DOC_NUMBER: return shortest(r->out->arena, value);
        case DOC_TRUE: return "true";
        case DOC_FALSE: return "false";
        default: return "";
        }
}

static bool enter(struct render *r, const struct doc *context, const struct template *t, const struct node *node)
{
        if (r->contexts == CONTEXTS_MAX)
                return false;
        r->context[r->contexts++] = context;
        bool done = run(r, t, (size_t)(node - t->node) + 1, node->end);
        r->contexts--;
        return done;
}

static bool add_section(struct render *r, const struct template *t, const struct node *node)
{
        const struct doc *value = look_up(r, &node->name);

        if (!is_true(value))
                return true;
        if (doc_kind(value) != DOC_ARRAY)
                return enter(r, value, t, node);
        for (size_t i = 0, count = doc_count(value); i < count; i++)
                if (!enter(r, doc_item(value, i), t, node))
                        return false;
        return true;
}

static const struct template *find(const struct templates *templates, const char *name)
{
        for (const struct template *t = templates->first; t; t = t->next)
                if (text_equal(t->name, name))
                        return t;
        return NULL;
}

static bool add_partial(struct render *r, const struct node *node)
{
        const struct template *partial = find(r->templates, node->text);
        const char *indent = r->indent;

        if (!partial)
                return true;
        if (r->partials == TEMPLATE_DEPTH_MAX)
                return false;
        r->partials++;
        r->indent = !node->indent ? "" : *indent ? arena_printf(r->out->arena, "%s%s", indent, node->indent) : node->indent;
        bool done = run(r, partial, 0, partial->count);
        r->indent = indent;
        r->partials--;
        return done;
}

static bool is_empty_line(const struct node *node)
{
        return node->kind == NODE_TEXT && (node->text[0] == '\n' || (node->text[0] == '\r' && node->length == 2));
}

static bool add(struct render *r, const struct template *t, const struct node *node)
{
        bool own_lines = node->kind == NODE_PARTIAL && node->indent;   /* a partial indents its lines itself */

        if (node->begins_line && *r->indent && !own_lines && !is_empty_line(node))
                buffer_text(r->out, r->indent);
        switch (node->kind) {
        case NODE_TEXT: buffer_add(r->out, node->text, node->length); return true;
        case NODE_ESCAPED: add_escaped(r->out, text_of(r, look_up(r, &node->name))); return true;
        case NODE_RAW: buffer_text(r->out, text_of(r, look_up(r, &node->name))); return true;
        case NODE_SECTION: return add_section(r, t, node);
        case NODE_INVERTED: return is_true(look_up(r, &node->name)) || run(r, t, (size_t)(node - t->node) + 1, node->end);
        case NODE_PARTIAL: return add_partial(r, node);
        }
        abort();
}

static bool run(struct render *r, const struct template *t, size_t from, size_t to)
{
        for (size_t i = from; i < to;) {
                const struct node *node = &t->node[i];
                if (++r->steps > STEPS_MAX || r->out->length - r->begun > TEMPLATE_OUTPUT_MAX || !add(r, t, node))
                        return false;
                i = node->kind == NODE_SECTION || node->kind == NODE_INVERTED ? node->end : i + 1;
        }
        return true;
}

bool template_render(const struct templates *templates, const char *name, const struct doc *data, struct buffer *out)
{
        const struct template *t = find(templates, name);
        struct render r = { .templates = templates, .out = out, .context = { data }, .contexts = 1, .begun = out->length, .indent = "" };

        return t && run(&r, t, 0, t->count);
}

struct templates *templates_new(struct arena *arena)
{
        struct templates *templates = arena_alloc(arena, sizeof *templates);

        templates->arena = arena;
        return templates;
}

bool templates_add(struct templates *templates, const char *name, const char *text, size_t length, struct template_fault *fault)
{
        struct template *t = arena_alloc(templates->arena, sizeof *t);

        if (!template_parse(templates->arena, arena_copy(templates->arena, text, length), length, t, fault))
                return false;
        t->name = name;
        t->next = templates->first;
        templates->first = t;
        return true;
}
