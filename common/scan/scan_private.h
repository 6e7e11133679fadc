#ifndef SCAN_PRIVATE_H
#define SCAN_PRIVATE_H

#include "resale/id.h"
#include "resale/scan.h"

enum { GS = 0x1d, CANDIDATES = 24, CARRIERS = 4, ELEMENTS = 32, COMPACT = 64 };

/* One text being read. */
struct reading {
        struct arena *arena;
        struct scan *scan;
        const char *text;             /* cleaned; may hold GS where FNC1 was */
        char compact[COMPACT + 1];    /* upper case without what people and labels put between groups; empty when longer */
        struct buffer unchecked;      /* who knows this form but finds its check digit wrong: "ups, fedex" */
};

struct scan_candidate *scan_add(struct reading *r, enum scan_kind kind, const char *text);
void scan_unchecked(struct reading *r, const char *who);
bool scan_add_plate(struct reading *r, const char *text);   /* false: it is none */

/* clean.c: NULL when refused. */
const char *scan_clean(struct arena *arena, const char *raw, size_t length, struct scan *scan);

/* gs1.c. The form of an application identifier's value: GS1 General Specifications, section 3. */
struct gs1_form {
        const char *code;               /* n: any digit */
        unsigned char least, most;      /* characters */
        unsigned char digits;           /* so many in front are digits */
        unsigned char from, to;         /* the digits that end with their check digit */
        bool date;                      /* YYMMDD; DD may be 00 */
        bool predefined;                /* no FNC1 follows: the length is known by the code (General Specifications, figure 7.8.5-2) */
        bool key;                       /* begins the path of a Digital Link (GS1 Digital Link URI Syntax, 4.3) */
        enum scan_kind kind;            /* what it makes of the scan; SCAN_TEXT: nothing by itself */
};
const struct gs1_form *gs1_form(const char *text, size_t length);           /* of the identifier that `text` begins with; NULL: none */
bool gs1_take(struct reading *r, const char *code, size_t code_length, const char *value, size_t length);   /* false: `wrong` says which and why */
bool gs1_read(struct reading *r);          /* an element string, or `wrong` in what certainly is one. True: it names goods, so it is nobody's tracking number */
void gs1_candidates(struct reading *r);    /* what the elements say */

bool link_read(struct reading *r);         /* link.c; false: not a link */
void track_read(struct reading *r);        /* track.c */

/* carriers.c. How a carrier writes its numbers; track.c says how `form` is read. */
struct carrier_form {
        const char *carrier, *form;
        bool (*check)(const char *digits);              /* of what stands in brackets with the check digit as its last; NULL: the carrier has none */
        const char *before;                             /* belongs to the sum, but is not printed */
        bool (*fits)(const char *number);               /* more than the form says; NULL: nothing */
};
extern const struct carrier_form carrier_forms[];
extern const size_t carrier_form_count;

#endif
