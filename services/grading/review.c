#include "review.h"

#include "grading.h"
#include "grading_sql.h"
#include "resale/id.h"
#include "resale/ledger.h"
#include "safety.h"

const char *const review_reasons[] = { "later", "not_found", "changed", NULL };

/* --- places of answers --- */

static const struct doc *by_code(const struct doc *list, const char *code, int64_t *place)
{
        for (size_t i = 0; i < doc_count(list); i++)
                if (text_equal(doc_string(doc_get(doc_item(list, i), "code")), code)) {
                        *place = (int64_t)i;
                        return doc_item(list, i);
                }
        return NULL;
}

static int64_t cap_of(const struct doc *rubric, const struct doc *answer)
{
        int64_t rank = 0;

        return by_code(doc_get(rubric, "grades"), doc_string(doc_get(answer, "cap")), &rank) ? rank : 0;
}

int64_t rubric_answer_place(const struct doc *rubric, const char *question, const char *answer)
{
        int64_t at = 0, before = 0;
        const struct doc *answers = doc_get(by_code(doc_get(rubric, "questions"), question, &at), "answers"), *found = by_code(answers, answer, &at);

        if (!found)
                return -1;
        for (int64_t i = 0; i < (int64_t)doc_count(answers); i++) {
                int64_t other = cap_of(rubric, doc_item(answers, (size_t)i)), own = cap_of(rubric, found);
                before += other < own || (other == own && i < at);
        }
        return before;
}

/* --- a review in hand --- */

struct open {
        struct uuid unit_id, grade_id, calibration_id, rubric_id;
        int64_t rubric_version, shift_hour;
        const char *first_by, *product_type, *rubric, *first_answers, *first_grade, *what;
};
static const struct field open_fields[] = {
        FIELD(struct open, unit_id),
        FIELD(struct open, grade_id),
        FIELD(struct open, calibration_id),
        FIELD(struct open, rubric_id),
        FIELD(struct open, rubric_version),
        FIELD(struct open, shift_hour),
        FIELD(struct open, first_by),
        FIELD(struct open, product_type),
        FIELD(struct open, rubric),
        FIELD(struct open, first_answers),
        FIELD(struct open, first_grade),
        FIELD(struct open, what),
};
static const struct shape open_shape = SHAPE(struct open, open_fields);

static enum problem lock(struct db *db, struct arena *arena, const struct reviewing *who, struct open *open)
{
        TRY(db_one(db, arena, &sql_lock_review, DB_ARGS(db_uuid(&who->merchant_id), db_uuid(&who->review_id), db_text(who->actor)), &open_shape, open,
                   PROBLEM_REVIEW_NOT_FOUND));
        if (text_equal(open->what, "not_found"))
                return PROBLEM_REVIEW_NOT_FOUND;
        if (text_equal(open->what, "own"))
                return PROBLEM_OWN_GRADE;
        return text_equal(open->what, "open") ? PROBLEM_OK : PROBLEM_REVIEW_STATE;
}

enum problem review_take(struct db *db, struct arena *arena, const struct reviewing *who, const char **json)
{
        struct open open;
        const char *unit;

        TRY(lock(db, arena, who, &open));
        TRY(db_value(db, arena, &sql_take_review, DB_ARGS(db_uuid(&who->merchant_id), db_uuid(&who->review_id), db_text(who->actor)), &unit, PROBLEM_INTERNAL));
        *json = arena_printf(arena, "{\"review\":%s,\"rubric_id\":\"%s\",\"rubric_version\":%lld,\"rubric\":%s}", unit, open.rubric_id.text, (long long)open.rubric_version,
                             open.rubric);
        return PROBLEM_OK;
}

static const char *first_answer_to(const struct doc *first, const char *question)
{
        for (size_t i = 0; i < doc_count(first); i++)
                if (text_equal(doc_string(doc_get(doc_item(first, i), "question")), question))
                        return doc_string(doc_get(doc_item(first, i), "answer"));
        return NULL;
}

/* Questions that both answered, with the places of their answers. */
static const char *pairs_text(struct arena *arena, const struct doc *rubric, const struct doc *first, const struct list *answers)
{
        struct buffer out = { .arena = arena };
        const struct answered *second = answers->item;

        buffer_text(&out, "[");
        for (size_t i = 0; i < answers->count; i++) {
                const char *before = first_answer_to(first, second[i].question);
                int64_t place = rubric_answer_place(rubric, second[i].question, before);
                if (place >= 0)
                        buffer_printf(&out, "%s{\"question\":%s,\"first\":%s,\"second\":%s,\"first_place\":%lld,\"second_place\":%lld}", out.length > 1 ? "," : "",
                                      json_quote(arena, second[i].question), json_quote(arena, before), json_quote(arena, second[i].answer), (long long)place,
                                      (long long)rubric_answer_place(rubric, second[i].question, second[i].answer));
        }
        buffer_text(&out, "]");
        return out.text;
}

