#ifndef RESALE_BASE_H
#define RESALE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ARRAY_LEN(a)   (sizeof(a) / sizeof(a)[0])
#define MUST_USE       __attribute__((warn_unused_result))
#define PRINTF(f, a)   __attribute__((format(printf, f, a)))
#define CLEANUP(fn)    __attribute__((cleanup(fn)))

/* Easy to misuse, so not available: using one is a compile error. */
#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf strtok gets atoi atol atoll

static inline bool text_equal(const char *a, const char *b) { return a && b && strcmp(a, b) == 0; }
static inline bool text_is_blank(const char *text) { return !text || !text[strspn(text, " \t\r\n")]; }
static inline bool text_starts(const char *text, const char *start) { return strncmp(text, start, strlen(start)) == 0; }

#endif
