#ifndef GRADING_OPERATION_H
#define GRADING_OPERATION_H

#include "resale/db.h"
#include "resale/json.h"

/* What can be done to a unit, in versions that never change: a merchant's own, and the partner's for every merchant without its own. */
enum { OPERATION_STEPS_MAX = 40, OPERATION_PARTS_MAX = 20, OPERATION_REMOVES_MAX = 40, OPERATION_MINUTES_MAX = 10000 };

enum step_kind { STEP_CHECK, STEP_MEASURE, STEP_PHOTO, STEP_CONFIRM };
extern const char *const step_kinds[];
struct step { int kind; const char *text, *unit, *shot; int64_t min, max; bool optional; };
struct part_needed { const char *part; int64_t quantity; };
/* An observation that the operation can remove: answers of a rubric's question, or words that an answer has. */
struct removal { const char *question, *text; struct texts answers; };

struct operation_body {
        const char *name;
        int64_t minutes;
        struct money cost;           /* beside labour and parts; currency "": none */
        struct list parts;           /* struct part_needed */
        struct list removes;         /* struct removal */
        struct list steps;           /* struct step */
        bool refurbishes;            /* once it is done, the unit may be called refurbished (with a warranty term) */
        bool serials;                /* the serial numbers of what comes out and goes in are recorded */
        bool retired;                /* it is not offered any more */
};
extern const struct shape operation_body_shape;
/* INVALID_FIELD with *fault: a measure without unit or with an empty range, a photo without its shot, a part or an observation twice, a removal that says nothing. */
enum problem operation_check(struct arena *arena, const struct operation_body *body, struct json_fault *fault) MUST_USE;

/* One that holds, or held when a work order took it. */
struct operation_version {
        const char *source;          /* "merchant" or "partner" */
        struct uuid operation_id;
        const char *code, *product_type, *body_text;
        int64_t version;
        struct operation_body body;
};
/* Those that hold for a product type of a merchant; NULL: any type. */
enum problem operations_in_force(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char *product_type, struct list *operations) MUST_USE;
/* By code, or by name whatever its case; NULL: there is none. */
const struct operation_version *operation_called(const struct list *operations, const char *name);

/* merchant_id "": the partner's. */
struct operation_draft { struct uuid merchant_id; const char *code, *product_type; struct operation_body body; };
bool operation_code_is_good(const char *code);
enum problem operation_add(struct db *db, struct arena *arena, const struct operation_draft *draft, const char *actor, const char **json) MUST_USE;   /* PLAN_EXCLUDES_RESALE, MERCHANT_NOT_FOUND */
/* What the draft would change: the present version beside it, the open work orders that were planned by that, and what such work really took last month. */
enum problem operation_preview(struct db *db, struct arena *arena, const struct operation_draft *draft, const char **json) MUST_USE;
enum problem operations_json(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char *product_type, const char **json) MUST_USE;   /* MERCHANT_NOT_FOUND */

#endif
