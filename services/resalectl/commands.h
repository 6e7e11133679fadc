#ifndef RESALECTL_COMMANDS_H
#define RESALECTL_COMMANDS_H

#include "resale/db.h"

/* A command gets its own arguments; it returns the exit status: 0 done, 1 failed (why is on stderr), WRONG_USE (its usage is then said). */
enum { WRONG_USE = 2 };
typedef int command_run(int argc, char **argv);

command_run run_migrate, run_merchant, run_facility, run_staff, run_key, run_station, run_verify, run_history, run_replay, run_delivery, run_demo;

extern const char *const service_names[];   /* NULL-terminated */

/* The database as its owner, seeing every merchant; NULL with the reason said. */
struct db *open_database(void);
/* 0, or 1 with the problem said. */
int said(enum problem problem, const char *what);
/* 1, with why on stderr. */
int failed(const char *format, ...) PRINTF(1, 2);

#endif
