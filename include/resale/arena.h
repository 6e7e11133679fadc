#ifndef RESALE_ARENA_H
#define RESALE_ARENA_H

#include "resale/base.h"

/*
 * Memory that lives exactly as long as one request (or one background step).
 *
 * Callers allocate and never free. An allocation never returns NULL: input is
 * bounded at the edge, and a process that is truly out of memory stops and is
 * restarted by its supervisor.
 */
struct arena;

struct arena *arena_new(void);
void arena_reset(struct arena *arena);   /* empty it, keep a block for the next request */
void arena_free(struct arena *arena);    /* NULL is allowed */

/* Zeroed, aligned for any type. */
void *arena_alloc(struct arena *arena, size_t size) __attribute__((malloc, alloc_size(2), returns_nonnull));
char *arena_copy(struct arena *arena, const char *text, size_t length);   /* terminated with a NUL */
char *arena_printf(struct arena *arena, const char *format, ...) PRINTF(2, 3);

/* Run `release(thing)` when the arena is reset or freed: for what a library allocated. */
void arena_defer(struct arena *arena, void (*release)(void *), void *thing);

/* A text that grows inside an arena; `text` is always terminated. Begin with { .arena = arena }. */
struct buffer { struct arena *arena; char *text; size_t length, size; };

void buffer_add(struct buffer *buffer, const char *text, size_t length);
void buffer_text(struct buffer *buffer, const char *text);
void buffer_printf(struct buffer *buffer, const char *format, ...) PRINTF(2, 3);

#endif
