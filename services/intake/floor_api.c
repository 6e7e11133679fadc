#include "floor_api.h"

#include "floor.h"
#include "intake_sql.h"

enum problem query_uuid(struct request *rq, const char *name, struct uuid *uuid)
{
        *uuid = (struct uuid){ 0 };
        return request_query(rq, name) ? request_uuid(rq, name, uuid) : PROBLEM_OK;
}

/* Asked for every few seconds: sent again only when it changed. */
static enum problem watched(struct request *rq, enum problem (*read)(struct db *, struct arena *, const struct uuid *, const char **))
{
        struct uuid facility_id;
        const char *json;

        TRY(query_uuid(rq, "facility_id", &facility_id));
        TRY(read(request_db(rq), request_arena(rq), &facility_id, &json));
        return reply_tagged(rq, json, NULL, "private, no-cache");
}

enum problem get_floor(struct request *rq) { return watched(rq, floor_stages); }
enum problem get_dock_times(struct request *rq) { return watched(rq, floor_dock_times); }

enum problem get_exceptions(struct request *rq)
{
        struct uuid facility_id;
        struct page page;

        TRY(query_uuid(rq, "facility_id", &facility_id));
        TRY(page_begin(rq, "infinity", &page));
        return page_reply_tagged(rq, &page, &sql_list_exceptions, DB_ARGS(db_uuid(&facility_id), PAGE_ARGS(&page)), "private, no-cache");
}

enum problem get_holds(struct request *rq)
{
        struct uuid facility_id, owner;
        struct page page;

        TRY(query_uuid(rq, "facility_id", &facility_id));
        TRY(query_uuid(rq, "owner", &owner));
        TRY(page_begin(rq, "-infinity", &page));
        const char *actor = *owner.text ? arena_printf(request_arena(rq), "staff:%s", owner.text) : NULL;
        return page_reply_tagged(rq, &page, &sql_list_holds, DB_ARGS(db_text(actor), db_uuid(&facility_id), PAGE_ARGS(&page)), "private, no-cache");
}

enum problem get_merchant_holds(struct request *rq)
{
        struct uuid merchant_id;
        struct page page;

        request_merchant(rq, &merchant_id);
        TRY(page_begin(rq, "-infinity", &page));
        return page_reply(rq, &page, &sql_list_merchant_holds, DB_ARGS(db_uuid(&merchant_id), PAGE_ARGS(&page)));
}

enum problem get_people(struct request *rq)
{
        const char *json;

        TRY(floor_people(request_db(rq), request_arena(rq), &json));
        return reply_text(rq, 200, arena_printf(request_arena(rq), "{\"items\":%s}", json));
}

enum problem get_whereabouts(struct request *rq)
{
        struct viewer viewer = request_viewer(rq);
        struct uuid merchant_id, unit_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "unit_id", &unit_id));
        TRY(unit_whereabouts(request_db(rq), request_arena(rq), &merchant_id, &unit_id, &viewer, &json));
        return reply_text(rq, 200, json);
}
