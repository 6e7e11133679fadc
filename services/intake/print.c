#include "intake_sql.h"
#include "printing.h"
#include "resale/id.h"

struct chosen { const char *name; int size, dpi; bool enabled; };
static const struct field chosen_fields[] = {
        FIELD(struct chosen, name),
        CHOICE(struct chosen, size, label_sizes),
        CHOICE(struct chosen, dpi, label_dpis),
        FIELD(struct chosen, enabled),
};
static const struct shape chosen_shape = SHAPE(struct chosen, chosen_fields);

/* With a plate that no merchant has, so that whoever scans it is told that it is nothing. */
static enum problem draw_test(struct arena *arena, const struct chosen *printer, struct label_drawing *drawing)
{
        struct plate plate;
        struct json_fault fault = { 0 };

        if (!plate_make(0, 0, &plate))
                return PROBLEM_INTERNAL;
        struct label label = { .plate = plate.text, .url = "https://example.com/test", .title = "Test label: if both codes can be scanned, the printer is ready",
                               .merchant = printer->name, .size = (enum label_size)printer->size, .dpi = label_dpi(printer->dpi) };
        return label_draw(arena, &label, LABEL_ZPL, drawing, &fault);
}

static enum problem draw(struct db *db, struct arena *arena, const struct print_order *order, const struct chosen *printer, struct label_drawing *drawing)
{
        struct label_wish wish = { order->merchant_id, order->unit_id, LABEL_ZPL, (enum label_size)printer->size, label_dpi(printer->dpi) };
        const char *plate;

        return uuid_is_set(&order->unit_id) ? unit_label(db, arena, &wish, &plate, drawing) : draw_test(arena, printer, drawing);
}

static const struct uuid nobody = { "00000000-0000-0000-0000-000000000000" };

static const struct uuid *merchant_of(const struct print_order *order)
{
        return uuid_is_set(&order->unit_id) ? &order->merchant_id : &nobody;
}

enum problem print_queue(struct db *db, struct arena *arena, struct print_order *order)
{
        struct label_drawing drawing;
        struct chosen printer = { 0 };

        TRY(db_one(db, arena, &sql_select_printer, DB_ARGS(db_uuid(&order->printer_id)), &chosen_shape, &printer, PROBLEM_PRINTER_NOT_FOUND));
        if (!printer.enabled)
                return PROBLEM_PRINTER_DISABLED;
        TRY(draw(db, arena, order, &printer, &drawing));
        uuid_new(&order->print_id);
        order->size = printer.size;
        order->printer = printer.name;
        return db_exec_one(db, &sql_insert_print_job,
                           DB_ARGS(db_uuid(merchant_of(order)), db_uuid(&order->print_id), db_uuid(&order->unit_id), db_uuid(&order->printer_id), db_text(drawing.bytes)),
                           PROBLEM_INTERNAL);
}

enum problem print_find(struct db *db, struct arena *arena, const struct print_order *order, const char **json)
{
        return db_value(db, arena, &sql_select_print_job,
                        DB_ARGS(db_uuid(merchant_of(order)), db_uuid(&order->print_id), db_uuid(&order->unit_id), db_uuid(&order->printer_id)), json, PROBLEM_PRINT_NOT_FOUND);
}

struct job { struct uuid merchant_id, print_id; const char *bytes, *host; int64_t attempts, port; };
static const struct field job_fields[] = {
        FIELD(struct job, merchant_id),
        FIELD(struct job, print_id),
        FIELD(struct job, bytes),
        FIELD(struct job, host),
        FIELD(struct job, attempts),
        FIELD(struct job, port),
};
static const struct shape job_shape = SHAPE(struct job, job_fields);

static const char *state_after(enum problem problem, const struct label_fault *fault, int64_t attempts)
{
        if (problem == PROBLEM_OK)
                return "printed";
        return fault->unsure ? "unsure" : attempts < PRINT_TRIES ? "queued" : "failed";
}

/* The claim is committed before a byte is sent: whatever ends this process then, nobody sends it a second time. */
enum problem print_step(struct db *db, struct arena *arena, bool *more)
{
        struct label_fault fault = { 0 };
        struct job job;

        enum problem problem = db_one(db, arena, &sql_claim_print_job, DB_NO_ARGS, &job_shape, &job, PROBLEM_PRINT_NOT_FOUND);
        *more = problem == PROBLEM_OK;
        if (problem == PROBLEM_PRINT_NOT_FOUND)
                return PROBLEM_OK;
        TRY(problem);
        const struct label_printer printer = { job.host, (int)job.port, PRINT_TIMEOUT_MS };
        problem = label_send(arena, &printer, job.bytes, strlen(job.bytes), &fault);
        return db_exec(db, &sql_finish_print_job,
                       DB_ARGS(db_uuid(&job.merchant_id), db_uuid(&job.print_id), db_text(state_after(problem, &fault, job.attempts)), db_text(fault.why)), NULL);
}

enum problem print_tidy_step(struct db *db, struct arena *arena, bool *more)
{
        (void)arena;
        *more = false;
        return db_exec(db, &sql_tidy_print_jobs, DB_NO_ARGS, NULL);
}
