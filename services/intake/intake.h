#ifndef INTAKE_H
#define INTAKE_H

#include "resale/auth.h"
#include "resale/db.h"
#include "resale/label.h"
#include "triage.h"

/* --- inbound shipments --- */

struct announced_line { const char *sku, *barcode, *title, *product_type, *vendor, *product_id, *variant_id; struct money price; };
extern const struct shape announced_line_shape;
struct announcement { const char *rma, *tracking_number, *carrier; struct list lines; };

/* A consignment: excess, defects, past season, demo. MERCHANT_NOT_FOUND, PLAN_EXCLUDES_RESALE. */
enum problem shipment_announce(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct announcement *announcement,
                               const char **json) MUST_USE;
enum problem shipment_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *shipment_id, const char **json) MUST_USE;
/* What is still pending is short; *report goes to the merchant as well. SHIPMENT_NOT_FOUND, SHIPMENT_CLOSED; COUNT_STATE: its blind count is not decided. */
enum problem shipment_close(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *shipment_id, const char **report) MUST_USE;
/* SHIPMENT_NOT_FOUND, SHIPMENT_OPEN. */
enum problem shipment_report(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *shipment_id, const char **report) MUST_USE;

/* One box takes any scan and says what it is: {"kind":…,…}. CODE_UNKNOWN, with *like what its form says it is, or what is wrong with it; NULL: nothing. */
enum problem scan_resolve(struct db *db, struct arena *arena, const char *code, const struct viewer *viewer, const char **json, const char **like) MUST_USE;

/* A unit with its ledger; without what was graded, and what followed from that, where it is hidden from who asks. UNIT_NOT_FOUND. */
enum problem unit_history(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const struct viewer *viewer, const char **json) MUST_USE;

/* A background step: returns routed to the partner become expected parcels. */
enum problem import_step(struct db *db, struct arena *arena, bool *more) MUST_USE;

/* --- receiving --- */

struct received {
        struct uuid merchant_id, shipment_id, line_id, facility_id;
        const char *actor, *outcome, *note;
        const char *sku, *title, *barcode;   /* of what is not as expected */
        struct uuid catalogue_id;            /* "" or the product that it is; what is said beside it goes before */
        bool sealed;                                                  /* as it left the factory */
        const char *plate;                                            /* off a roll, as scanned; NULL: the next one */
        struct uuid unit_id;                                          /* the answer */
        const char *lpn, *printed;
        struct triage triage;
};
extern const struct shape received_shape;

/*
 * An expected line, or the next piece of a manifest's line, becomes a unit with its plate; a wrong item is what `sku`, `title` and `barcode` say, not what was expected.
 * SHIPMENT_NOT_FOUND, SHIPMENT_CLOSED, COUNT_STATE, LINE_NOT_FOUND, LINE_RECEIVED, FACILITY_NOT_FOUND. Of a plate off a roll also INVALID_FIELD (it is no plate),
 * PLATE_NOT_RESERVED, PLATE_USED; of catalogue_id PRODUCT_NOT_FOUND.
 */
enum problem line_receive(struct db *db, struct arena *arena, struct received *received) MUST_USE;
/* What should not be here gets its plate too, and is reported. Problems as of a line. */
enum problem stranger_receive(struct db *db, struct arena *arena, struct received *received) MUST_USE;
/* A sold unit comes back: same plate, next trip. UNIT_NOT_FOUND, UNIT_STATE, FACILITY_NOT_FOUND. */
enum problem unit_receive_again(struct db *db, struct arena *arena, struct received *received) MUST_USE;

struct ledger_move;
struct unit;
/*
 * The receipt of unit `who` (merchant_id, unit_id, actor) is undone: the unit ends as missing, its plate is never used again, its line waits again. *json is its shipment.
 * UNIT_NOT_FOUND, SHIPMENT_CLOSED, UNIT_STATE; PLATE_CLOSED once its label was scanned back or anything else was done with it.
 */
enum problem receipt_undo(struct db *db, struct arena *arena, const struct ledger_move *who, const char **json) MUST_USE;
/* Its label was scanned back off the piece: noted in its ledger, which closes the plate.
 * UNIT_NOT_FOUND, CODE_UNKNOWN (this merchant has no such plate); WRONG_LABEL. *scanned is the unit whose label it is. */
enum problem plate_check(struct db *db, struct arena *arena, const struct ledger_move *who, const char *code, struct unit *scanned) MUST_USE;

/* --- labels --- */

struct label_wish { struct uuid merchant_id, unit_id; enum label_format format; enum label_size size; int dpi; };
/* The label of a unit on its present trip, and its plate. UNIT_NOT_FOUND. */
enum problem unit_label(struct db *db, struct arena *arena, const struct label_wish *wish, const char **plate, struct label_drawing *drawing) MUST_USE;

/* What its QR code holds: a GS1 Digital Link where the product has a GTIN (barcode may be NULL), else the unit's own page. */
const char *label_url(struct arena *arena, const char *barcode, const char *plate);

enum print_reason { PRINT_FIRST, PRINT_DAMAGED, PRINT_LOST, PRINT_NOT_PRINTED };
extern const char *const print_reasons[];
struct print {
        struct uuid merchant_id, unit_id;
        const char *actor, *printer;  /* printer: its name, NULL when whoever asks prints it */
        int reason, format, size;     /* enum print_reason, label_format, label_size */
        struct uuid printer_id, print_id;
        int64_t printed;              /* the answer: how often it was by now */
};
extern const struct shape print_shape;
/* A print is noted in the unit's ledger. *reason_wanted: it was printed before, and PRINT_FIRST says no reason; nothing is noted. UNIT_NOT_FOUND. */
enum problem label_print(struct db *db, struct arena *arena, struct print *print, bool *reason_wanted) MUST_USE;

/* A code of our own making as its card holds it, in capitals: a command, a bin or a tote. False: `code` is none of them. */
bool card_code(struct arena *arena, const char *code, const char **text) MUST_USE;

/* --- holds --- */

struct hold { struct uuid merchant_id, unit_id; const char *actor, *reason; struct uuid owner; };   /* owner: of the staff, whose it is to clear; "": who holds it */
struct held { struct uuid unit_id; const char *state; int64_t sequence; };   /* the answer: where the unit is now, and the number of the event that says so */
extern const struct shape held_shape;

/* Each is one statement, its own transaction when none is open. UNIT_NOT_FOUND; UNIT_STATE: it cannot be held, or is not; STAFF_NOT_FOUND: the owner. */
enum problem unit_hold(struct db *db, struct arena *arena, const struct hold *hold, struct held *held) MUST_USE;
enum problem unit_release(struct db *db, struct arena *arena, const struct hold *hold, struct held *held) MUST_USE;

#endif
