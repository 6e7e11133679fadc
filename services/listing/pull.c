/* Bodies of the pull: pages of the shelf as it was at one version, what changed since one, and what is available. */
#include "pull.h"

#include "listing_sql.h"
#include "pull_private.h"
#include "resale/id.h"
#include "resale/json.h"

/* AT_ONCE: when bands have more than these before a page is full, they are met sooner in their order. FEW_OF_LARGE: pull_few, on a shelf of more than pull_large; PRICED_OF_LARGE: of a
 * narrow range of prices. */
enum { AT_ONCE = 5000, FEW_OF_LARGE = 100, PRICED_OF_LARGE = 500, NO_BOUND = -1 };

int64_t pull_looked_at = 2000;   /* so many a filtered page looks at in their order, before those that are meant are found by words and values instead */
int64_t pull_few = 5000;   /* more than these are not collected and sorted, since some order has enough of them soon: except that of relevance */
int64_t pull_large = 500000;   /* of more than these, too many have each of some words or values to be read through for those that have all */
int64_t pull_apart = 40;   /* where one of more than these has what is asked for, bands are sooner than the way along an index */

struct found { int64_t version, walk_from, key; const char *items; struct uuid id; bool cut, more; };
static const struct field found_fields[] = {
        FIELD(struct found, version), FIELD(struct found, walk_from), FIELD(struct found, key), FIELD(struct found, items), FIELD(struct found, id),
        FIELD(struct found, cut), FIELD(struct found, more),
};
static const struct shape found_shape = SHAPE(struct found, found_fields);

struct pull_ahead { struct public_collection collection; struct found found; };

/* A page that is being made. asked NULL: no words. expected: so many have what is asked for, as far as is known; common: more than a few; sparse: they are far apart. */
struct making {
        struct db *db;
        struct arena *arena;
        const struct public_collection *collection;
        const struct pull_query *query;
        struct pull_place place;
        const char *asked;
        int64_t expected;
        bool large, common, sparse, ahead;   /* ahead: looked for already, in its order */
        struct found found;
};

static struct db_arg any_of(struct arena *arena, const struct texts *values) { return values->count ? db_texts(arena, values) : db_null(); }
static struct db_arg price(int64_t amount) { return amount >= 0 ? db_int(amount) : db_null(); }
static struct db_arg as_of(const struct making *m) { return m->place.version ? db_int(m->place.version) : db_null(); }
static struct db_arg after(const struct making *m) { return uuid_is_set(&m->place.after) ? db_int(m->place.key) : db_null(); }

static bool of_prices(const struct pull_query *q) { return q->price_min >= 0 || q->price_max >= 0; }

static bool filters(const struct making *m)
{
        const struct pull_query *q = m->query;

        return m->asked || q->types.count || q->sizes.count || q->vendors.count || q->grades.count || q->conditions.count || (q->sort == PULL_NEWEST && of_prices(q));
}

/* What may well be far apart in its order: prices among the newest of all, and what a vendor has of something. */
static bool is_doubtful(const struct making *m)
{
        const struct pull_query *q = m->query;
        bool all = !q->types.count && !q->vendors.count, of_vendor = q->vendors.count && (q->types.count || q->sizes.count || q->grades.count);

        return !m->asked && (of_vendor || (all && q->sort == PULL_NEWEST && of_prices(q)));
}

/* Of each vendor, else of each type; what is doubtful is tried first. */
static int64_t looked_at(const struct making *m, bool first)
{
        const struct pull_query *q = m->query;
        size_t ways = q->vendors.count ? q->vendors.count : q->types.count;
        int64_t each = pull_looked_at / (int64_t)(ways ? ways : 1), least = 2 * (q->limit + 1);

        return !filters(m) ? NO_BOUND : first && is_doubtful(m) ? 5 * least : each > least ? each : least;
}

enum { PAGE_ARGS = 17 };   /* the last is the way to find it */

/* $1 and $2, which name the collection, are not among them. */
static void set_page_args(const struct making *m, enum pull_sort sort, int64_t at_most, const char *way, struct db_arg arg[PAGE_ARGS])
{
        static const char *const names[] = { "newest", "price-ascending", "price-descending", "relevance" };
        const struct pull_query *q = m->query;
        struct arena *arena = m->arena;
        const struct db_arg set[PAGE_ARGS - 2] = { as_of(m), db_text(names[sort]), after(m), db_uuid(&m->place.after),
                                                   any_of(arena, &q->types), any_of(arena, &q->sizes), any_of(arena, &q->vendors), any_of(arena, &q->grades),
                                                   any_of(arena, &q->conditions), price(q->price_min), price(q->price_max), db_text(m->asked), db_int(q->limit),
                                                   at_most != NO_BOUND ? db_int(at_most) : db_null(), db_text(way) };

        memcpy(arg + 2, set, sizeof set);
}