/* Of a sample it is the first grader's work that is looked at, of a calibration unit the reviewer's own. */
static enum problem keep(struct db *db, struct arena *arena, const struct reviewing *who, const struct open *open, const struct list *answers, const struct doc *rubric,
                         const struct conclusion *c, int64_t first_place)
{
        bool calibration = uuid_is_set(&open->calibration_id);
        struct json_fault fault;
        const struct doc *first;

        TRY(doc_parse(arena, open->first_answers, strlen(open->first_answers), &first, &fault));
        TRY(db_exec(db, &sql_insert_review_result,
                    DB_ARGS(db_uuid(&who->merchant_id), db_uuid(&who->review_id), db_bool(calibration), db_uuid(&open->rubric_id),
                            db_text(calibration ? who->actor : open->first_by), db_text(who->actor), db_text(open->product_type),
                            calibration ? db_null() : db_int(open->shift_hour), db_text(write_answers(arena, answers)), db_text(open->first_grade), db_text(c->grade),
                            db_int(first_place), db_int((int64_t)c->rank)),
                    NULL));
        return db_exec(db, &sql_insert_review_answers,
                       DB_ARGS(db_uuid(&who->merchant_id), db_uuid(&who->review_id), db_bool(calibration), db_uuid(&open->rubric_id),
                               db_text(pairs_text(arena, rubric, first, answers))),
                       NULL);
}

static enum problem find_difference(struct db *db, struct arena *arena, const struct reviewing *who, const struct open *open, int64_t apart)
{
        struct review_policy policy;
        struct uuid finding_id;

        if (uuid_is_set(&open->calibration_id))
                return PROBLEM_OK;
        TRY(review_policy_in_force(db, arena, &who->merchant_id, &policy));
        if (apart <= policy.tolerance)
                return PROBLEM_OK;
        uuid_new(&finding_id);
        return db_exec(db, &sql_insert_finding, DB_ARGS(db_uuid(&who->merchant_id), db_uuid(&finding_id), db_uuid(&who->review_id), db_uuid(&open->unit_id)), NULL);
}

static const struct answered *second_answer_to(const struct list *answers, const char *question)
{
        const struct answered *list = answers->item;

        for (size_t i = 0; i < answers->count; i++)
                if (text_equal(list[i].question, question))
                        return &list[i];
        return NULL;
}

/* Of a calibration unit it is known what is wrong with it. */
static enum problem is_known(struct arena *arena, const struct open *open, const struct list *answers, const struct hold *hold, bool *known)
{
        const struct answered *second = second_answer_to(answers, hold->question);
        struct json_fault fault;
        const struct doc *first;

        TRY(doc_parse(arena, open->first_answers, strlen(open->first_answers), &first, &fault));
        *known = uuid_is_set(&open->calibration_id) && second && text_equal(first_answer_to(first, hold->question), second->answer);
        return PROBLEM_OK;
}

/* Blind as they are, two people differ in grades; what is not safe waits for neither. */
static enum problem hold_unsafe(struct db *db, struct arena *arena, const struct reviewing *who, const struct open *open, const struct list *answers, const struct doc *rubric,
                                const char **json)
{
        struct grading seen = { .merchant_id = who->merchant_id, .unit_id = open->unit_id, .actor = who->actor, .answers = *answers };
        struct asked asked = { .rubric_id = open->rubric_id, .version = open->rubric_version, .rubric = rubric };
        struct unit unit;
        struct hold hold;
        bool known;

        *json = NULL;
        TRY(ledger_unit(db, arena, &who->merchant_id, &open->unit_id, &unit));
        TRY(safety_look(db, arena, &seen, &asked, &hold));
        if (!hold.kind || text_equal(unit.state, "quarantined"))
                return PROBLEM_OK;
        TRY(is_known(arena, open, answers, &hold, &known));
        hold.second_look = true;
        return known ? PROBLEM_OK : safety_hold(db, arena, &seen, &asked, &hold, json);
}

enum problem review_answer(struct db *db, struct arena *arena, const struct reviewing *who, const struct list *answers, const char **held, struct json_fault *fault)
{
        const struct doc *rubric;
        struct conclusion c;
        struct open open;
        int64_t first = 0;

        TRY(lock(db, arena, who, &open));
        TRY(doc_parse(arena, open.rubric, strlen(open.rubric), &rubric, fault));
        TRY(rubric_apply(arena, rubric, open.rubric_version, answers, &c, fault));
        TRY(answers_check(arena, answers, fault));
        (void)by_code(doc_get(rubric, "grades"), open.first_grade, &first);
        TRY(db_exec(db, &sql_finish_review, DB_ARGS(db_uuid(&who->merchant_id), db_uuid(&who->review_id)), NULL));
        TRY(keep(db, arena, who, &open, answers, rubric, &c, first));
        TRY(find_difference(db, arena, who, &open, first > (int64_t)c.rank ? first - (int64_t)c.rank : (int64_t)c.rank - first));
        return hold_unsafe(db, arena, who, &open, answers, rubric, held);
}

enum problem review_give_back(struct db *db, struct arena *arena, const struct reviewing *who, const char *reason)
{
        struct open open;

        TRY(lock(db, arena, who, &open));
        if (text_equal(reason, "later"))
                return db_exec(db, &sql_release_review, DB_ARGS(db_uuid(&who->merchant_id), db_uuid(&who->review_id)), NULL);
        return db_exec(db, &sql_close_review, DB_ARGS(db_uuid(&who->merchant_id), db_uuid(&who->review_id), db_text(reason)), NULL);
}

enum problem review_blindfold(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const struct viewer *viewer)
{
        const char *worn;

        TRY(db_value(db, arena, &sql_select_blindfold, DB_ARGS(db_uuid(merchant_id), db_uuid(unit_id), db_text(viewer->actor), db_bool(viewer->may_review)), &worn, PROBLEM_INTERNAL));
        return text_equal(worn, "true") ? PROBLEM_REVIEW_OPEN : PROBLEM_OK;
}
