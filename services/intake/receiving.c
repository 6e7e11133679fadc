#include "intake.h"
#include "intake_sql.h"
#include "printing.h"
#include "resale/id.h"
#include "resale/json.h"
#include "resale/ledger.h"

static const struct field received_fields[] = {
        FIELD(struct received, unit_id),
        FIELD(struct received, lpn),
        FIELD(struct received, printed),
        FIELD(struct received, outcome),
        OBJECT(struct received, triage, &triage_shape),
};
const struct shape received_shape = SHAPE(struct received, received_fields);

struct number { int64_t number, serial; };
static const struct field number_fields[] = { FIELD(struct number, number), FIELD(struct number, serial) };
static const struct shape number_shape = SHAPE(struct number, number_fields);

struct line {
        const char *line_item_id, *sku, *barcode, *title, *product_type, *vendor, *product_id, *variant_id, *currency, *return_reason, *outcome;
        int64_t price_amount;
};
static const struct field line_fields[] = {
        FIELD(struct line, line_item_id),
        FIELD(struct line, sku),
        FIELD(struct line, barcode),
        FIELD(struct line, title),
        FIELD(struct line, product_type),
        FIELD(struct line, vendor),
        FIELD(struct line, product_id),
        FIELD(struct line, variant_id),
        FIELD(struct line, currency),
        FIELD(struct line, return_reason),
        FIELD(struct line, outcome),
        FIELD(struct line, price_amount),
};
static const struct shape line_shape = SHAPE(struct line, line_fields);

static enum problem open_shipment(struct db *db, struct arena *arena, const struct received *received)
{
        int64_t opened = 0;
        const char *state;

        TRY(db_exec(db, &sql_open_shipment, DB_ARGS(db_uuid(&received->merchant_id), db_uuid(&received->shipment_id)), &opened));
        if (opened)
                return PROBLEM_OK;
        TRY(db_value(db, arena, &sql_select_shipment_state, DB_ARGS(db_uuid(&received->merchant_id), db_uuid(&received->shipment_id)), &state,
                     PROBLEM_SHIPMENT_NOT_FOUND));
        return text_equal(state, "counting") ? PROBLEM_COUNT_STATE : PROBLEM_SHIPMENT_CLOSED;
}

static void say_plate(struct arena *arena, struct received *received, const struct plate *plate)
{
        char *printed = arena_alloc(arena, PLATE_PRINTED + 1);

        plate_print(plate, printed);
        received->lpn = arena_copy(arena, plate->text, PLATE_LENGTH);
        received->printed = printed;
}

/* The next number, or one that was printed ahead and taken off its roll. */
static enum problem give_plate(struct db *db, struct arena *arena, struct received *received)
{
        struct number number;
        struct plate plate;

        if (received->plate) {
                TRY(roll_plate(db, arena, &received->merchant_id, received->plate, &plate));
                say_plate(arena, received, &plate);
                return PROBLEM_OK;
        }
        TRY(db_one(db, arena, &sql_next_plate, DB_ARGS(db_uuid(&received->merchant_id)), &number_shape, &number, PROBLEM_MERCHANT_NOT_FOUND));
        if (!plate_make(number.number, number.serial, &plate))
                return PROBLEM_INTERNAL;
        say_plate(arena, received, &plate);
        return PROBLEM_OK;
}

static enum problem say_next(struct db *db, struct arena *arena, struct received *received, const struct line *line)
{
        const struct triaged piece = { received->outcome, line->product_type, line->return_reason, line->currency, line->price_amount, received->sealed };

        return triage_piece(db, arena, &received->merchant_id, &received->unit_id, received->actor, &piece, &received->triage);
}

/* A plate off a roll is used once, which the ledger sees to; and since it was scanned off the piece, its label has been checked. */
static enum problem open_ledger(struct db *db, struct arena *arena, const struct received *received, const struct line *line)
{
        const char *sequence, *payload = arena_printf(arena, "{\"outcome\":\"%s\",\"shipment_id\":\"%s\",\"facility_id\":\"%s\"%s}", received->outcome,
                                                      received->shipment_id.text, received->facility_id.text, received->sealed ? ",\"sealed\":true" : "");
        struct ledger_move note = { .merchant_id = received->merchant_id, .unit_id = received->unit_id, .event = "label_checked", .actor = received->actor,
                                    .payload = "{\"preprinted\":true}" };

        enum problem problem = db_value(db, arena, &sql_receive_unit,
                                        DB_ARGS(db_uuid(&received->merchant_id), db_uuid(&received->unit_id), db_text(received->lpn), db_text(line->sku),
                                                db_text(line->product_type), db_text(line->title), db_text(received->actor), db_text(payload)),
                                        &sequence, PROBLEM_INTERNAL);
        if (problem == PROBLEM_DUPLICATE && received->plate)
                return PROBLEM_PLATE_USED;
        TRY(problem);
        return received->plate ? ledger_note(db, &note) : PROBLEM_OK;
}

/* The unit begins: its plate, its first event, what it was when it came, and what is done with it next. */
static enum problem begin_unit(struct db *db, struct arena *arena, struct received *received, const struct line *line)
{
        TRY(give_plate(db, arena, received));
        TRY(open_ledger(db, arena, received, line));
        TRY(db_exec_one(db, &sql_insert_unit_record,
                        DB_ARGS(db_uuid(&received->merchant_id), db_uuid(&received->unit_id), db_uuid(&received->shipment_id), db_uuid(&received->line_id),
                                db_text(received->outcome), db_text(line->line_item_id), db_text(line->sku), db_text(line->barcode), db_text(line->title),
                                db_text(line->product_type), db_text(line->vendor), db_text(line->product_id), db_text(line->variant_id),
                                line->currency ? db_int(line->price_amount) : db_null(), db_text(line->currency), db_text(line->return_reason),
                                db_text(received->note), db_uuid(&received->facility_id)),
                        PROBLEM_FACILITY_NOT_FOUND));
        return say_next(db, arena, received, line);
}

