#ifndef TESTS_PROCESS_H
#define TESTS_PROCESS_H

#include <sys/types.h>

#include "support/api.h"

/*
 * A service of a test's own, which ends with it, and is started from its first thread: on a free port, with the same database, logging from "info" on. Until it is
 * stopped, "/<service>/…" leads to it.
 */
struct process { pid_t pid; const char *service, *url, *before; char log[40]; };

struct process process_start(const char *service);
struct process process_start_this(const char *service, int (*program)(void));   /* another in its place, under its name: a function of the test */
/* Ask it to end; its exit status within 20 s, else the test fails. */
int process_stop(struct process *process);
void process_kill(struct process *process);   /* SIGKILL */
const char *process_log(const struct process *process);   /* what it wrote so far; lives until the test ends */

/* The throwaway cluster, stopped and started; connections break. */
void database_stop(void);
void database_start(void);

#endif