static enum problem page_by(struct making *m, const struct sql *sql, enum pull_sort sort, int64_t at_most, const char *way)
{
        struct db_arg arg[PAGE_ARGS] = { db_uuid(&m->collection->merchant_id), db_uuid(&m->collection->collection_id) };

        set_page_args(m, sort, at_most, way, arg);
        return db_one(m->db, m->arena, sql, (struct db_args){ (size_t)sql->args, arg }, &found_shape, &m->found, PROBLEM_INTERNAL);
}

static enum problem in_order(struct making *m, enum pull_sort sort, bool first) { return page_by(m, &sql_page_in_order, sort, looked_at(m, first), NULL); }
static enum problem find_by(struct making *m, enum pull_sort sort, int64_t at_most, const char *way) { return page_by(m, &sql_find_editions, sort, at_most, way); }
static enum problem in_bands(struct making *m, enum pull_sort sort, int64_t at_most) { return find_by(m, sort, at_most, "in bands"); }

struct asked { int64_t version, expected, apart; const char *terms; };
static const struct field asked_fields[] = { FIELD(struct asked, version), FIELD(struct asked, expected), FIELD(struct asked, apart), FIELD(struct asked, terms) };
static const struct shape asked_shape = SHAPE(struct asked, asked_fields);

static bool goes_on_by_relevance(const struct making *m) { return m->query->sort == PULL_RELEVANCE && uuid_is_set(&m->place.after) && !m->place.newest; }

static enum problem expect(struct making *m, struct asked *asked)
{
        const struct pull_query *q = m->query;
        struct arena *arena = m->arena;

        TRY(db_one(m->db, arena, &sql_select_asked,
                   DB_ARGS(db_uuid(&m->collection->merchant_id), db_uuid(&m->collection->collection_id), as_of(m), db_text(q->q),
                           db_bool(!goes_on_by_relevance(m)), any_of(arena, &q->types), any_of(arena, &q->sizes), any_of(arena, &q->vendors),
                           any_of(arena, &q->grades), any_of(arena, &q->conditions), price(q->price_min), price(q->price_max)),
                   &asked_shape, asked, PROBLEM_INTERNAL));
        m->expected = asked->expected;
        m->large = asked->expected * asked->apart > pull_large;
        m->common = asked->expected > (m->large ? FEW_OF_LARGE : pull_few);
        m->sparse = asked->apart > pull_apart;
        return PROBLEM_OK;
}

/* What words mean depends on the words that there are: so a question in words is of a version from its first page on. */
static enum problem ask(struct making *m)
{
        struct asked asked;

        if (!m->query->q)
                return PROBLEM_OK;
        TRY(expect(m, &asked));
        m->asked = asked.terms;
        m->place.version = asked.version;
        return PROBLEM_OK;
}

/* Few are found and sorted: in the bands of their prices, or at once. Else it is cut. */
static enum problem a_few(struct making *m, enum pull_sort sort)
{
        bool priced = of_prices(m->query) && (sort == PULL_NEWEST || sort == PULL_RELEVANCE) && m->expected <= (m->large ? PRICED_OF_LARGE : pull_few);

        m->found.cut = true;
        if (priced)
                TRY(find_by(m, sort, pull_few, "by price"));
        return m->found.cut && !m->common ? find_by(m, sort, pull_few, "at once") : PROBLEM_OK;
}

/* Values that were met too seldom along an index. */
static enum problem far_apart(struct making *m, enum pull_sort sort)
{
        struct asked asked;

        TRY(expect(m, &asked));
        TRY(a_few(m, sort));
        if (m->found.cut && is_doubtful(m) && m->common && m->sparse)
                TRY(in_bands(m, sort, AT_ONCE));
        return m->found.cut && is_doubtful(m) ? in_order(m, sort, false) : PROBLEM_OK;
}

/* Along an index, else in bands: for words these were looked for otherwise before. */
static enum problem on_the_way(struct making *m, enum pull_sort sort)
{
        if (!m->ahead)
                TRY(in_order(m, sort, true));
        if (m->found.cut && !m->asked)
                TRY(far_apart(m, sort));
        return m->found.cut ? in_bands(m, sort, NO_BOUND) : PROBLEM_OK;
}

/* Words that few have are found by themselves, others that are far apart in bands. By relevance none is when too many have them: then the newest. */
static enum problem find(struct making *m)
{
        enum pull_sort sort = m->query->sort == PULL_RELEVANCE && m->place.newest ? PULL_NEWEST : (enum pull_sort)m->query->sort;

        if (m->asked) {
                TRY(a_few(m, sort));
                if (!m->found.cut)
                        return PROBLEM_OK;
        }
        if (sort == PULL_RELEVANCE) {
                m->place.newest = true;
                sort = PULL_NEWEST;
        }
        if (m->common && m->sparse) {
                TRY(in_bands(m, sort, AT_ONCE));
                if (!m->found.cut)
                        return PROBLEM_OK;
        }
        return on_the_way(m, sort);
}

/* --- the body --- */

static bool is(const struct json_span *span, const char *text) { return strlen(text) == span->length && memcmp(span->text, text, span->length) == 0; }

