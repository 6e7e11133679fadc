#include "intake.h"
#include "intake_api.h"
#include "resale/id.h"
#include "resale/ledger.h"

static const char *const line_outcomes[] = { "received", "wrong_item", "damaged_in_transit", NULL };
static const char *const stranger_outcomes[] = { "unexpected", "misrouted", "extra", NULL };

struct receive_body { struct uuid line_id, facility_id, catalogue_id; int outcome; const char *note, *sku, *title, *barcode, *plate; bool sealed; };
static const struct field receive_fields[] = {
        FIELD(struct receive_body, line_id, .required = true),
        FIELD(struct receive_body, facility_id, .required = true),
        CHOICE(struct receive_body, outcome, line_outcomes),
        FIELD(struct receive_body, note, .max = 1000),
        FIELD(struct receive_body, title, .min = 1, .max = 500),
        FIELD(struct receive_body, sku, .min = 1, .max = 200),
        FIELD(struct receive_body, barcode, .min = 1, .max = 50),
        FIELD(struct receive_body, sealed),
        FIELD(struct receive_body, plate, .min = 1, .max = 500),
        FIELD(struct receive_body, catalogue_id),
};
static const struct shape receive_shape = SHAPE(struct receive_body, receive_fields);

static enum problem reply_received(struct request *rq, enum problem problem, const struct received *received)
{
        if (problem == PROBLEM_INVALID_FIELD && received->plate && !received->lpn)
                return request_invalid(rq, "plate", "is no plate: scan one off the roll");
        if (problem == PROBLEM_PLATE_NOT_RESERVED)
                return request_problem(rq, problem, "This plate is not of a roll that was printed for this merchant. Take one off the merchant's own roll.");
        if (problem == PROBLEM_PLATE_USED)
                return request_problem(rq, problem, "The plate %s is on another unit already. Take the next one off the roll.", received->printed);
        TRY(problem);
        return reply_json(rq, 201, &received_shape, received);
}

enum problem post_receive(struct request *rq)
{
        struct receive_body body = { .outcome = 0 };
        struct received received = { .actor = request_actor(rq) };

        request_merchant(rq, &received.merchant_id);
        TRY(request_uuid(rq, "shipment_id", &received.shipment_id));
        TRY(request_json(rq, &receive_shape, &body));
        bool wrong = text_equal(line_outcomes[body.outcome], "wrong_item");
        bool known = uuid_is_set(&body.catalogue_id);
        if (wrong && !body.title && !known)
                return request_invalid(rq, "title", "is required for a wrong item: what came instead");
        if (!wrong && (body.title || body.sku || body.barcode || known))
                return request_invalid(rq, body.title ? "title" : body.sku ? "sku" : body.barcode ? "barcode" : "catalogue_id", "is for a wrong item only; an expected piece is what its line says");
        received.line_id = body.line_id;
        received.catalogue_id = body.catalogue_id;
        received.facility_id = body.facility_id;
        received.outcome = line_outcomes[body.outcome];
        received.note = body.note;
        received.sku = body.sku;
        received.title = body.title;
        received.barcode = body.barcode;
        received.sealed = body.sealed;
        received.plate = body.plate;
        enum problem problem = line_receive(request_db(rq), request_arena(rq), &received);
        return reply_received(rq, problem, &received);
}

struct stranger_body { struct uuid facility_id, catalogue_id; int outcome; const char *note, *sku, *title, *barcode, *plate; };
static const struct field stranger_fields[] = {
        FIELD(struct stranger_body, facility_id, .required = true),
        CHOICE(struct stranger_body, outcome, stranger_outcomes, .required = true),
        FIELD(struct stranger_body, catalogue_id),
        FIELD(struct stranger_body, title, .min = 1, .max = 500),
        FIELD(struct stranger_body, sku, .min = 1, .max = 200),
        FIELD(struct stranger_body, barcode, .min = 1, .max = 50),
        FIELD(struct stranger_body, note, .max = 1000),
        FIELD(struct stranger_body, plate, .min = 1, .max = 500),
};
static const struct shape stranger_shape = SHAPE(struct stranger_body, stranger_fields);

enum problem post_strangers(struct request *rq)
{
        struct stranger_body body = { .outcome = 0 };
        struct received received = { .actor = request_actor(rq) };

