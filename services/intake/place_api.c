#include "floor_api.h"
#include "intake_sql.h"
#include "place.h"

struct places_body { struct uuid facility_id; const char *from, *to, *zone; int64_t capacity; };
static const struct field bins_fields[] = {
        FIELD(struct places_body, facility_id, .required = true),
        FIELD(struct places_body, from, .required = true, .min = 1, .max = 32),
        FIELD(struct places_body, to, .min = 1, .max = 32),
        FIELD(struct places_body, zone, .min = 1, .max = 60),
        FIELD(struct places_body, capacity, .min = 1, .max = 100000),
};
static const struct shape bins_body = SHAPE(struct places_body, bins_fields);
static const struct field totes_fields[] = {
        FIELD(struct places_body, facility_id, .required = true),
        FIELD(struct places_body, from, .required = true, .min = 1, .max = 32),
        FIELD(struct places_body, to, .min = 1, .max = 32),
};
static const struct shape totes_body = SHAPE(struct places_body, totes_fields);

static bool is_code(const char *text)
{
        return text[strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._/")] == '\0' && strspn(text, "-._/") == 0;
}

static enum problem make(struct request *rq, enum place_kind kind, const struct shape *shape)
{
        struct places_body body = { 0 };
        struct making making = { .kind = kind };
        struct made made;
        const char *why, *elsewhere = NULL;

        TRY(request_json(rq, shape, &body));
        if (!is_code(body.from))
                return request_invalid(rq, "from", "must be letters, digits and - . _ / between them");
        if (!range_expand(request_arena(rq), body.from, body.to ? body.to : body.from, &making.codes, &why))
                return request_invalid(rq, "to", "%s", why);
        making.facility_id = body.facility_id;
        making.zone = body.zone;
        making.capacity = body.capacity;
        enum problem problem = places_make(request_db(rq), request_arena(rq), &making, &made, &elsewhere);
        if (problem == PROBLEM_ALREADY_EXISTS)
                return request_problem(rq, problem, "Another warehouse has %s. A code is of one place only; begin these with a letter of your own.", elsewhere);
        TRY(problem);
        return reply_json(rq, 201, &made_shape, &made);
}

enum problem post_bins(struct request *rq) { return make(rq, PLACE_BIN, &bins_body); }
enum problem post_totes(struct request *rq) { return make(rq, PLACE_TOTE, &totes_body); }

static enum problem read_list(struct request *rq, struct uuid *facility_id, struct page *page)
{
        TRY(query_uuid(rq, "facility_id", facility_id));
        return page_begin(rq, "", page);
}

enum problem get_bins(struct request *rq)
{
        struct uuid facility_id;
        struct page page;

        TRY(read_list(rq, &facility_id, &page));
        return page_reply(rq, &page, &sql_list_bins, DB_ARGS(db_uuid(&facility_id), PAGE_ARGS(&page)));
}

enum problem get_totes(struct request *rq)
{
        struct viewer viewer = request_viewer(rq);
        struct uuid facility_id;
        struct page page;

        TRY(read_list(rq, &facility_id, &page));
        return page_reply(rq, &page, &sql_list_totes, DB_ARGS(db_uuid(&facility_id), PAGE_ARGS(&page), db_text(viewer.actor), db_bool(viewer.may_review)));
}

static enum problem cards(struct request *rq, enum place_kind kind)
{
        struct cards_wish wish = { .kind = kind, .from = request_query(rq, "from"), .to = request_query(rq, "to") };
        struct label_drawing drawing;
        int paper = CARD_A4;

        TRY(request_query_choice(rq, "paper", card_papers, &paper));
        if (!wish.from)
                return request_invalid(rq, "from", "is required: the first code");
        if (!wish.to)
                wish.to = wish.from;
        wish.paper = (enum card_paper)paper;
        TRY(places_cards(request_db(rq), request_arena(rq), &wish, &drawing));
        reply_header(rq, "Content-Disposition", arena_printf(request_arena(rq), "inline; filename=\"%s.pdf\"", kind == PLACE_BIN ? "bins" : "totes"));
        reply_header(rq, "Cache-Control", "private, no-store");
        return reply_bytes(rq, 200, drawing.media_type, drawing.bytes, drawing.length);
}

enum problem get_bin_cards(struct request *rq) { return cards(rq, PLACE_BIN); }
enum problem get_tote_cards(struct request *rq) { return cards(rq, PLACE_TOTE); }

static const struct field putting_fields[] = {
        FIELD(struct putting, what, .required = true, .min = 1, .max = 300),
        FIELD(struct putting, into, .required = true, .min = 1, .max = 300),
};
static const struct shape putting_body = SHAPE(struct putting, putting_fields);

enum problem post_placements(struct request *rq)
{
        struct putting putting = { 0 };
        const char *why;

        TRY(request_json(rq, &putting_body, &putting));
        putting.by = request_viewer(rq);
        enum problem problem = place_put(request_db(rq), request_arena(rq), &putting, &why);
        if (problem == PROBLEM_INVALID_FIELD)
                return request_invalid(rq, "into", "must be a bin: a tote is not put into a tote");
        if (problem == PROBLEM_PLACE_NOT_FOUND)
                return request_problem(rq, problem, "Nothing here is the bin or tote %.100s.", putting.into);
        if (problem == PROBLEM_CODE_UNKNOWN)
                return request_problem(rq, problem, "%.100s is neither a plate nor a tote of ours.", putting.what);
        if (problem != PROBLEM_OK && why)
                return request_problem(rq, problem, "%s. %s", problem_info(problem)->title, why);
        TRY(problem);
        return reply_json(rq, 201, &putting_shape, &putting);
}