/* What is not as expected: as the catalogue has it, and as it was said. */
static enum problem know_thing(struct db *db, struct arena *arena, const struct received *received, struct line *line)
{
        *line = (struct line){ 0 };
        if (uuid_is_set(&received->catalogue_id))
                TRY(db_one(db, arena, &sql_select_product, DB_ARGS(db_uuid(&received->merchant_id), db_uuid(&received->catalogue_id)), &line_shape, line,
                           PROBLEM_PRODUCT_NOT_FOUND));
        line->sku = received->sku ? received->sku : line->sku;
        line->title = received->title ? received->title : line->title;
        line->barcode = received->barcode ? received->barcode : line->barcode;
        return PROBLEM_OK;
}

enum problem line_receive(struct db *db, struct arena *arena, struct received *received)
{
        struct line line;
        int64_t taken = 0;

        uuid_new(&received->unit_id);
        TRY(open_shipment(db, arena, received));
        TRY(db_one(db, arena, &sql_select_line, DB_ARGS(db_uuid(&received->merchant_id), db_uuid(&received->shipment_id), db_uuid(&received->line_id)),
                   &line_shape, &line, PROBLEM_LINE_NOT_FOUND));
        TRY(db_exec(db, &sql_take_line,
                    DB_ARGS(db_uuid(&received->merchant_id), db_uuid(&received->shipment_id), db_uuid(&received->line_id), db_text(received->outcome),
                            db_uuid(&received->unit_id)),
                    &taken));
        if (!taken)
                return PROBLEM_LINE_RECEIVED;
        if (text_equal(received->outcome, "wrong_item")) {
                const char *line_item_id = line.line_item_id, *return_reason = line.return_reason;
                TRY(know_thing(db, arena, received, &line));
                line.line_item_id = line_item_id;
                line.return_reason = return_reason;
        }
        return begin_unit(db, arena, received, &line);
}

enum problem stranger_receive(struct db *db, struct arena *arena, struct received *received)
{
        struct line line;

        uuid_new(&received->unit_id);
        TRY(open_shipment(db, arena, received));
        TRY(know_thing(db, arena, received, &line));
        return begin_unit(db, arena, received, &line);
}

/* What was scanned in by mistake never was: its plate is used up, its line waits again. */
enum problem receipt_undo(struct db *db, struct arena *arena, const struct ledger_move *who, const char **json)
{
        struct received receipt = { .merchant_id = who->merchant_id, .unit_id = who->unit_id };
        struct ledger_move move = { .merchant_id = who->merchant_id, .unit_id = who->unit_id, .from = "received", .to = "missing", .event = "receipt_undone", .actor = who->actor };
        const char *shipment_id;
        int64_t undone = 0;

        TRY(db_value(db, arena, &sql_select_receipt, DB_ARGS(db_uuid(&who->merchant_id), db_uuid(&who->unit_id)), &shipment_id, PROBLEM_UNIT_NOT_FOUND));
        if (!uuid_parse(shipment_id, &receipt.shipment_id))
                return PROBLEM_INTERNAL;
        TRY(open_shipment(db, arena, &receipt));
        TRY(ledger_move(db, &move));
        TRY(db_exec(db, &sql_undo_record, DB_ARGS(db_uuid(&who->merchant_id), db_uuid(&who->unit_id)), &undone));
        if (!undone)
                return PROBLEM_PLATE_CLOSED;
        TRY(db_exec(db, &sql_free_line, DB_ARGS(db_uuid(&who->merchant_id), db_uuid(&receipt.shipment_id), db_uuid(&who->unit_id)), NULL));
        return shipment_find(db, arena, &who->merchant_id, &receipt.shipment_id, json);
}

enum problem plate_check(struct db *db, struct arena *arena, const struct ledger_move *who, const char *code, struct unit *scanned)
{
        struct ledger_move note = { .merchant_id = who->merchant_id, .unit_id = who->unit_id, .event = "label_checked", .actor = who->actor };

        TRY(ledger_unit(db, arena, &who->merchant_id, &who->unit_id, scanned));
        TRY(ledger_unit_by_plate(db, arena, code, scanned));
        if (!uuid_equal(&scanned->unit_id, &who->unit_id))
                return PROBLEM_WRONG_LABEL;
        TRY(ledger_note(db, &note));
        return ledger_unit(db, arena, &who->merchant_id, &who->unit_id, scanned);
}

enum problem unit_receive_again(struct db *db, struct arena *arena, struct received *received)
{
        struct unit unit;
        struct plate plate;
        struct ledger_move move = {
                .merchant_id = received->merchant_id, .unit_id = received->unit_id, .from = "returning", .to = "received", .event = "received_again",
                .actor = received->actor, .payload = arena_printf(arena, "{\"facility_id\":\"%s\"}", received->facility_id.text),
        };

        TRY(ledger_move(db, &move));
        TRY(db_exec_one(db, &sql_insert_return_record,
                        DB_ARGS(db_uuid(&received->merchant_id), db_uuid(&received->unit_id), db_text(received->note), db_uuid(&received->facility_id)),
                        PROBLEM_FACILITY_NOT_FOUND));
        TRY(ledger_unit(db, arena, &received->merchant_id, &received->unit_id, &unit));
        if (!plate_parse(unit.lpn, &plate))
                return PROBLEM_INTERNAL;
        say_plate(arena, received, &plate);
        received->outcome = "returned";
        return say_next(db, arena, received, &(struct line){ 0 });
}
