#include "consignment.h"
#include "consignment_api.h"
#include "intake_sql.h"

enum problem get_consignments(struct request *rq)
{
        struct page page;

        TRY(page_begin(rq, "-infinity", &page));
        return page_reply(rq, &page, &sql_list_consignments, DB_ARGS(PAGE_ARGS(&page)));
}

static enum problem query_text(struct request *rq, const char *name, size_t max, const char **text)
{
        *text = request_query(rq, name);
        if (*text && (!**text || strlen(*text) > max || !utf8_is_plain(*text)))
                return request_invalid(rq, name, "must have 1 to %zu bytes, without control characters", max);
        return PROBLEM_OK;
}

static enum problem read_notice(struct request *rq, struct manifest_notice *notice)
{
        static const char *const counts[] = { "blind", "none", NULL };
        int count = 0;

        notice->actor = request_actor(rq);
        request_merchant(rq, &notice->merchant_id);
        TRY(query_text(rq, "reference", 200, &notice->reference));
        TRY(query_text(rq, "carrier", 60, &notice->carrier));
        TRY(query_text(rq, "tracking_number", 100, &notice->tracking_number));
        TRY(request_query_choice(rq, "count", counts, &count));
        notice->blind_count = count == 0;
        return PROBLEM_OK;
}

static const char *made_json(struct arena *arena, const struct manifest_made *made)
{
        struct buffer out = { .arena = arena };

        buffer_printf(&out, "{\"shipment\":%s,\"lines\":%lld,\"pieces\":%lld,\"passed_over\":%lld,\"unknown_columns\":[", made->shipment, (long long)made->lines,
                      (long long)made->pieces, (long long)made->passed_over);
        for (size_t i = 0; i < made->unknown.count; i++)
                buffer_printf(&out, "%s%s", i ? "," : "", json_quote(arena, made->unknown.item[i]));
        buffer_text(&out, "]}");
        return out.text;
}

enum problem post_manifests(struct request *rq)
{
        struct csv_report report = { .arena = request_arena(rq) };
        struct manifest_notice notice;
        struct manifest_made made;

        TRY(request_media_type(rq, "text/csv"));
        TRY(read_notice(rq, &notice));
        enum problem problem = manifest_import(request_db(rq), request_arena(rq), &notice, request_body_file(rq), &report, &made);
        if (problem == PROBLEM_LINES_INVALID) {
                request_extend(rq, "errors", csv_errors(&report));
                request_extend(rq, "error_count", arena_printf(request_arena(rq), "%lld", (long long)report.count));
                return request_problem(rq, problem, "%lld %s to be put right; nothing was imported.", (long long)report.count, report.count == 1 ? "thing has" : "things have");
        }
        TRY(problem);
        return reply_text(rq, 201, made_json(request_arena(rq), &made));
}

static enum problem read_shipment(struct request *rq, struct uuid *merchant_id, struct uuid *shipment_id)
{
        request_merchant(rq, merchant_id);
        return request_uuid(rq, "shipment_id", shipment_id);
}

static enum problem read_page(struct request *rq, const char *first, struct uuid *merchant_id, struct uuid *shipment_id, struct page *page)
{
        TRY(read_shipment(rq, merchant_id, shipment_id));
        return page_begin(rq, first, page);
}

enum problem get_lines(struct request *rq)
{
        struct uuid merchant_id, shipment_id;
        const char *code, *gtin, *text;
        struct page page;

        TRY(read_page(rq, "", &merchant_id, &shipment_id, &page));
        TRY(query_text(rq, "code", 300, &code));
        if (!code)
                return page_reply(rq, &page, &sql_list_manifest_lines, DB_ARGS(db_uuid(&merchant_id), db_uuid(&shipment_id), PAGE_ARGS(&page)));
        if (code_forms(request_arena(rq), code, &gtin, &text) != PROBLEM_OK)
                return request_invalid(rq, "code", "is no code");
        return page_reply(rq, &page, &sql_list_manifest_lines_of_code, DB_ARGS(db_uuid(&merchant_id), db_uuid(&shipment_id), db_text(gtin), db_text(text), PAGE_ARGS(&page)));
}

enum problem get_shipment_strangers(struct request *rq)
{
        struct uuid merchant_id, shipment_id;
        struct page page;

        TRY(read_page(rq, "", &merchant_id, &shipment_id, &page));
        return page_reply(rq, &page, &sql_list_manifest_strangers, DB_ARGS(db_uuid(&merchant_id), db_uuid(&shipment_id), PAGE_ARGS(&page)));
}

static enum problem send_part(void *context, const char *part, size_t length) { return reply_part(context, part, length); }

