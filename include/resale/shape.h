#ifndef RESALE_SHAPE_H
#define RESALE_SHAPE_H

#include "resale/base.h"

struct uuid { char text[37]; };                          /* lower case, with dashes */
struct instant { int64_t micros; };                      /* since 1970-01-01T00:00:00Z */
struct money { int64_t amount; char currency[4]; };      /* minor units, ISO 4217 */
struct json_text { const char *text; };                  /* a JSON value kept as text, NULL when absent */
struct texts { size_t count; const char **item; };       /* a list of texts */
struct list { size_t count; void *item; };               /* a list of structs, described by a shape */

#define NO_INSTANT ((struct instant){ INT64_MIN })       /* an absent time; written as null */
static inline bool instant_is_set(struct instant at) { return at.micros != INT64_MIN; }

/*
 * A shape lists the members of a struct once; the same list reads a JSON body,
 * decodes a database row and writes a JSON reply. Each member's C type chooses
 * how it is coded, so the table cannot disagree with the struct.
 *
 * Absent and null: text NULL, uuid "", instant NO_INSTANT, list empty, number 0, bool false.
 */
enum field_type {
        FIELD_BOOL, FIELD_INT64, FIELD_TEXT, FIELD_UUID, FIELD_INSTANT, FIELD_MONEY,
        FIELD_JSON, FIELD_TEXTS, FIELD_CHOICE, FIELD_LIST, FIELD_OBJECT
};

#define FIELD_TYPE_OF(member)                      \
        _Generic((member),                         \
                bool: FIELD_BOOL,                  \
                int64_t: FIELD_INT64,              \
                const char *: FIELD_TEXT,          \
                struct uuid: FIELD_UUID,           \
                struct instant: FIELD_INSTANT,     \
                struct money: FIELD_MONEY,         \
                struct json_text: FIELD_JSON,      \
                struct texts: FIELD_TEXTS)

struct shape;

struct field {
        const char *name;
        enum field_type type;
        size_t offset;
        bool required;
        int64_t min, max;              /* value of a number or amount, bytes of a text, count of a list; 0, 0: the default limits */
        const char *const *choices;    /* NULL-terminated, indexed by enum value */
        const struct shape *of;        /* elements of a list, members of an object */
};

struct shape {
        size_t size, count;
        const struct field *fields;
};

#define FIELD(T, member, ...) \
        { .name = #member, .type = FIELD_TYPE_OF(((T *)0)->member), .offset = offsetof(T, member), ##__VA_ARGS__ }

/* An enum; texts are `names[value]`. Values start at 0; absent leaves the member as it was. */
#define CHOICE(T, member, names, ...)                                                        \
        { .name = #member, .type = FIELD_CHOICE, .choices = (names),                         \
          .offset = offsetof(T, member) + 0 * sizeof(char[sizeof(((T *)0)->member) == sizeof(int) ? 1 : -1]), \
          ##__VA_ARGS__ }

#define LIST(T, member, element, ...)                                                        \
        { .name = #member, .type = FIELD_LIST, .of = (element),                              \
          .offset = offsetof(T, member) + 0 * sizeof(char[_Generic(((T *)0)->member, struct list: 1)]), ##__VA_ARGS__ }

#define OBJECT(T, member, members, ...) \
        { .name = #member, .type = FIELD_OBJECT, .of = (members), .offset = offsetof(T, member), ##__VA_ARGS__ }

#define SHAPE(T, table) { .size = sizeof(T), .count = ARRAY_LEN(table), .fields = (table) }

#endif
