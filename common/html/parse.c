#include "html_private.h"

enum { DELIMITER_MAX = 15 };

struct parser {
        struct arena *arena;
        const char *text, *end, *at;
        char open[DELIMITER_MAX + 1], close[DELIMITER_MAX + 1];
        struct node *node;
        size_t count, size, depth;
        size_t section[TEMPLATE_DEPTH_MAX];       /* those that are open */
        const char *opened[TEMPLATE_DEPTH_MAX];   /* as they are called */
        struct template_fault *fault;
};

/* A tag as it stands in the text: from `start` up to `after`; its content without blanks. */
struct tag { char kind; const char *start, *after, *content; size_t length; };

static bool refuse(struct parser *p, const char *at, const char *reason)
{
        p->fault->reason = reason;
        p->fault->line = 1;
        for (const char *c = p->text; c < at; c++)
                p->fault->line += *c == '\n';
        return false;
}

static bool is_blank(char c) { return c == ' ' || c == '\t'; }
static bool is_space(char c) { return is_blank(c) || c == '\n' || c == '\r'; }

static bool begins_line(const struct parser *p, const char *at) { return at == p->text || at[-1] == '\n'; }

static struct node *add_node(struct parser *p, enum node_kind kind, const char *at)
{
        if (p->count == p->size) {
                size_t size = p->size ? p->size * 2 : 16;
                struct node *grown = arena_alloc(p->arena, size * sizeof *grown);
                if (p->count)
                        memcpy(grown, p->node, p->count * sizeof *grown);
                p->node = grown;
                p->size = size;
        }
        p->node[p->count] = (struct node){ .kind = kind, .begins_line = begins_line(p, at) };
        return &p->node[p->count++];
}

/* A node a line. */
static void add_text(struct parser *p, const char *from, const char *to)
{
        while (from < to) {
                const char *line = memchr(from, '\n', (size_t)(to - from)), *end = line ? line + 1 : to;
                struct node *node = add_node(p, NODE_TEXT, from);
                node->text = from;
                node->length = (size_t)(end - from);
                from = end;
        }
}

static const char *find(const char *from, const char *end, const char *what)
{
        return memmem(from, (size_t)(end - from), what, strlen(what));
}

static void trim(struct tag *tag, const char *from, const char *to)
{
        while (from < to && is_space(*from))
                from++;
        while (to > from && is_space(to[-1]))
                to--;
        tag->content = from;
        tag->length = (size_t)(to - from);
}

static bool read_tag(struct parser *p, const char *start, struct tag *tag)
{
        const char *inside = start + strlen(p->open);
        char closing[DELIMITER_MAX + 2];

        while (inside < p->end && is_space(*inside))
                inside++;
        tag->start = start;
        tag->kind = inside < p->end && strchr("!#^/>&{=", *inside) && *inside ? *inside++ : '$';
        snprintf(closing, sizeof closing, "%s%s", tag->kind == '{' ? "}" : tag->kind == '=' ? "=" : "", p->close);
        const char *close = find(inside, p->end, closing);
        if (!close)
                return refuse(p, start, "a tag does not end");
        tag->after = close + strlen(closing);
        trim(tag, inside, close);
        return true;
}

/* Alone on its line, with blanks at most: then the line goes with it. *from is where the line begins, *to where the next does. */
static bool stands_alone(const struct parser *p, const struct tag *tag, const char **from, const char **to)
{
        const char *before = tag->start, *after = tag->after;

        if (strchr("$&{", tag->kind))
                return false;
        while (before > p->text && is_blank(before[-1]))
                before--;
        while (after < p->end && is_blank(*after))
                after++;
        if (after < p->end && *after == '\r')
                after++;
        if (!begins_line(p, before) || (after < p->end && *after != '\n'))
                return false;
        *from = before;
        *to = after < p->end ? after + 1 : after;
        return true;
}

static bool set_delimiters(struct parser *p, const struct tag *tag)
{
        const char *end = tag->content + tag->length, *blank = tag->content;

        while (blank < end && !is_space(*blank))
                blank++;
        const char *second = blank;
        while (second < end && is_space(*second))
                second++;
        size_t open = (size_t)(blank - tag->content), close = (size_t)(end - second);
        if (!open || !close || open > DELIMITER_MAX || close > DELIMITER_MAX)
                return refuse(p, tag->start, "delimiters are two texts of at most 15 characters");
        for (const char *c = tag->content; c < end; c++)
                if (*c == '=' || (c >= second && is_space(*c)))
                        return refuse(p, tag->start, "delimiters hold no blank and no \"=\"");
        snprintf(p->open, sizeof p->open, "%.*s", (int)open, tag->content);
        snprintf(p->close, sizeof p->close, "%.*s", (int)close, second);
        return true;
}

