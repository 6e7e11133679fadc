#include "resale/arena.h"

#include <stdarg.h>

struct block {
        struct block *next;
        size_t used, size;
        _Alignas(max_align_t) unsigned char bytes[];
};

struct deferred {
        struct deferred *next;
        void (*release)(void *);
        void *thing;
};

struct arena {
        struct block *blocks;
        struct deferred *deferred;
};

#ifdef ARENA_CHECKED            /* sanitizer builds: one block an allocation, so an overrun is seen */
enum { BLOCK_SIZE = 1 };
#else
enum { BLOCK_SIZE = 16384 };
#endif

static void *must(void *memory)
{
        if (!memory)
                abort();
        return memory;
}

struct arena *arena_new(void)
{
        return must(calloc(1, sizeof(struct arena)));
}

static void release_deferred(struct arena *arena)
{
        for (struct deferred *d = arena->deferred; d; d = d->next)
                d->release(d->thing);
        arena->deferred = NULL;
}

void arena_reset(struct arena *arena)
{
        struct block *kept = NULL;

        release_deferred(arena);
        for (struct block *block = arena->blocks, *next; block; block = next) {
                next = block->next;
                if (!kept && block->size == BLOCK_SIZE)
                        kept = block;
                else
                        free(block);
        }
        if (kept) {
                kept->next = NULL;
                kept->used = 0;
        }
        arena->blocks = kept;
}

void arena_free(struct arena *arena)
{
        if (!arena)
                return;
        release_deferred(arena);
        for (struct block *block = arena->blocks, *next; block; block = next) {
                next = block->next;
                free(block);
        }
        free(arena);
}

static struct block *add_block(struct arena *arena, size_t size)
{
        struct block *block = must(malloc(sizeof *block + size));

        *block = (struct block){ .next = arena->blocks, .size = size };
        arena->blocks = block;
        return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
        size_t aligned = (size + _Alignof(max_align_t) - 1) & ~(_Alignof(max_align_t) - 1);
        struct block *block = arena->blocks;

        if (aligned < size)
                abort();
        if (!block || block->size - block->used < aligned)
                block = add_block(arena, aligned > BLOCK_SIZE ? aligned : BLOCK_SIZE);
        void *memory = block->bytes + block->used;
        block->used += aligned;
        return memset(memory, 0, size);
}

char *arena_copy(struct arena *arena, const char *text, size_t length)
{
        char *copy = arena_alloc(arena, length + 1);

        if (length)
                memcpy(copy, text, length);
        return copy;
}

static PRINTF(2, 0) char *format_list(struct arena *arena, const char *format, va_list arguments, size_t *length)
{
        va_list again;
        char small[256];

        va_copy(again, arguments);
        int needed = vsnprintf(small, sizeof small, format, arguments);
        if (needed < 0)
                abort();
        char *text = arena_alloc(arena, (size_t)needed + 1);
        if ((size_t)needed < sizeof small)
                memcpy(text, small, (size_t)needed);
        else
                vsnprintf(text, (size_t)needed + 1, format, again);
        va_end(again);
        *length = (size_t)needed;
        return text;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
        va_list arguments;
        size_t length;

        va_start(arguments, format);
        char *text = format_list(arena, format, arguments, &length);
        va_end(arguments);
        return text;
}

void arena_defer(struct arena *arena, void (*release)(void *), void *thing)
{
        struct deferred *d = arena_alloc(arena, sizeof *d);

        *d = (struct deferred){ arena->deferred, release, thing };
        arena->deferred = d;
}

void buffer_add(struct buffer *buffer, const char *text, size_t length)
{
        if (buffer->length + length + 1 > buffer->size) {
                size_t size = (buffer->length + length + 1) * 2;
                char *grown = arena_alloc(buffer->arena, size < 256 ? 256 : size);
                if (buffer->length)
                        memcpy(grown, buffer->text, buffer->length);
                buffer->text = grown;
                buffer->size = size < 256 ? 256 : size;
        }
        if (length)
                memcpy(buffer->text + buffer->length, text, length);
        buffer->length += length;
        buffer->text[buffer->length] = '\0';
}

void buffer_text(struct buffer *buffer, const char *text)
{
        buffer_add(buffer, text, strlen(text));
}

void buffer_printf(struct buffer *buffer, const char *format, ...)
{
        va_list arguments;
        size_t length;

        va_start(arguments, format);
        const char *text = format_list(buffer->arena, format, arguments, &length);
        va_end(arguments);
        buffer_add(buffer, text, length);
}
