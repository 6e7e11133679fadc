#include "safety.h"

#include "grading_sql.h"
#include "observation.h"
#include "resale/id.h"
#include "resale/ledger.h"
#include "resale/plan.h"

enum { WORD_MIN = 3, WORD_MAX = 40 };

struct recalled { struct uuid recall_id; const char *kind, *value, *reason; };
static const struct field recalled_fields[] = {
        FIELD(struct recalled, recall_id),
        FIELD(struct recalled, kind),
        FIELD(struct recalled, value),
        FIELD(struct recalled, reason),
};
static const struct shape recalled_shape = SHAPE(struct recalled, recalled_fields);

static const char *kind_words(const char *kind)
{
        return text_equal(kind, "product_id") ? "product" : text_equal(kind, "sku") ? "SKU" : kind;
}

enum problem safety_recalled(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const struct identity *identity, struct hold *hold)
{
        struct recalled r;

        *hold = (struct hold){ 0 };
        enum problem problem = db_one(db, arena, &sql_find_recall, DB_ARGS(db_uuid(merchant_id), db_uuid(unit_id), db_text(identity->lot), db_text(identity->serial)),
                                      &recalled_shape, &r, PROBLEM_RECALL_NOT_FOUND);
        if (problem == PROBLEM_RECALL_NOT_FOUND)
                return PROBLEM_OK;
        TRY(problem);
        *hold = (struct hold){ .kind = "recall", .recall_id = r.recall_id, .reason = arena_printf(arena, "Recalled, %s %s: %s", kind_words(r.kind), r.value, r.reason) };
        return PROBLEM_OK;
}

static bool knows_all(const struct grading *grading, const struct asked *asked)
{
        const struct answered *list = grading->answers.item;

        for (size_t i = 0; i < grading->answers.count; i++)
                if (!answer_in(asked->rubric, list[i].question, list[i].answer))
                        return false;
        return true;
}

static void look_at_answers(struct arena *arena, const struct grading *grading, const struct asked *asked, struct hold *hold)
{
        const struct answered *list = grading->answers.item;

        for (size_t i = 0; i < grading->answers.count && !hold->kind; i++) {
                const char *why = doc_string(doc_get(answer_in(asked->rubric, list[i].question, list[i].answer), "hold"));
                if (why)
                        *hold = (struct hold){ .kind = "answer", .question = list[i].question, .reason = arena_printf(arena, "%s (%s)", why, list[i].question) };
        }
}

struct found { const char *word; int64_t default_words, own_words; };
static const struct field found_fields[] = { FIELD(struct found, word), FIELD(struct found, default_words), FIELD(struct found, own_words) };
static const struct shape found_shape = SHAPE(struct found, found_fields);

/* All that was written down, each on a line of its own; NULL: nothing was. */
static const char *notes_of(struct arena *arena, const struct grading *grading)
{
        const struct answered *answer = grading->answers.item;
        const struct earlier *earlier = grading->earlier.item;
        const struct observed *observed = grading->observations.item;
        struct buffer out = { .arena = arena };

        for (size_t i = 0; i < grading->answers.count; i++)
                buffer_printf(&out, "%s\n", answer[i].note ? answer[i].note : "");
        for (size_t i = 0; i < grading->earlier.count; i++)
                buffer_printf(&out, "%s\n", earlier[i].note ? earlier[i].note : "");
        for (size_t i = 0; i < grading->observations.count; i++)
                buffer_printf(&out, "%s\n", observed[i].place ? observed[i].place : "");
        return out.length > strspn(out.text ? out.text : "", "\n") ? out.text : NULL;
}

static enum problem look_at_notes(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char *notes, struct hold *hold)
{
        struct found found;

        if (!notes)
                return PROBLEM_OK;
        enum problem problem = db_one(db, arena, &sql_find_safety_word, DB_ARGS(db_uuid(merchant_id), db_text(notes)), &found_shape, &found, PROBLEM_RECALL_NOT_FOUND);
        if (problem == PROBLEM_RECALL_NOT_FOUND)
                return PROBLEM_OK;
        TRY(problem);
        *hold = (struct hold){ .kind = "words", .word = found.word, .default_words = found.default_words, .own_words = found.own_words,
                               .reason = arena_printf(arena, "A note says \"%s\": look whether it is safe.", found.word) };
        return PROBLEM_OK;
}

enum problem safety_look(struct db *db, struct arena *arena, const struct grading *grading, const struct asked *asked, struct hold *hold)
{
        TRY(safety_recalled(db, arena, &grading->merchant_id, &grading->unit_id, &(struct identity){ NULL, NULL }, hold));
        if (hold->kind || !knows_all(grading, asked))
                return PROBLEM_OK;
        look_at_answers(arena, grading, asked, hold);
        return hold->kind ? PROBLEM_OK : look_at_notes(db, arena, &grading->merchant_id, notes_of(arena, grading), hold);
}

