#include "loop_report.h"

#include "resale/feed.h"
#include "resale/id.h"
#include "resale/json.h"
#include "resale/outbox.h"
#include "resale/plan.h"
#include "routing_sql.h"

const char *const loop_versions[] = { "2026-10", "2026-07", NULL };

/* --- where to --- */

enum problem loop_target_set(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct loop_target *target)
{
        TRY(plan_includes_resale(db, arena, merchant_id));
        TRY(db_exec(db, &sql_upsert_loop_target, DB_ARGS(db_uuid(merchant_id), db_text(target->url), db_text(target->version)), NULL));
        return outbox_subscribe(db, arena, merchant_id, arena_printf(arena, "%s/api/%s", target->url, target->version), target->key);
}

enum problem loop_target_end(struct db *db, struct arena *arena, const struct uuid *merchant_id)
{
        TRY(db_exec(db, &sql_delete_loop_target, DB_ARGS(db_uuid(merchant_id)), NULL));
        return outbox_subscribe(db, arena, merchant_id, NULL, NULL);
}

enum problem loop_target_show(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char **json)
{
        return db_value(db, arena, &sql_select_loop_target, DB_ARGS(db_uuid(merchant_id)), json, PROBLEM_INTERNAL);
}

enum problem loop_report_again(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *report_id, const char **json)
{
        int64_t again = 0;

        TRY(db_exec(db, &sql_send_loop_report_again, DB_ARGS(db_uuid(merchant_id), db_uuid(report_id)), &again));
        TRY(db_value(db, arena, &sql_select_loop_report, DB_ARGS(db_uuid(merchant_id), db_uuid(report_id)), json, PROBLEM_DELIVERY_NOT_FOUND));
        return again ? PROBLEM_OK : PROBLEM_DELIVERY_STATE;
}

/* --- what the ledger says --- */

static enum problem report_grade(struct db *db, struct arena *arena, const struct feed_event *event)
{
        struct uuid report_id;
        struct json_fault fault;
        const struct doc *payload;

        TRY(doc_parse(arena, event->payload, strlen(event->payload), &payload, &fault));
        uuid_new(&report_id);
        return db_exec(db, &sql_report_grade,
                       DB_ARGS(db_uuid(&event->merchant_id), db_uuid(&event->unit_id), db_int(event->sequence), db_instant(event->at), db_uuid(&report_id),
                               db_text(doc_string(doc_get(payload, "grade")))),
                       NULL);
}

static enum problem report_disposition(struct db *db, const struct feed_event *event)
{
        struct uuid report_id;

        uuid_new(&report_id);
        return db_exec(db, &sql_report_disposition,
                       DB_ARGS(db_uuid(&event->merchant_id), db_uuid(&event->unit_id), db_int(event->sequence), db_instant(event->at), db_uuid(&report_id), db_text(event->to_state)),
                       NULL);
}

static enum problem follow(struct db *db, struct arena *arena, const struct feed_event *event)
{
        if (text_equal(event->event, "graded") || text_equal(event->event, "grade_overridden"))
                return report_grade(db, arena, event);
        if (text_equal(event->event, "listed") || text_equal(event->event, "disposed"))
                return report_disposition(db, event);
        return PROBLEM_OK;
}

enum problem loop_report_step(struct db *db, struct arena *arena, bool *more) { return feed_step(db, arena, "loop reports", follow, more); }

/* --- as Loop wants it --- */

/* Loop calls what it shows to people by a title. */
static const char *title_of(const char *word)
{
        static const struct { const char *word, *title; } titles[] = {
                { "grade_a", "Grade A" }, { "grade_b", "Grade B" }, { "grade_c", "Grade C" }, { "grade_d", "Grade D" }, { "incorrect_item", "Incorrect item" },
                { "missing", "Missing" }, { "junk", "Junk" },
        };

        for (size_t i = 0; i < ARRAY_LEN(titles); i++)
                if (text_equal(titles[i].word, word))
                        return titles[i].title;
        return word;
}

/* From 2026-10 on the category is an object; a text is refused. */
static const char *category_of(struct arena *arena, const char *url, const char *word)
{
        const char *version = strrchr(url, '/');

        if (version && strcmp(version + 1, "2026-10") < 0)
                return json_quote(arena, word);
        return arena_printf(arena, "{\"subject\":\"Item condition grade\",\"title\":%s,\"grade\":%s}", json_quote(arena, title_of(word)), json_quote(arena, word));
}

/* An id of digits is a number at Loop. */
static const char *id_of(struct arena *arena, const char *id)
{
        return *id && *id != '0' && strlen(id) <= 18 && strspn(id, "0123456789") == strlen(id) ? id : json_quote(arena, id);
}

static enum problem write_call(struct arena *arena, const struct outbox_delivery *delivery, struct outbox_call *call)
{
        bool grade = text_equal(delivery->topic, "loop.grade");
        struct json_fault fault;
        const struct doc *fact;

        TRY(doc_parse(arena, delivery->payload, strlen(delivery->payload), &fact, &fault));
        const char *word = doc_string(doc_get(fact, "word")), *id = doc_string(doc_get(fact, "line_item_id"));
        if (!word || !id)
                return PROBLEM_INTERNAL;
        const char *what = grade ? arena_printf(arena, "\"condition_category\":%s,\"description\":%s", category_of(arena, delivery->url, word), doc_text(arena, doc_get(fact, "description")))
                                 : arena_printf(arena, "\"disposition_outcome\":%s", json_quote(arena, word));
        *call = (struct outbox_call){
                .url = arena_printf(arena, "%s/dispositioning/%s", delivery->url, grade ? "grade" : "assess"),
                .body = arena_printf(arena, "{\"items\":[{\"line_item_id\":%s,%s,\"note\":%s,\"inspected_at\":%s}]}", id_of(arena, id), what, doc_text(arena, doc_get(fact, "note")),
                                     doc_text(arena, doc_get(fact, "inspected_at"))),
                .header = { arena_printf(arena, "X-Authorization: %s", delivery->secret) },
        };
        return PROBLEM_OK;
}

enum problem loop_send_step(struct db *db, struct arena *arena, bool *more) { return outbox_step_to(db, arena, write_call, more); }
