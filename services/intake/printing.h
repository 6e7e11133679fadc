#ifndef PRINTING_H
#define PRINTING_H

#include "intake.h"

extern const char *const label_dpis[];   /* "203", "300", NULL */
int label_dpi(int choice);               /* 203, 300 */

/* --- printers: the partner's own, at a facility --- */

struct printer_change {
        struct uuid printer_id, facility_id;
        const char *name, *host, *size;
        int64_t port, dpi;                /* 0: as it is */
        struct json_text enabled;         /* "true", "false"; NULL: as it is */
};

/* *json is the printer. FACILITY_NOT_FOUND, ALREADY_EXISTS. */
enum problem printer_add(struct db *db, struct arena *arena, struct printer_change *printer, const char **json) MUST_USE;
/* All but its facility. PRINTER_NOT_FOUND, ALREADY_EXISTS. */
enum problem printer_update(struct db *db, struct arena *arena, const struct printer_change *change, const char **json) MUST_USE;

/* --- what is sent to them --- */

struct print_order { struct uuid merchant_id, unit_id, printer_id, print_id; int size; const char *printer; };
/*
 * The label of a unit is queued at a printer, in the caller's transaction; a unit "" is a test label, of the nil merchant. Sets the last three.
 * PRINTER_NOT_FOUND, PRINTER_DISABLED, UNIT_NOT_FOUND.
 */
enum problem print_queue(struct db *db, struct arena *arena, struct print_order *order) MUST_USE;
/* *json: what became of it. PRINT_NOT_FOUND. */
enum problem print_find(struct db *db, struct arena *arena, const struct print_order *order, const char **json) MUST_USE;

enum { PRINT_TRIES = 3, PRINT_TIMEOUT_MS = 2000 };
/*
 * A background step, and several may run at once: sends the next label. One that did not leave whole is tried again, PRINT_TRIES times; one that may have
 * been printed never is.
 */
enum problem print_step(struct db *db, struct arena *arena, bool *more) MUST_USE;
/* Another: ends what waited too long, and what nobody sends any more; forgets what is a day old. */
enum problem print_tidy_step(struct db *db, struct arena *arena, bool *more) MUST_USE;

/* --- plates that are printed ahead --- */

enum { ROLL_MAX = 5000 };
struct roll { struct uuid merchant_id; int64_t count, dpi; int size; const char *actor; };
/* Reserves the next `count` plates of the merchant. MERCHANT_NOT_FOUND. */
enum problem roll_make(struct db *db, struct arena *arena, const struct roll *roll, const char **json) MUST_USE;

/* A file of the labels `from` (the first is 1) to from + count - 1, LABELS_MAX at most and no more than there are. */
struct roll_part { struct uuid merchant_id, roll_id; int64_t from, count; enum label_format format; };
/* *name of the file. ROLL_NOT_FOUND; INVALID_FIELD: it begins after the last. */
enum problem roll_draw(struct db *db, struct arena *arena, const struct roll_part *part, const char **name, struct label_drawing *drawing) MUST_USE;

/* Is this plate, as scanned, of a roll of the merchant? PLATE_NOT_RESERVED. That nobody has it is for ledger.receive to say. INVALID_FIELD: it is no plate. */
struct plate;
enum problem roll_plate(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char *scanned, struct plate *plate) MUST_USE;

#endif
