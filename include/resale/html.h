#ifndef RESALE_HTML_H
#define RESALE_HTML_H

#include "resale/json.h"

/*
 * Mustache templates (https://github.com/mustache/spec: comments, set delimiters, interpolation, sections, inverted, partials; no lambdas), filled from a document.
 * Texts are escaped for HTML content and quoted attributes unless a tag says {{{raw}}} or {{&raw}}. Absent, null, false, an empty list and "" are false to a section.
 *
 * Templates are parsed once, into a set that lives as long as its arena; afterwards any thread may render from it.
 */
struct templates;
enum { TEMPLATE_BYTES_MAX = 1 << 18, TEMPLATE_DEPTH_MAX = 24, TEMPLATE_OUTPUT_MAX = 4 << 20 };   /* depth: of sections and of partials, each */

struct template_fault { size_t line; const char *reason; };

struct templates *templates_new(struct arena *arena);
/* `name` is how partials and template_render call it, and lives as long as the set. False: it is no template, *fault says where and why. */
bool templates_add(struct templates *templates, const char *name, const char *text, size_t length, struct template_fault *fault) MUST_USE;

/* An unknown partial is empty. False: no template has this name, or what it makes is deeper or longer than the limits. */
bool template_render(const struct templates *templates, const char *name, const struct doc *data, struct buffer *out) MUST_USE;

#endif