enum problem get_report_csv(struct request *rq)
{
        struct uuid merchant_id, shipment_id;

        TRY(read_shipment(rq, &merchant_id, &shipment_id));
        TRY(report_write(request_db(rq), request_arena(rq), &merchant_id, &shipment_id, send_part, rq));
        reply_header(rq, "Content-Disposition", arena_printf(request_arena(rq), "attachment; filename=\"report-%s.csv\"", shipment_id.text));
        return reply_parts(rq, 200, "text/csv; charset=utf-8");
}

/* --- the count --- */

struct entry_body { const char *code; int64_t quantity, round; };
static const struct field entry_fields[] = {
        FIELD(struct entry_body, code, .required = true, .min = 1, .max = 300),
        FIELD(struct entry_body, quantity, .min = 1, .max = 100000),
        FIELD(struct entry_body, round, .min = 1, .max = 1000),
};
static const struct shape entry_shape = SHAPE(struct entry_body, entry_fields);

static enum problem refuse(struct request *rq, enum problem problem)
{
        if (problem == PROBLEM_COUNTED_BEFORE)
                return request_problem(rq, problem, "You counted this in the round before. Another person counts it again.");
        return problem;
}

enum problem post_count_entries(struct request *rq)
{
        struct counted counted = { .actor = request_actor(rq) };
        struct entry_body body;

        TRY(read_shipment(rq, &counted.merchant_id, &counted.shipment_id));
        TRY(request_json(rq, &entry_shape, &body));
        counted.code = body.code;
        counted.quantity = body.quantity ? body.quantity : 1;
        counted.round = body.round;
        TRY(refuse(rq, count_add(request_db(rq), request_arena(rq), &counted)));
        return reply_json(rq, 201, &counted_shape, &counted);
}

enum problem get_count_entries(struct request *rq)
{
        struct uuid merchant_id, shipment_id;
        struct page page;

        TRY(read_page(rq, "infinity", &merchant_id, &shipment_id, &page));
        return page_reply(rq, &page, &sql_list_count_entries, DB_ARGS(db_uuid(&merchant_id), db_uuid(&shipment_id), db_text(request_actor(rq)), PAGE_ARGS(&page)));
}

struct quantity_body { int64_t quantity; };
static const struct field quantity_fields[] = { FIELD(struct quantity_body, quantity, .required = true, .max = 100000) };
static const struct shape quantity_shape = SHAPE(struct quantity_body, quantity_fields);

enum problem put_count_entry(struct request *rq)
{
        struct counted counted = { .actor = request_actor(rq) };
        struct quantity_body body;

        TRY(read_shipment(rq, &counted.merchant_id, &counted.shipment_id));
        TRY(request_uuid(rq, "entry_id", &counted.entry_id));
        TRY(request_json(rq, &quantity_shape, &body));
        counted.quantity = body.quantity;
        TRY(count_set(request_db(rq), request_arena(rq), &counted));
        return reply_json(rq, 200, &counted_shape, &counted);
}

enum problem post_count_submit(struct request *rq)
{
        struct uuid merchant_id, shipment_id;
        const char *json;

        TRY(read_shipment(rq, &merchant_id, &shipment_id));
        TRY(count_submit(request_db(rq), request_arena(rq), &merchant_id, &shipment_id, request_actor(rq), &json));
        return reply_text(rq, 200, json);
}

static const char *const decisions[] = { "accept", "recount", "skip", NULL };
struct decision_body { int decision; const char *note; };
static const struct field decision_fields[] = {
        CHOICE(struct decision_body, decision, decisions, .required = true),
        FIELD(struct decision_body, note, .min = 1, .max = 500),
};
static const struct shape decision_shape = SHAPE(struct decision_body, decision_fields);

enum problem post_count_decision(struct request *rq)
{
        struct count_decision decision = { .actor = request_actor(rq) };
        struct decision_body body = { 0 };
        const char *json;

        TRY(read_shipment(rq, &decision.merchant_id, &decision.shipment_id));
        TRY(request_json(rq, &decision_shape, &body));
        decision.decision = decisions[body.decision];
        decision.note = body.note;
        TRY(count_decide(request_db(rq), request_arena(rq), &decision, &json));
        return reply_text(rq, 200, json);
}

enum problem get_differences(struct request *rq)
{
        struct uuid merchant_id, shipment_id;
        struct page page;

        TRY(read_page(rq, "0", &merchant_id, &shipment_id, &page));
        return page_reply(rq, &page, &sql_list_differences, DB_ARGS(db_uuid(&merchant_id), db_uuid(&shipment_id), PAGE_ARGS(&page)));
}
