#ifndef RESALE_JSON_H
#define RESALE_JSON_H

#include "resale/arena.h"
#include "resale/problem.h"
#include "resale/shape.h"

/* Where and why a document was refused: "lines[2].price" · "must be a whole number". The field is NULL when it is the document as such. */
struct json_fault { const char *field, *reason; };

/*
 * Read an object into a struct. Refused: malformed JSON, invalid UTF-8, a NUL in
 * a text, duplicate or unknown members, nesting deeper than 32, wrong types,
 * integers outside int64, money that is negative (unless .min says otherwise) or has no
 * currency, times without a zone, texts over .max (default 2,000 bytes) or, where there is a .min, of blanks alone, lists over .max (default 500).
 * MALFORMED_JSON or INVALID_FIELD, with *fault filled. What is read lives in the arena, as does the fault.
 */
enum problem json_read(struct arena *arena, const char *text, size_t length, const struct shape *shape, void *value,
                       struct json_fault *fault) MUST_USE;

/* A struct as compact JSON text. */
char *json_write(struct arena *arena, const struct shape *shape, const void *value);

/* A text as a quoted, escaped JSON string; NULL gives null. */
char *json_quote(struct arena *arena, const char *text);

bool utf8_is_valid(const char *text);
/* UTF-8 without control characters. */
bool utf8_is_plain(const char *text);

/* The place of `text` among NULL-terminated `choices`; false, *choice untouched, when it is none of them. */
bool choice_parse(const char *const *choices, const char *text, int *choice) MUST_USE;

/* Database text form -> member; shared with common/db. False: not in the expected form. */
bool field_from_text(struct arena *arena, const struct field *field, const char *text, void *value) MUST_USE;
/* Set the member to its absent value. */
void field_clear(const struct field *field, void *value);

/*
 * A document whose form is not ours (webhooks, rubrics): walked, not decoded.
 * It lives as long as the arena. Every reader accepts NULL, so lookups chain.
 */
struct doc;

enum doc_kind { DOC_ABSENT, DOC_NULL, DOC_FALSE, DOC_TRUE, DOC_NUMBER, DOC_STRING, DOC_ARRAY, DOC_OBJECT };

/* MALFORMED_JSON, or INVALID_FIELD for a number out of range; the same limits of depth, UTF-8 and NUL. Unknown members are fine. */
enum problem doc_parse(struct arena *arena, const char *text, size_t length, const struct doc **parsed,
                        struct json_fault *fault) MUST_USE;
const struct doc *doc_get(const struct doc *object, const char *path);   /* "result.status"; NULL when absent */
enum doc_kind doc_kind(const struct doc *value);
size_t doc_count(const struct doc *array);                                /* elements, or members of an object */
const struct doc *doc_item(const struct doc *array, size_t index);
const char *doc_member(const struct doc *object, size_t index, const struct doc **value);   /* name of the n-th member */
const char *doc_string(const struct doc *value);                          /* NULL when not a text */
bool doc_integer(const struct doc *value, int64_t *number);               /* exact int64; false when not an integer */
bool doc_is_true(const struct doc *value);
/* A text or an integer, as text ("5812345678901"): senders give ids as either. NULL otherwise, and for "" and "N/A". */
const char *doc_scalar(struct arena *arena, const struct doc *value);
char *doc_text(struct arena *arena, const struct doc *value);          /* the value as compact JSON; "null" for NULL */

/*
 * The next member of an object whose text is known to be JSON, as json_write or PostgreSQL wrote it: name and value as they stand there, nothing is decoded.
 * *at is the object's text at first, and is moved on; false: there are no more, and *at is behind the object. Much sooner than a document, where most of it is passed by.
 */
struct json_span { const char *text; size_t length; };
bool json_next_member(const char **at, struct json_span *name, struct json_span *value) MUST_USE;

#endif
