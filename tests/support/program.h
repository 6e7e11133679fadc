#ifndef TESTS_PROGRAM_H
#define TESTS_PROGRAM_H

#include "resale/arena.h"

/* A program run to its end: its exit status, and what it printed on stdout and stderr together. "%s" of RESALE_BIN is put before `command`. */
struct ran { int status; const char *output; };
struct ran run_program(struct arena *arena, const char *command_format, ...) PRINTF(2, 3);

#endif
