#include "grading.h"
#include "grading_api.h"
#include "grading_sql.h"
#include "resale/ledger.h"
#include "review_api.h"

enum problem get_bench_queue(struct request *rq)
{
        struct page page;

        TRY(page_begin(rq, "-infinity", &page));
        return page_reply(rq, &page, &sql_list_bench_queue, DB_ARGS(PAGE_ARGS(&page)));
}

static enum problem list_of_unit(struct request *rq, const struct sql *sql)
{
        struct uuid merchant_id, unit_id;
        struct unit unit;
        struct page page;

        TRY(unless_reviewing(rq));
        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "unit_id", &unit_id));
        TRY(ledger_unit(request_db(rq), request_arena(rq), &merchant_id, &unit_id, &unit));
        TRY(page_begin(rq, "infinity", &page));
        return page_reply(rq, &page, sql, DB_ARGS(db_uuid(&merchant_id), db_uuid(&unit_id), PAGE_ARGS(&page)));
}

enum problem get_grades(struct request *rq) { return list_of_unit(rq, &sql_list_grades); }
enum problem get_unit_holds(struct request *rq) { return list_of_unit(rq, &sql_list_grading_holds); }
