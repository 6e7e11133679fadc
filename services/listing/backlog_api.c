/* What a lister looks after: what waits, and what contradicts itself. */
#include "backlog.h"
#include "listing_api.h"
#include "listing_sql.h"

enum problem get_waiting(struct request *rq)
{
        struct uuid merchant_id;
        struct page page;
        struct list rows;

        request_merchant(rq, &merchant_id);
        TRY(page_begin(rq, "-infinity", &page));
        enum problem problem = backlog_list(request_db(rq), request_arena(rq), &merchant_id, page.key, &page.id, page.limit + 1, &rows);
        if (problem == PROBLEM_INVALID_FIELD)
                return request_invalid(rq, "cursor", "is not one of ours");
        TRY(problem);
        struct page_row *shown = arena_alloc(request_arena(rq), (rows.count + 1) * sizeof *shown);
        for (size_t i = 0; i < rows.count; i++) {
                const struct waiting *row = (const struct waiting *)rows.item + i;
                shown[i] = (struct page_row){ row->item, row->key, row->unit_id };
        }
        return page_reply_rows(rq, &page, &(struct list){ rows.count, shown });
}

enum problem get_contradictions(struct request *rq)
{
        struct uuid merchant_id;
        struct page page;

        request_merchant(rq, &merchant_id);
        TRY(page_begin(rq, "infinity", &page));
        return page_reply(rq, &page, &sql_list_contradictions, DB_ARGS(db_uuid(&merchant_id), PAGE_ARGS(&page)));
}
