#ifndef HTML_PRIVATE_H
#define HTML_PRIVATE_H

#include "resale/html.h"

enum node_kind { NODE_TEXT, NODE_ESCAPED, NODE_RAW, NODE_SECTION, NODE_INVERTED, NODE_PARTIAL };

/* "a.b": two parts; ".": none. */
struct name { size_t count; const char **part; };

struct node {
        enum node_kind kind;
        bool begins_line;       /* where the indentation of a partial goes */
        const char *text;       /* NODE_TEXT: within one line; NODE_PARTIAL: its name */
        size_t length;
        const char *indent;     /* NODE_PARTIAL alone on its line; NULL: among other things */
        struct name name;
        size_t end;             /* of a section: the node after its last */
};

struct template { const char *name; struct node *node; size_t count; struct template *next; };
struct templates { struct arena *arena; struct template *first; };

/* The nodes of a text, which has to live as long as they do. */
bool template_parse(struct arena *arena, const char *text, size_t length, struct template *template, struct template_fault *fault) MUST_USE;

#endif
