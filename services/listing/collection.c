#include "collection.h"

#include "listing_sql.h"
#include "resale/id.h"
#include "resale/json.h"
#include "resale/plan.h"

enum problem collection_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *collection_id, const char **json)
{
        return db_value(db, arena, &sql_select_collection, DB_ARGS(db_uuid(merchant_id), db_uuid(collection_id)), json, PROBLEM_COLLECTION_NOT_FOUND);
}

enum problem collection_add(struct db *db, struct arena *arena, struct collection *c, const char **json)
{
        TRY(plan_includes_resale(db, arena, &c->merchant_id));
        uuid_new(&c->collection_id);
        TRY(db_exec_one(db, &sql_insert_collection,
                        DB_ARGS(db_uuid(&c->merchant_id), db_uuid(&c->collection_id), db_text(c->handle), db_text(c->name), db_text(c->navigation_label),
                                db_text(c->description)),
                        PROBLEM_PLAN_EXCLUDES_RESALE));
        enum problem problem = db_exec(db, &sql_insert_handle, DB_ARGS(db_text(c->handle), db_uuid(&c->merchant_id), db_uuid(&c->collection_id)), NULL);
        if (problem == PROBLEM_DUPLICATE)
                return PROBLEM_ALREADY_EXISTS;
        TRY(problem);
        return collection_find(db, arena, &c->merchant_id, &c->collection_id, json);
}

/* What waits for a live collection, or for other terms, is looked at again. */
static enum problem begin_waiting(struct db *db, const struct uuid *merchant_id, const struct uuid *collection_id)
{
        return db_exec(db, &sql_begin_waiting, DB_ARGS(db_uuid(merchant_id), db_uuid(collection_id)), NULL);
}

enum problem collection_touch(struct db *db, const struct uuid *merchant_id, const struct uuid *collection_id)
{
        return db_exec_one(db, &sql_touch_shelf, DB_ARGS(db_uuid(merchant_id), db_uuid(collection_id)), PROBLEM_COLLECTION_NOT_FOUND);
}

enum problem collection_change(struct db *db, struct arena *arena, const struct collection *c, const char **json)
{
        int64_t changed = 0;

        TRY(plan_includes_resale(db, arena, &c->merchant_id));
        TRY(db_exec(db, &sql_update_collection,
                    DB_ARGS(db_uuid(&c->merchant_id), db_uuid(&c->collection_id), db_text(c->name), db_text(c->navigation_label), db_text(c->description),
                            db_text(c->state)),
                    &changed));
        TRY(collection_find(db, arena, &c->merchant_id, &c->collection_id, json));
        if (!changed)
                return PROBLEM_COLLECTION_STATE;
        TRY(collection_touch(db, &c->merchant_id, &c->collection_id));
        return text_equal(c->state, "live") ? begin_waiting(db, &c->merchant_id, &c->collection_id) : PROBLEM_OK;
}

static const char *rules_json(struct arena *arena, const struct list *rules)
{
        struct buffer out = { .arena = arena };
        const struct rule *rule = rules->item;

        buffer_text(&out, "[");
        for (size_t i = 0; i < rules->count; i++)
                buffer_printf(&out, "%s{\"%s\":%s,\"return_days\":%lld,\"final_sale\":%s}", i ? "," : "", rule[i].grade ? "grade" : "product_type",
                              json_quote(arena, rule[i].grade ? rule[i].grade : rule[i].product_type), (long long)rule[i].return_days, rule[i].final_sale ? "true" : "false");
        buffer_text(&out, "]");
        return out.text;
}

enum problem policy_add(struct db *db, struct arena *arena, const struct policy *p, const char **json)
{
        TRY(plan_includes_resale(db, arena, &p->merchant_id));
        enum problem problem = db_exec_one(db, &sql_insert_policy,
                                           DB_ARGS(db_uuid(&p->merchant_id), db_uuid(&p->collection_id), db_int(p->return_days), db_bool(p->final_sale),
                                                   db_text(p->price_shares.text), db_int(p->min_price), db_bool(p->auto_publish), db_text(p->warranty),
                                                   db_text(p->actor), db_text(rules_json(arena, &p->rules)), db_texts(arena, &p->photo_grades),
                                                   db_text(p->final_sale_tag), db_bool(p->pool)),
                                           PROBLEM_COLLECTION_NOT_FOUND);
        if (problem == PROBLEM_DUPLICATE)
                return PROBLEM_TRANSACTION_RETRY;   /* two wrote the next version at once: it is tried again */
        TRY(problem);
        TRY(begin_waiting(db, &p->merchant_id, &p->collection_id));
        TRY(db_exec(db, &sql_begin_sweep, DB_ARGS(db_uuid(&p->merchant_id)), NULL));   /* what is live may contradict other terms */
        TRY(collection_touch(db, &p->merchant_id, &p->collection_id));
        return collection_find(db, arena, &p->merchant_id, &p->collection_id, json);
}

static const struct field public_fields[] = {
        FIELD(struct public_collection, merchant_id), FIELD(struct public_collection, collection_id), FIELD(struct public_collection, state),
        FIELD(struct public_collection, version), FIELD(struct public_collection, since_from),
};
static const struct shape public_shape = SHAPE(struct public_collection, public_fields);

enum problem collection_by_handle(struct db *db, struct arena *arena, const char *handle, struct public_collection *found)
{
        TRY(db_one(db, arena, &sql_select_public_collection, DB_ARGS(db_text(handle)), &public_shape, found, PROBLEM_COLLECTION_NOT_FOUND));
        db_see_merchant(db, &found->merchant_id);
        return PROBLEM_OK;
}

enum problem collection_face(struct db *db, struct arena *arena, const struct public_collection *collection, const char **json)
{
        return db_value(db, arena, &sql_select_public_face, DB_ARGS(db_uuid(&collection->merchant_id), db_uuid(&collection->collection_id)), json, PROBLEM_COLLECTION_NOT_FOUND);
}