        request_merchant(rq, &received.merchant_id);
        TRY(request_uuid(rq, "shipment_id", &received.shipment_id));
        TRY(request_json(rq, &stranger_shape, &body));
        if (!body.title && !uuid_is_set(&body.catalogue_id))
                return request_invalid(rq, "title", "is required: what it is");
        received.catalogue_id = body.catalogue_id;
        received.facility_id = body.facility_id;
        received.outcome = stranger_outcomes[body.outcome];
        received.note = body.note;
        received.sku = body.sku;
        received.title = body.title;
        received.barcode = body.barcode;
        received.plate = body.plate;
        enum problem problem = stranger_receive(request_db(rq), request_arena(rq), &received);
        return reply_received(rq, problem, &received);
}

struct again_body { struct uuid facility_id; const char *note; };
static const struct field again_fields[] = {
        FIELD(struct again_body, facility_id, .required = true),
        FIELD(struct again_body, note, .max = 1000),
};
static const struct shape again_shape = SHAPE(struct again_body, again_fields);

enum problem post_receive_again(struct request *rq)
{
        struct received received = { .actor = request_actor(rq) };
        struct again_body body;

        request_merchant(rq, &received.merchant_id);
        TRY(request_uuid(rq, "unit_id", &received.unit_id));
        TRY(request_json(rq, &again_shape, &body));
        received.facility_id = body.facility_id;
        received.note = body.note;
        enum problem problem = unit_receive_again(request_db(rq), request_arena(rq), &received);
        if (problem == PROBLEM_UNIT_STATE)
                return request_problem(rq, problem, "Only a unit that is on its way back can be received again.");
        TRY(problem);
        return reply_json(rq, 200, &received_shape, &received);
}

static enum problem read_who(struct request *rq, struct ledger_move *who)
{
        who->actor = request_actor(rq);
        request_merchant(rq, &who->merchant_id);
        return request_uuid(rq, "unit_id", &who->unit_id);
}

enum problem post_undo_receipt(struct request *rq)
{
        struct ledger_move who = { 0 };
        const char *json;

        TRY(read_who(rq, &who));
        enum problem problem = receipt_undo(request_db(rq), request_arena(rq), &who, &json);
        if (problem == PROBLEM_PLATE_CLOSED)
                return request_problem(rq, problem, "Its label was scanned back, or something else was done with it since. What is wrong now is put right with a reason: hold it, or dispose of it.");
        TRY(problem);
        return reply_text(rq, 200, json);
}

struct code_body { const char *code; };
static const struct field code_fields[] = { FIELD(struct code_body, code, .required = true, .min = 1, .max = 500) };
static const struct shape code_shape = SHAPE(struct code_body, code_fields);

enum problem post_label_checks(struct request *rq)
{
        struct ledger_move who = { 0 };
        struct code_body body;
        struct unit scanned;

        TRY(read_who(rq, &who));
        TRY(request_json(rq, &code_shape, &body));
        enum problem problem = plate_check(request_db(rq), request_arena(rq), &who, body.code, &scanned);
        if (problem == PROBLEM_WRONG_LABEL)
                return request_problem(rq, problem, "This is the label of %s, %s.", scanned.lpn, scanned.title ? scanned.title : "another unit");
        TRY(problem);
        return reply_json(rq, 200, &unit_shape, &scanned);
}

enum problem get_unit(struct request *rq)
{
        struct viewer viewer = request_viewer(rq);
        struct uuid merchant_id, unit_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "unit_id", &unit_id));
        TRY(unit_history(request_db(rq), request_arena(rq), &merchant_id, &unit_id, &viewer, &json));
        return reply_text(rq, 200, json);
}

static const struct field hold_fields[] = {
        FIELD(struct hold, reason, .required = true, .min = 1, .max = 500),
        FIELD(struct hold, owner),
};
static const struct shape hold_shape = SHAPE(struct hold, hold_fields);
static const struct field release_fields[] = { FIELD(struct hold, reason, .required = true, .min = 1, .max = 500) };
static const struct shape release_shape = SHAPE(struct hold, release_fields);

static enum problem hold_or_release(struct request *rq, const struct shape *shape, enum problem (*work)(struct db *, struct arena *, const struct hold *, struct held *))
{
        struct hold hold = { 0 };
        struct held held;

        TRY(request_json(rq, shape, &hold));
        request_merchant(rq, &hold.merchant_id);
        TRY(request_uuid(rq, "unit_id", &hold.unit_id));
        hold.actor = request_actor(rq);
        TRY(work(request_db(rq), request_arena(rq), &hold, &held));
        return reply_json(rq, 200, &held_shape, &held);
}

enum problem post_hold(struct request *rq) { return hold_or_release(rq, &hold_shape, unit_hold); }
enum problem post_release(struct request *rq) { return hold_or_release(rq, &release_shape, unit_release); }
