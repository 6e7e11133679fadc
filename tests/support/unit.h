#ifndef TESTS_UNIT_H
#define TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "resale/arena.h"
#include "resale/crypto.h"

/* The arena of the running test. */
extern struct arena *test_memory;

int unit_setup(void **state);
int unit_teardown(void **state);
#define alone(f) cmocka_unit_test_setup_teardown(f, unit_setup, unit_teardown)
#define UNIT_MAIN(tests) _cmocka_run_group_tests(__FILE__, tests, ARRAY_LEN(tests), NULL, NULL)

#endif