enum problem safety_hold(struct db *db, struct arena *arena, const struct grading *grading, const struct asked *asked, const struct hold *hold, const char **json)
{
        struct ledger_move move = {
                .merchant_id = grading->merchant_id, .unit_id = grading->unit_id, .to = "quarantined", .event = "held", .actor = grading->actor,
                .from = hold->second_look ? "graded,listed,claimed" : asked ? "received,refurbishing" : "received,refurbishing,graded",
        };
        struct uuid hold_id;

        uuid_new(&hold_id);
        move.payload = arena_printf(arena, "{\"hold_id\":\"%s\",\"reason\":%s,\"owner\":%s}", hold_id.text, json_quote(arena, hold->reason), json_quote(arena, grading->actor));
        TRY(ledger_move(db, &move));
        TRY(db_exec(db, &sql_end_lease, DB_ARGS(db_uuid(&grading->merchant_id), db_uuid(&grading->unit_id)), NULL));
        return db_value(db, arena, &sql_insert_hold,
                        DB_ARGS(db_uuid(&grading->merchant_id), db_uuid(&hold_id), db_uuid(&grading->unit_id), db_text(hold->kind), db_text(hold->reason), db_text(hold->question),
                                db_text(hold->word), hold->word ? db_int(hold->default_words) : db_null(), hold->own_words ? db_int(hold->own_words) : db_null(),
                                db_uuid(&hold->recall_id), asked ? db_uuid(&asked->rubric_id) : db_null(), asked ? db_int(asked->version) : db_null(),
                                db_text(write_answers(arena, &grading->answers)), db_text(grading->actor)),
                        json, PROBLEM_INTERNAL);
}

/* --- notes from elsewhere --- */

static bool is_in_hands(const struct unit *unit)
{
        return text_equal(unit->state, "received") || text_equal(unit->state, "refurbishing") || text_equal(unit->state, "graded");
}

static bool is_on_offer(const struct unit *unit) { return text_equal(unit->state, "listed") || text_equal(unit->state, "claimed"); }

enum problem safety_note(struct db *db, struct arena *arena, const struct noted *noted, const char **held)
{
        struct grading nothing = { .merchant_id = noted->merchant_id, .unit_id = noted->unit_id, .actor = noted->actor };
        struct hold hold = { 0 };
        struct unit unit;

        *held = NULL;
        TRY(look_at_notes(db, arena, &noted->merchant_id, noted->note, &hold));
        if (!hold.kind)
                return PROBLEM_OK;
        TRY(ledger_unit(db, arena, &noted->merchant_id, &noted->unit_id, &unit));
        hold.second_look = is_on_offer(&unit);
        return is_in_hands(&unit) || hold.second_look ? safety_hold(db, arena, &nothing, NULL, &hold, held) : PROBLEM_OK;
}

const char *with_hold(struct arena *arena, const char *json, const char *held)
{
        return held ? arena_printf(arena, "%.*s,\"hold\":%s}", (int)strlen(json) - 1, json, held) : json;
}

/* --- the words --- */

/* Letters, digits, and between them single blanks, hyphens and apostrophes: whole words can be looked for. */
static bool is_word(const char *word)
{
        size_t length = strlen(word);
        bool before = false;

        if (length < WORD_MIN || length > WORD_MAX)
                return false;
        for (size_t i = 0; i < length; i++) {
                unsigned char c = (unsigned char)word[i];
                bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80;
                if (!letter && (!before || !strchr(" -'", c)))
                        return false;
                before = letter;
        }
        return before;
}

enum problem safety_add_words(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct texts *words, const char *actor, const char **json,
                              struct json_fault *fault)
{
        for (size_t i = 0; i < words->count; i++)
                if (!is_word(words->item[i])) {
                        *fault = (struct json_fault){ arena_printf(arena, "words[%zu]", i), "must be 3 to 40 letters and digits, with single blanks, hyphens or apostrophes between them" };
                        return PROBLEM_INVALID_FIELD;
                }
        TRY(plan_includes_resale(db, arena, merchant_id));
        TRY(db_exec_one(db, &sql_insert_safety_words, DB_ARGS(db_uuid(merchant_id), db_texts(arena, words), db_text(actor)), PROBLEM_TRANSACTION_RETRY));
        return safety_words(db, arena, merchant_id, json);
}

enum problem safety_words(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char **json)
{
        return db_value(db, arena, &sql_select_safety_words, DB_ARGS(db_uuid(merchant_id)), json, PROBLEM_INTERNAL);
}
