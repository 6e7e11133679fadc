#include "grading_sql.h"
#include "part.h"
#include "resale/id.h"
#include "resale/money.h"
#include "work_api.h"
#include "work_setting.h"

/* --- parts --- */

static enum problem read_part(struct request *rq, struct uuid *facility_id, const char **code)
{
        TRY(request_uuid(rq, "facility_id", facility_id));
        *code = request_parameter(rq, "part");
        return part_code_is_good(*code) ? PROBLEM_OK : PROBLEM_PART_NOT_FOUND;
}

enum problem get_parts(struct request *rq)
{
        static const char *const only[] = { "all", "low", NULL };
        struct uuid facility_id;
        struct page page;
        int which = 0;

        TRY(request_uuid(rq, "facility_id", &facility_id));
        TRY(request_query_choice(rq, "show", only, &which));
        TRY(page_begin(rq, "", &page));
        return page_reply(rq, &page, &sql_list_parts, DB_ARGS(db_uuid(&facility_id), db_bool(which), PAGE_ARGS(&page)));
}

static const struct field new_fields[] = {
        FIELD(struct part_wish, code, .required = true, .min = 1, .max = 32),
        FIELD(struct part_wish, name, .required = true, .min = 1, .max = 100),
        FIELD(struct part_wish, unit_cost, .required = true),
        FIELD(struct part_wish, low, .min = 0, .max = 1000000),
};
static const struct shape new_shape = SHAPE(struct part_wish, new_fields);

enum problem post_parts(struct request *rq)
{
        struct part_wish wish = { 0 };
        const char *json;

        TRY(request_json(rq, &new_shape, &wish));
        wish.actor = request_actor(rq);
        TRY(request_uuid(rq, "facility_id", &wish.facility_id));
        if (!part_code_is_good(wish.code))
                return request_invalid(rq, "code", "must be capital letters, digits and . _ -, a letter or digit first");
        if (!currency_is_known(wish.unit_cost.currency))
                return request_invalid(rq, "unit_cost.currency", "is no currency");
        TRY(part_add(request_db(rq), request_arena(rq), &wish, &json));
        return reply_text(rq, 201, json);
}

static const struct field change_fields[] = {
        FIELD(struct part_wish, name, .required = true, .min = 1, .max = 100),
        FIELD(struct part_wish, unit_cost, .required = true),
        FIELD(struct part_wish, low, .min = 0, .max = 1000000),
};
static const struct shape change_shape = SHAPE(struct part_wish, change_fields);

enum problem patch_part(struct request *rq)
{
        struct part_wish wish = { 0 };
        const char *json;

        TRY(request_json(rq, &change_shape, &wish));
        TRY(read_part(rq, &wish.facility_id, &wish.code));
        TRY(part_change(request_db(rq), request_arena(rq), &wish, &json));
        return reply_text(rq, 200, json);
}

/* --- their journal --- */

enum { ENTRY_MOST = 1000000 };
static const struct field receipt_fields[] = {
        FIELD(struct part_entry, quantity, .required = true, .min = 1, .max = ENTRY_MOST),
        FIELD(struct part_entry, unit_cost),
        FIELD(struct part_entry, reason, .min = 1, .max = 500),
};
static const struct shape receipt_shape = SHAPE(struct part_entry, receipt_fields);
static const struct field adjustment_fields[] = {
        FIELD(struct part_entry, quantity, .required = true, .min = -ENTRY_MOST, .max = ENTRY_MOST),
        FIELD(struct part_entry, reason, .required = true, .min = 1, .max = 500),
};
static const struct shape adjustment_shape = SHAPE(struct part_entry, adjustment_fields);

static enum problem enter(struct request *rq, const char *kind, const struct shape *shape)
{
        struct part_entry entry = { 0 };
        const char *json;

        TRY(request_json(rq, shape, &entry));
        entry.kind = kind;
        entry.actor = request_actor(rq);
        TRY(read_part(rq, &entry.facility_id, &entry.code));
        if (!entry.quantity)
                return request_invalid(rq, "quantity", "must not be 0");
        TRY(part_enter(request_db(rq), request_arena(rq), &entry, &json));
        return reply_text(rq, 201, json);
}

enum problem post_part_receipts(struct request *rq) { return enter(rq, "receipt", &receipt_shape); }
enum problem post_part_adjustments(struct request *rq) { return enter(rq, "adjustment", &adjustment_shape); }

enum problem get_part_entries(struct request *rq)
{
        struct uuid facility_id;
        const char *code;
        struct page page;

        TRY(read_part(rq, &facility_id, &code));
        TRY(page_begin(rq, "infinity", &page));
        return page_reply(rq, &page, &sql_list_part_entries, DB_ARGS(db_uuid(&facility_id), db_text(code), PAGE_ARGS(&page)));
}

/* --- rates, limits, the board --- */

enum problem get_work_setting(struct request *rq)
{
        struct uuid facility_id;
        const char *json;

        TRY(request_uuid(rq, "facility_id", &facility_id));
        TRY(work_setting_find(request_db(rq), request_arena(rq), &facility_id, &json));
        return reply_text(rq, 200, json);
}

enum problem post_work_setting(struct request *rq)
{
        struct work_setting setting = { 0 };
        struct json_fault fault = { 0 };
        struct uuid facility_id;
        const char *json;

        TRY(request_uuid(rq, "facility_id", &facility_id));
        TRY(request_json(rq, &work_setting_shape, &setting));
        if (work_setting_check(request_arena(rq), &setting, &fault) != PROBLEM_OK)
                return request_invalid(rq, fault.field, "%s", fault.reason);
        TRY(work_setting_add(request_db(rq), request_arena(rq), &facility_id, &setting, request_actor(rq), &json));
        return reply_text(rq, 201, json);
}

/* Asked for every few seconds: sent again only when it changed. */
enum problem get_board(struct request *rq)
{
        struct viewer viewer = request_viewer(rq);
        struct uuid facility_id = { 0 };
        const char *json;

        if (request_query(rq, "facility_id"))
                TRY(request_uuid(rq, "facility_id", &facility_id));
        TRY(work_board(request_db(rq), request_arena(rq), &facility_id, &viewer, &json));
        return reply_tagged(rq, json, NULL, "private, no-cache");
}
