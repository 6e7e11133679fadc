#include "intake_sql.h"
#include "printing.h"
#include "resale/config.h"
#include "resale/id.h"
#include "resale/json.h"
#include "resale/ledger.h"
#include "resale/log.h"

struct run { int64_t number, serial; };
static const struct field run_fields[] = { FIELD(struct run, number), FIELD(struct run, serial) };
static const struct shape run_shape = SHAPE(struct run, run_fields);

enum problem roll_make(struct db *db, struct arena *arena, const struct roll *roll, const char **json)
{
        struct plate first, last;
        struct uuid roll_id;
        struct run run;

        TRY(db_one(db, arena, &sql_next_plates, DB_ARGS(db_uuid(&roll->merchant_id), db_int(roll->count)), &run_shape, &run, PROBLEM_MERCHANT_NOT_FOUND));
        if (!plate_make(run.number, run.serial, &first) || !plate_make(run.number, run.serial + roll->count - 1, &last))
                return PROBLEM_INTERNAL;
        uuid_new(&roll_id);
        return db_value(db, arena, &sql_insert_roll,
                        DB_ARGS(db_uuid(&roll->merchant_id), db_uuid(&roll_id), db_int(run.number), db_int(run.serial), db_int(roll->count), db_text(first.text),
                                db_text(last.text), db_text(label_sizes[roll->size]), db_int(roll->dpi), db_text(roll->actor)),
                        json, PROBLEM_INTERNAL);
}

struct rolled { int64_t number, first_serial, count; int size, dpi; const char *merchant; };
static const struct field rolled_fields[] = {
        FIELD(struct rolled, number),
        FIELD(struct rolled, first_serial),
        FIELD(struct rolled, count),
        CHOICE(struct rolled, size, label_sizes),
        CHOICE(struct rolled, dpi, label_dpis),
        FIELD(struct rolled, merchant),
};
static const struct shape rolled_shape = SHAPE(struct rolled, rolled_fields);

static enum problem label_of(struct arena *arena, const struct rolled *roll, int64_t serial, struct label *label)
{
        struct plate plate;

        if (!plate_make(roll->number, serial, &plate))
                return PROBLEM_INTERNAL;
        const char *text = arena_copy(arena, plate.text, PLATE_LENGTH);
        *label = (struct label){ .plate = text, .url = label_url(arena, NULL, text), .title = roll->merchant, .size = (enum label_size)roll->size, .dpi = label_dpi(roll->dpi) };
        return PROBLEM_OK;
}

static enum problem draw_part(struct arena *arena, const struct rolled *roll, int64_t first, size_t count, enum label_format format, struct label_drawing *drawing)
{
        struct label *labels = arena_alloc(arena, count * sizeof *labels);
        struct json_fault fault = { 0 };

        for (size_t i = 0; i < count; i++)
                TRY(label_of(arena, roll, first + (int64_t)i, &labels[i]));
        enum problem problem = label_draw_all(arena, labels, count, format, drawing, &fault);
        if (problem != PROBLEM_INVALID_FIELD)
                return problem;
        log_line(LOG_ERROR, "roll", NULL, "%s %s", fault.field, fault.reason);
        return PROBLEM_INTERNAL;
}

enum problem roll_draw(struct db *db, struct arena *arena, const struct roll_part *part, const char **name, struct label_drawing *drawing)
{
        struct rolled roll = { 0 };
        int64_t count = part->count < LABELS_MAX ? part->count : LABELS_MAX;

        TRY(db_one(db, arena, &sql_select_roll, DB_ARGS(db_uuid(&part->merchant_id), db_uuid(&part->roll_id)), &rolled_shape, &roll, PROBLEM_ROLL_NOT_FOUND));
        if (part->from > roll.count)
                return PROBLEM_INVALID_FIELD;
        if (count > roll.count - part->from + 1)
                count = roll.count - part->from + 1;
        *name = arena_printf(arena, "plates-%lld-%lld.%s", (long long)part->from, (long long)(part->from + count - 1), label_formats[part->format]);
        return draw_part(arena, &roll, roll.first_serial + part->from - 1, (size_t)count, part->format, drawing);
}

enum problem roll_plate(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char *scanned, struct plate *plate)
{
        const char *one;

        if (!ledger_plate(arena, scanned, plate))
                return PROBLEM_INVALID_FIELD;
        return db_value(db, arena, &sql_select_reserved, DB_ARGS(db_uuid(merchant_id), db_int(plate_merchant(plate)), db_int(plate_serial(plate))), &one,
                        PROBLEM_PLATE_NOT_RESERVED);
}