static bool is_picked(const struct texts *fields, const struct json_span *name)
{
        for (size_t i = 0; i < fields->count; i++)
                if (is(name, fields->item[i]))
                        return true;
        return is(name, "listing_id");
}

/* What was asked for of one listing, whose text begins at `at`; where it ends. */
static const char *pick(struct buffer *out, const char *at, const struct texts *fields)
{
        struct json_span name, value;
        const char *before = "";

        buffer_text(out, "{");
        while (json_next_member(&at, &name, &value)) {
                if (!is_picked(fields, &name))
                        continue;
                buffer_printf(out, "%s\"%.*s\":", before, (int)name.length, name.text);
                buffer_add(out, value.text, value.length);
                before = ",";
        }
        buffer_text(out, "}");
        return at;
}

/* Of each listing the fields that were asked for, and which one it is. */
static const char *picked(struct arena *arena, const struct texts *fields, const char *items)
{
        struct buffer out = { .arena = arena };

        for (const char *at = items; *at == '{'; at += strspn(at, ", \t\r\n")) {
                buffer_text(&out, at > items ? "," : "");
                at = pick(&out, at, fields);
        }
        return out.text;
}

static enum problem write_page(struct making *m, struct pull_page *page)
{
        const struct found *found = &m->found;
        const char *items = found->items ? found->items : "";
        struct buffer out = { .arena = m->arena };

        page->version = m->place.version ? m->place.version : found->version;
        if (m->query->fields.count && *items)
                items = picked(m->arena, &m->query->fields, items);
        if (found->more) {
                struct pull_place next = { page->version, found->key, found->id, m->place.newest };
                page->next = pull_cursor_make(m->arena, m->collection, m->query, &next);
        }
        buffer_printf(&out, "{\"version\":%lld,\"items\":[", (long long)page->version);
        buffer_text(&out, items);
        buffer_printf(&out, "],\"next\":%s}", page->next ? json_quote(m->arena, page->next) : "null");
        page->json = out.text;
        return PROBLEM_OK;
}

enum problem pull_body(struct db *db, struct arena *arena, const struct public_collection *collection, const struct pull_query *query, const struct pull_ahead *ahead,
                       struct pull_page *page)
{
        struct making m = { .db = db, .arena = arena, .collection = collection, .query = query, .place = query->place, .ahead = ahead };

        if (ahead)
                m.found = ahead->found;
        *page = (struct pull_page){ 0 };
        if (!pull_cursor_is_of(arena, collection, query))
                return PROBLEM_INVALID_FIELD;
        TRY(ask(&m));
        TRY(find(&m));
        if (m.place.version && (m.place.version < m.found.walk_from || m.place.version > m.found.version))
                return PROBLEM_PULL_EXPIRED;
        return write_page(&m, page);
}

static const struct field ahead_fields[] = {
        FIELD(struct pull_ahead, collection.merchant_id), FIELD(struct pull_ahead, collection.collection_id), FIELD(struct pull_ahead, collection.state),
        FIELD(struct pull_ahead, collection.version), FIELD(struct pull_ahead, collection.since_from),
        FIELD(struct pull_ahead, found.version), FIELD(struct pull_ahead, found.walk_from), FIELD(struct pull_ahead, found.key), FIELD(struct pull_ahead, found.items),
        FIELD(struct pull_ahead, found.id), FIELD(struct pull_ahead, found.cut), FIELD(struct pull_ahead, found.more),
};
static const struct shape ahead_shape = SHAPE(struct pull_ahead, ahead_fields);

enum problem pull_open(struct db *db, struct arena *arena, const char *handle, const struct pull_query *query, struct public_collection *collection, const struct pull_ahead **ahead)
{
        struct making m = { .db = db, .arena = arena, .query = query, .place = query->place };
        struct pull_ahead *opened = arena_alloc(arena, sizeof *opened);
        struct db_arg arg[PAGE_ARGS] = { [1] = db_text(handle) };

        *ahead = NULL;
        if (query->q)
                return collection_by_handle(db, arena, handle, collection);
        set_page_args(&m, (enum pull_sort)query->sort, looked_at(&m, true), NULL, arg);
        TRY(db_one(db, arena, &sql_open_page, (struct db_args){ (size_t)sql_open_page.args, arg + 1 }, &ahead_shape, opened, PROBLEM_COLLECTION_NOT_FOUND));
        db_see_merchant(db, &opened->collection.merchant_id);
        *collection = opened->collection;
        *ahead = opened;
        return PROBLEM_OK;
}

enum problem pull_one(struct db *db, struct arena *arena, const struct public_collection *collection, const struct uuid *listing_id, const char **json)
{
        return db_value(db, arena, &sql_pull_listing, DB_ARGS(db_uuid(&collection->merchant_id), db_uuid(&collection->collection_id), db_uuid(listing_id)), json,
                        PROBLEM_LISTING_NOT_FOUND);
}
