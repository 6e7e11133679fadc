/* What waits for a lister, and why. */
#include "backlog.h"

#include "lint.h"
#include "listing_sql.h"
#include "place.h"
#include "resale/id.h"
#include "resale/json.h"

static const struct field waiting_fields[] = {
        FIELD(struct waiting, unit_id),
        FIELD(struct waiting, lpn),
        FIELD(struct waiting, title),
        FIELD(struct waiting, grade),
        FIELD(struct waiting, condition),
        FIELD(struct waiting, since),
        FIELD(struct waiting, key),
};
static const struct shape waiting_shape = SHAPE(struct waiting, waiting_fields);

static void add(struct faults *faults, const char *code, const char *detail, const char *mend)
{
        if (faults->count < FAULTS_MAX)
                faults->fault[faults->count++] = (struct fault){ code, detail, mend };
}

/* What the linter finds, then what keeps it from being offered without a person. */
static int64_t reasons(struct arena *arena, const struct candidate *c, struct faults *faults)
{
        struct lint lint = { .c = c, .price = price_by_rule(c) };

        lint_offer(arena, &lint, faults);
        if (!text_equal(c->collection_state, "live"))
                add(faults, "collection-not-live", arena_printf(arena, "Its collection is %s.", c->collection_state), "Let the collection go live.");
        if (c->was_offered)
                add(faults, "withdrawn", "A person withdrew it since it was graded.", "Offer it anew.");
        else if (!c->auto_publish)
                add(faults, "by-hand", "The policy leaves it to a person to offer graded units.", "Offer it, or let the policy offer by itself.");
        if (!faults->count)
                add(faults, "queued", "Nothing speaks against it.", "It is offered in a moment.");
        return lint.price;
}

static const char *item(struct arena *arena, const struct waiting *w, const struct candidate *c)
{
        struct faults faults = { 0 };
        struct buffer out = { .arena = arena };
        int64_t price = 0;

        if (c)
                price = reasons(arena, c, &faults);
        else
                add(&faults, "no-collection", "The merchant has no collection with a policy.", "Add a collection and give it a policy.");
        buffer_printf(&out, "{\"unit_id\":\"%s\",\"lpn\":\"%s\",\"title\":%s,\"grade\":%s,\"condition\":\"%s\",\"since\":\"%s\",\"collection_id\":%s,\"price\":", w->unit_id.text,
                      w->lpn, json_quote(arena, c && c->title ? c->title : w->title), json_quote(arena, w->grade), w->condition, w->since,
                      json_quote(arena, c ? c->collection_id.text : NULL));
        if (price > 0)
                buffer_printf(&out, "{\"amount\":%lld,\"currency\":\"%s\"}", (long long)price, c->currency);
        else
                buffer_text(&out, "null");
        buffer_printf(&out, ",\"reasons\":%s}", faults_json(arena, &faults));
        return out.text;
}

static const struct candidate *of_unit(const struct list *candidates, const struct uuid *unit_id)
{
        const struct candidate *c = candidates->item;

        for (size_t i = 0; i < candidates->count; i++)
                if (uuid_equal(&c[i].unit_id, unit_id))
                        return &c[i];
        return NULL;
}

enum problem backlog_list(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char *at, const struct uuid *after, int64_t limit, struct list *rows)
{
        struct list candidates;

        TRY(db_many(db, arena, &sql_list_backlog, DB_ARGS(db_uuid(merchant_id), db_text(at), db_uuid(after), db_int(limit)), &waiting_shape, rows));
        struct waiting *row = rows->item;
        struct texts units = { rows->count, arena_alloc(arena, (rows->count + 1) * sizeof(char *)) };
        for (size_t i = 0; i < rows->count; i++)
                units.item[i] = row[i].unit_id.text;
        TRY(candidates_of(db, arena, merchant_id, &(struct uuid){ "" }, &units, &candidates));
        for (size_t i = 0; i < rows->count; i++)
                row[i].item = item(arena, &row[i], of_unit(&candidates, &row[i].unit_id));
        return PROBLEM_OK;
}
