#include "observation.h"

#include "grading_sql.h"
#include "rubric_parts.h"

static const struct field pin_fields[] = {
        FIELD(struct pin, photo_id, .required = true),
        FIELD(struct pin, x, .required = true, .min = 0, .max = BASIS_POINTS),
        FIELD(struct pin, y, .required = true, .min = 0, .max = BASIS_POINTS),
};
static const struct shape pin_shape = SHAPE(struct pin, pin_fields);
static const struct field observed_fields[] = {
        FIELD(struct observed, question, .required = true, .min = 1, .max = 40),
        FIELD(struct observed, place, .min = 1, .max = 80),
        LIST(struct observed, pins, &pin_shape, .max = PINS_MAX),
};
const struct shape observed_shape = SHAPE(struct observed, observed_fields);
static const struct field earlier_fields[] = {
        FIELD(struct earlier, question, .required = true, .min = 1, .max = 40),
        FIELD(struct earlier, answer, .required = true, .min = 1, .max = 40),
        FIELD(struct earlier, note, .max = 1000),
};
const struct shape earlier_shape = SHAPE(struct earlier, earlier_fields);

struct photo { struct uuid photo_id; const char *shot; bool present; };
static const struct field photo_fields[] = { FIELD(struct photo, photo_id), FIELD(struct photo, shot), FIELD(struct photo, present) };
static const struct shape photo_shape = SHAPE(struct photo, photo_fields);

static enum problem wrong(struct json_fault *fault, const char *field, const char *reason)
{
        *fault = (struct json_fault){ field, reason };
        return PROBLEM_ANSWER_INVALID;
}

static const struct answered *answer_of(const struct grading *grading, const char *question, size_t *place)
{
        const struct answered *list = grading->answers.item;

        for (*place = 0; *place < grading->answers.count; ++*place)
                if (text_equal(list[*place].question, question))
                        return &list[*place];
        return NULL;
}

static const struct observed *observed_of(const struct grading *grading, const char *question)
{
        const struct observed *list = grading->observations.item;

        for (size_t i = 0; i < grading->observations.count; i++)
                if (text_equal(list[i].question, question))
                        return &list[i];
        return NULL;
}

/* What is pinned on was taken of this unit, and since it last came: an earlier trip ended with a sale. */
static const char *why_not_pinned(const struct list *photos, const struct uuid *photo_id)
{
        const struct photo *list = photos->item;

        for (size_t i = 0; i < photos->count; i++)
                if (text_equal(list[i].photo_id.text, photo_id->text))
                        return list[i].present ? NULL : "is a photo of an earlier trip of this unit";
        return "is not a photo of this unit";
}

static bool has_shot(const struct list *photos, const char *shot)
{
        const struct photo *list = photos->item;

        for (size_t i = 0; i < photos->count; i++)
                if (list[i].present && text_equal(list[i].shot, shot))
                        return true;
        return false;
}

static enum problem check_observed(struct arena *arena, const struct grading *grading, size_t i, const struct list *photos, struct json_fault *fault)
{
        const struct observed *observed = (const struct observed *)grading->observations.item + i;
        const struct pin *pin = observed->pins.item;
        size_t place;

        if (!answer_of(grading, observed->question, &place))
                return wrong(fault, arena_printf(arena, "observations[%zu].question", i), "is not a question that was answered");
        if (observed_of(grading, observed->question) != observed)
                return wrong(fault, arena_printf(arena, "observations[%zu].question", i), "is observed twice");
        for (size_t k = 0; k < observed->pins.count; k++) {
                const char *why = why_not_pinned(photos, &pin[k].photo_id);
                if (why)
                        return wrong(fault, arena_printf(arena, "observations[%zu].pins[%zu].photo_id", i, k), why);
        }
        return PROBLEM_OK;
}

const struct doc *answer_in(const struct doc *rubric, const char *question, const char *answer)
{
        return rubric_by_code(doc_get(rubric_by_code(doc_get(rubric, "questions"), question, NULL), "answers"), answer, NULL);
}

static enum problem check_earlier(struct arena *arena, const struct grading *grading, size_t i, const struct asked *asked, struct json_fault *fault)
{
        const struct earlier *earlier = (const struct earlier *)grading->earlier.item + i;
        const struct doc *answer = answer_in(asked->rubric, earlier->question, earlier->answer);
        size_t place;

        if (!answer_of(grading, earlier->question, &place))
                return wrong(fault, arena_printf(arena, "earlier[%zu].question", i), "was not asked again");
        if (!doc_is_true(doc_get(answer, "clean")))
                return wrong(fault, arena_printf(arena, "earlier[%zu].answer", i), "is not an answer after which this is cleaned");
        return PROBLEM_OK;
}

/* The answers say which shots they need; the first that is missing is named. */
static enum problem check_shots(struct arena *arena, const struct grading *grading, const struct asked *asked, const struct list *photos, struct json_fault *fault)
{
        const struct answered *list = grading->answers.item;

        for (size_t i = 0; i < grading->answers.count; i++) {
                const struct doc *shots = doc_get(answer_in(asked->rubric, list[i].question, list[i].answer), "photos");
                for (size_t k = 0; k < doc_count(shots); k++) {
                        const char *shot = doc_string(doc_item(shots, k));
                        if (!has_shot(photos, shot))
                                return wrong(fault, arena_printf(arena, "answers[%zu].photos", i), arena_printf(arena, "must have the photo \"%s\" first", shot));
                }
        }
        return PROBLEM_OK;
}