static bool read_name(struct parser *p, const struct tag *tag, struct name *name)
{
        char *text = arena_copy(p->arena, tag->content, tag->length);
        size_t count = 1;

        if (!tag->length || strlen(text) != tag->length)
                return refuse(p, tag->start, "a tag has no name");
        *name = (struct name){ 0 };
        if (text_equal(text, "."))
                return true;
        for (const char *c = text; *c; c++)
                count += *c == '.';
        name->part = arena_alloc(p->arena, count * sizeof *name->part);
        for (char *rest = text, *part; (part = strsep(&rest, "."));) {
                if (!*part || strlen(part) > 100)
                        return refuse(p, tag->start, "a part of a name is empty, or longer than 100 bytes");
                name->part[name->count++] = part;
        }
        return true;
}

static bool open_section(struct parser *p, const struct tag *tag, enum node_kind kind, bool alone)
{
        struct node *node = add_node(p, kind, tag->start);

        node->begins_line = node->begins_line && !alone;
        if (p->depth == TEMPLATE_DEPTH_MAX)
                return refuse(p, tag->start, "sections are nested too deep");
        p->section[p->depth] = p->count - 1;
        p->opened[p->depth++] = arena_copy(p->arena, tag->content, tag->length);
        return read_name(p, tag, &node->name);
}

static bool close_section(struct parser *p, const struct tag *tag)
{
        const char *name = p->depth ? p->opened[p->depth - 1] : NULL;

        if (!name)
                return refuse(p, tag->start, "a section ends that was not begun");
        if (strlen(name) != tag->length || memcmp(name, tag->content, tag->length) != 0)
                return refuse(p, tag->start, "another section ends than the one that was begun last");
        p->node[p->section[--p->depth]].end = p->count;
        return true;
}

static bool add_partial(struct parser *p, const struct tag *tag, const char *line)
{
        struct node *node = add_node(p, NODE_PARTIAL, tag->start);

        if (!tag->length)
                return refuse(p, tag->start, "a tag has no name");
        node->text = arena_copy(p->arena, tag->content, tag->length);
        node->indent = line ? arena_copy(p->arena, line, (size_t)(tag->start - line)) : NULL;
        return true;
}

/* `line`: where the tag's line begins when it stands alone on it, else NULL. */
static bool add_tag(struct parser *p, const struct tag *tag, const char *line)
{
        switch (tag->kind) {
        case '!': return true;
        case '=': return set_delimiters(p, tag);
        case '#': return open_section(p, tag, NODE_SECTION, line);
        case '^': return open_section(p, tag, NODE_INVERTED, line);
        case '/': return close_section(p, tag);
        case '>': return add_partial(p, tag, line);
        default: return read_name(p, tag, &add_node(p, tag->kind == '$' ? NODE_ESCAPED : NODE_RAW, tag->start)->name);
        }
}

static bool read_next(struct parser *p, const char *start)
{
        const char *from, *to;
        struct tag tag;

        if (!read_tag(p, start, &tag))
                return false;
        bool alone = stands_alone(p, &tag, &from, &to);
        add_text(p, p->at, alone ? from : start);
        if (!add_tag(p, &tag, alone ? from : NULL))
                return false;
        p->at = alone ? to : tag.after;
        return true;
}

bool template_parse(struct arena *arena, const char *text, size_t length, struct template *template, struct template_fault *fault)
{
        struct parser p = { .arena = arena, .text = text, .end = text + length, .at = text, .open = "{{", .close = "}}", .fault = fault };

        if (length > TEMPLATE_BYTES_MAX)
                return refuse(&p, text, "it is longer than 256 KB");
        for (const char *start; (start = find(p.at, p.end, p.open));)
                if (!read_next(&p, start))
                        return false;
        if (p.depth)
                return refuse(&p, p.end, "a section does not end");
        add_text(&p, p.at, p.end);
        template->node = p.node;
        template->count = p.count;
        return true;
}
