#include <ctype.h>
#include <strings.h>

#include "scan_private.h"

enum { SEGMENTS = 40 };

/* Pieces between `separator`s, without their percent signs: of a path, or names and values of a query. */
struct pieces { size_t count; const char *item[SEGMENTS]; };

static int hex(char c)
{
        const char *at = c ? strchr("0123456789abcdef", tolower((unsigned char)c)) : NULL;

        return at ? (int)(at - "0123456789abcdef") : -1;
}

/* RFC 3986, 2.1. What is no escape stays; an escaped NUL ends the text, and what is left fails its form. */
static const char *unescape(struct arena *arena, const char *text, size_t length)
{
        char *out = arena_alloc(arena, length + 1);
        size_t n = 0;

        for (size_t i = 0; i < length; i++) {
                bool escape = text[i] == '%' && i + 2 < length && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0;
                out[n++] = escape ? (char)(hex(text[i + 1]) * 16 + hex(text[i + 2])) : text[i];
                i += escape ? 2 : 0;
        }
        return out;
}

static void split(struct arena *arena, const char *text, size_t length, const char *separators, struct pieces *pieces)
{
        const char *end = text + length;

        pieces->count = 0;
        while (text < end && pieces->count < SEGMENTS) {
                size_t piece = 0;
                while (text + piece < end && !strchr(separators, text[piece]))
                        piece++;
                pieces->item[pieces->count++] = unescape(arena, text, piece);
                text += piece + 1;
        }
}

/* A Digital Link may carry the shorter GTINs without their zeros (GS1 Digital Link URI Syntax 1.1, 4.6). */
static bool take(struct reading *r, const char *code, const char *value)
{
        struct gtin gtin;

        if (text_equal(code, "01") && gtin_parse(value, &gtin))
                value = gtin.text;
        return gs1_take(r, code, strlen(code), value, strlen(value));
}

static bool begins_identification(const char *code)
{
        const struct gs1_form *form = gs1_form(code, strlen(code));

        return form && form->key && strlen(form->code) == strlen(code);
}

/* GS1 Digital Link URI Syntax, 4: any path, then a key and its value, then qualifiers and theirs to the end. */
static bool take_path(struct reading *r, const struct pieces *path)
{
        for (size_t i = 0; i + 1 < path->count; i++) {
                size_t at = i;
                if (!begins_identification(path->item[i]))
                        continue;
                while (at + 1 < path->count && take(r, path->item[at], path->item[at + 1]))
                        at += 2;
                if (at == path->count)
                        return true;
                r->scan->elements.count = 0;
        }
        return false;
}

/* Attributes, "17=270131"; other names in the query are not for us. */
static void take_query(struct reading *r, const char *query)
{
        struct pieces parts;

        split(r->arena, query, strcspn(query, "#"), "&;", &parts);
        for (size_t i = 0; i < parts.count; i++) {
                const char *value = strchr(parts.item[i], '=');
                size_t code = value ? (size_t)(value - parts.item[i]) : 0;
                if (code >= 2 && strspn(parts.item[i], "0123456789") == code)
                        gs1_take(r, parts.item[i], code, value + 1, strlen(value + 1));
        }
}

bool link_read(struct reading *r)
{
        size_t scheme = strncasecmp(r->text, "https://", 8) == 0 ? 8 : strncasecmp(r->text, "http://", 7) == 0 ? 7 : 0;
        struct pieces path;

        if (!scheme)
                return false;
        const char *start = r->text + scheme + strcspn(r->text + scheme, "/?#");
        size_t length = strcspn(start, "?#");
        split(r->arena, start + (*start == '/'), length - (length > 0), "/", &path);
        for (size_t i = 0; i < path.count; i++)   /* a unit's own page: its plate stands in the path */
                if (scan_add_plate(r, path.item[i]))
                        return true;
        if (take_path(r, &path) && start[length] == '?')
                take_query(r, start + length + 1);
        return true;
}
