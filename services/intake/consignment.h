#ifndef CONSIGNMENT_H
#define CONSIGNMENT_H

#include "resale/csv.h"
#include "resale/db.h"

/* --- a consignment announced as a file --- */

struct manifest_notice { struct uuid merchant_id; const char *reference, *carrier, *tracking_number, *actor; bool blind_count; };
struct manifest_made {
        const char *shipment;             /* as JSON */
        int64_t lines, pieces, passed_over;   /* passed over: totals rows, and lines of no piece */
        struct texts unknown;             /* columns that nothing was taken from */
};

/*
 * All of `file` or nothing, in memory that does not grow with it: it is read twice. Column names of the usual exports are known. LINES_INVALID: `report` says which, why.
 * MERCHANT_NOT_FOUND, PLAN_EXCLUDES_RESALE.
 */
enum problem manifest_import(struct db *db, struct arena *arena, const struct manifest_notice *notice, int file, struct csv_report *report, struct manifest_made *made) MUST_USE;

/* How the lines of a manifest are read: manifest.c. */
extern const struct csv_import manifest_file;
struct manifest_reading { const char *currency; bool names_product, has_quantity; int64_t lines, pieces, passed_over; };   /* currency: of prices that do not say theirs; sums of one reading */

/* A scanned code in the forms that lines are looked for: 14 digits or NULL, and its text. CODE_UNKNOWN: it is none. */
enum problem code_forms(struct arena *arena, const char *code, const char **gtin, const char **text) MUST_USE;

/* The full report of a closed shipment as CSV, part by part; `take` may refuse to go on. SHIPMENT_NOT_FOUND, SHIPMENT_OPEN. */
typedef enum problem take_part(void *context, const char *part, size_t length);
enum problem report_write(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *shipment_id, take_part *take, void *context) MUST_USE;

/* --- its blind count --- */

struct counted {
        struct uuid merchant_id, shipment_id, entry_id;
        const char *actor, *code;
        int64_t quantity;
        int64_t round, of_product, counted;   /* the answer: the round, pieces of this product in it, pieces of everything in it */
        const char *product, *sku, *barcode, *title;
};
extern const struct shape counted_shape;

/* `quantity` more of what `code` is. SHIPMENT_NOT_FOUND: none, or no manifest; COUNT_STATE; in a recount NOT_RECOUNTED, COUNTED_BEFORE; CODE_UNKNOWN: no code at all. */
enum problem count_add(struct db *db, struct arena *arena, struct counted *counted) MUST_USE;
/* The actor's own entry stands for `quantity` pieces; 0 undoes it. ENTRY_NOT_FOUND, COUNT_STATE: its round is over. */
enum problem count_set(struct db *db, struct arena *arena, struct counted *counted) MUST_USE;
/* The round ends and is compared. *json: the shipment. SHIPMENT_NOT_FOUND, COUNT_STATE. */
enum problem count_submit(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *shipment_id, const char *actor, const char **json) MUST_USE;

struct count_decision { struct uuid merchant_id, shipment_id; const char *decision, *actor, *note; };   /* "accept", "recount" what differs, "skip" the count */
enum problem count_decide(struct db *db, struct arena *arena, const struct count_decision *decision, const char **json) MUST_USE;

#endif
