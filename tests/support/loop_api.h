#ifndef TESTS_LOOP_API_H
#define TESTS_LOOP_API_H

#include "support/listener.h"

/* Loop's interface for grades and dispositions, as its documentation describes it: key, paths of a dated version, the form of the bodies. Use: listener_judges(listener, loop_api). */
#define LOOP_KEY "a-key-of-loop.1"
listener_judge loop_api;

#endif