struct receipt { bool sealed, seal_photo; };
static const struct field receipt_fields[] = { FIELD(struct receipt, sealed), FIELD(struct receipt, seal_photo) };
static const struct shape receipt_shape = SHAPE(struct receipt, receipt_fields);

static enum problem check_sealed(struct db *db, struct arena *arena, const struct grading *grading, const struct list *photos, struct json_fault *fault)
{
        struct receipt receipt;

        TRY(db_one(db, arena, &sql_select_sealed, DB_ARGS(db_uuid(&grading->merchant_id), db_uuid(&grading->unit_id)), &receipt_shape, &receipt, PROBLEM_UNIT_NOT_FOUND));
        if (!receipt.sealed)
                return wrong(fault, "sealed", "must be what receiving found: this unit is not sealed");
        if (grading->answers.count || grading->observations.count || grading->earlier.count)
                return wrong(fault, "answers", "must be empty: a sealed unit is not inspected");
        return receipt.seal_photo && !has_shot(photos, "Seal") ? wrong(fault, "sealed", "must have the photo \"Seal\" first") : PROBLEM_OK;
}

enum problem observations_check(struct db *db, struct arena *arena, const struct grading *grading, const struct asked *asked, const struct conclusion *conclusion,
                                struct json_fault *fault)
{
        struct list photos = { 0 };

        if (conclusion->photos.count || grading->observations.count || grading->sealed)
                TRY(db_many(db, arena, &sql_list_unit_photos, DB_ARGS(db_uuid(&grading->merchant_id), db_uuid(&grading->unit_id)), &photo_shape, &photos));
        if (grading->sealed)
                return check_sealed(db, arena, grading, &photos, fault);
        for (size_t i = 0; i < grading->observations.count; i++)
                TRY(check_observed(arena, grading, i, &photos, fault));
        for (size_t i = 0; i < grading->earlier.count; i++)
                TRY(check_earlier(arena, grading, i, asked, fault));
        return check_shots(arena, grading, asked, &photos, fault);
}

/* --- what is kept --- */

/* "A small snag, 8 mm, left sleeve": of the rubric's words and of where it is. */
static const char *in_public(struct arena *arena, const struct flaw *flaw, const char *place)
{
        const char *text = flaw->public_text ? flaw->public_text : flaw->text;
        size_t length = strlen(text);

        while (length && text[length - 1] == '.')
                length--;
        return arena_printf(arena, "%.*s%s%s", (int)length, text, place ? ", " : "", place ? place : "");
}

static int64_t number_of(const struct conclusion *conclusion, const char *question, const struct flaw **flaw)
{
        const struct flaw *list = conclusion->flaws.item;

        for (size_t i = 0; i < conclusion->flaws.count; i++)
                if (text_equal(list[i].question, question)) {
                        *flaw = &list[i];
                        return (int64_t)i + 1;
                }
        *flaw = NULL;
        return 0;
}

struct kept {
        const char *question, *answer, *public_text, *place, *note, *unit;
        int64_t attempt, number, measure;
        bool counts, cleaned;
        struct list pins;
};
static const struct field kept_fields[] = {
        FIELD(struct kept, question),
        FIELD(struct kept, answer),
        FIELD(struct kept, public_text),
        FIELD(struct kept, place),
        FIELD(struct kept, note),
        FIELD(struct kept, unit),
        FIELD(struct kept, attempt),
        FIELD(struct kept, number),
        FIELD(struct kept, measure),
        FIELD(struct kept, counts),
        FIELD(struct kept, cleaned),
        LIST(struct kept, pins, &pin_shape),
};
static const struct shape kept_shape = SHAPE(struct kept, kept_fields);

static void add(struct buffer *out, const struct kept *kept)
{
        buffer_printf(out, "%s%s", out->length > 1 ? "," : "", json_write(out->arena, &kept_shape, kept));
}

/* The answers before each cleaning, in order; how many of this question there were. */
static int64_t add_earlier(struct buffer *out, const struct grading *grading, const char *question)
{
        const struct earlier *list = grading->earlier.item;
        int64_t attempts = 0;

        for (size_t i = 0; i < grading->earlier.count; i++)
                if (text_equal(list[i].question, question))
                        add(out, &(struct kept){ .question = question, .answer = list[i].answer, .note = list[i].note, .attempt = ++attempts, .cleaned = true });
        return attempts;
}

enum problem observations_keep(struct db *db, struct arena *arena, const struct grading *grading, const struct conclusion *conclusion, const struct uuid *grade_id)
{
        struct buffer out = { .arena = arena };
        const struct answered *list = grading->answers.item;
        const struct flaw *flaw;

        buffer_text(&out, "[");
        for (size_t i = 0; i < grading->answers.count; i++) {
                const struct answered *a = &list[i];
                const struct observed *seen = observed_of(grading, a->question);
                struct kept kept = { .question = a->question, .answer = a->answer, .note = a->note, .unit = a->unit && *a->unit ? a->unit : NULL, .measure = a->measure, .counts = true };
                kept.attempt = add_earlier(&out, grading, a->question) + 1;
                kept.number = number_of(conclusion, a->question, &flaw);
                kept.place = seen ? seen->place : NULL;
                kept.pins = seen ? seen->pins : (struct list){ 0 };
                kept.public_text = flaw ? in_public(arena, flaw, kept.place) : NULL;
                if (flaw || seen || a->note || kept.unit || kept.attempt > 1)
                        add(&out, &kept);
        }
        if (out.length == 1)
                return PROBLEM_OK;
        buffer_text(&out, "]");
        return db_exec(db, &sql_insert_observations, DB_ARGS(db_uuid(&grading->merchant_id), db_uuid(grade_id), db_text(out.text)), NULL);
}
