#include "grading_sql.h"
#include "review.h"

enum { PREVIEW_DAYS = 7, PREVIEW_MOST = 50000 };

enum problem review_policy_parse(struct arena *arena, const char *body, int64_t version, struct review_policy *policy)
{
        struct json_fault fault;

        *policy = review_policy_built_in;
        if (!body)
                return PROBLEM_OK;
        *policy = (struct review_policy){ 0 };
        enum problem problem = json_read(arena, body, strlen(body), &review_policy_shape, policy, &fault);
        policy->version = version;
        return problem == PROBLEM_OK ? PROBLEM_OK : PROBLEM_INTERNAL;
}

struct stored { int64_t version; const char *body, *created_at, *created_by; };
static const struct field stored_fields[] = {
        FIELD(struct stored, version),
        FIELD(struct stored, body),
        FIELD(struct stored, created_at),
        FIELD(struct stored, created_by),
};
static const struct shape stored_shape = SHAPE(struct stored, stored_fields);

static enum problem find(struct db *db, struct arena *arena, const struct uuid *merchant_id, struct stored *stored)
{
        *stored = (struct stored){ 0 };
        enum problem problem = db_one(db, arena, &sql_select_review_policy, DB_ARGS(db_uuid(merchant_id)), &stored_shape, stored, PROBLEM_KEY_NOT_FOUND);
        return problem == PROBLEM_KEY_NOT_FOUND ? PROBLEM_OK : problem;
}

enum problem review_policy_in_force(struct db *db, struct arena *arena, const struct uuid *merchant_id, struct review_policy *policy)
{
        struct stored stored;

        TRY(find(db, arena, merchant_id, &stored));
        return review_policy_parse(arena, stored.body, stored.version, policy);
}

static enum problem currency_of(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char **currency)
{
        return db_value(db, arena, &sql_select_review_currency, DB_ARGS(db_uuid(merchant_id)), currency, PROBLEM_MERCHANT_NOT_FOUND);
}

/* Without value and product types the built-in policy has none to write. */
static const char *built_in_text(struct arena *arena)
{
        const struct review_policy *p = &review_policy_built_in;

        return arena_printf(arena, "{\"base_share\":%lld,\"new_grader\":{\"grades\":%lld,\"share\":%lld},\"late\":{\"hours\":%lld,\"share\":%lld},\"days\":%lld,\"tolerance\":%lld,"
                                   "\"kappa_below\":%lld,\"pairs\":%lld}",
                            (long long)p->base_share, (long long)p->new_grader.grades, (long long)p->new_grader.share, (long long)p->late.hours, (long long)p->late.share,
                            (long long)p->days, (long long)p->tolerance, (long long)p->kappa_below, (long long)p->pairs);
}

enum problem review_policy_show(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char **json)
{
        struct stored stored;
        const char *currency;

        TRY(currency_of(db, arena, merchant_id, &currency));
        TRY(find(db, arena, merchant_id, &stored));
        *json = arena_printf(arena, "{\"version\":%lld,\"body\":%s,\"created_by\":%s,\"created_at\":%s}", (long long)stored.version,
                             stored.body ? stored.body : built_in_text(arena), stored.created_by ? stored.created_by : "null", json_quote(arena, stored.created_at));
        return PROBLEM_OK;
}

static enum problem check_graders(struct db *db, struct arena *arena, const struct texts *staff_ids, struct json_fault *fault)
{
        const char *wrong;

        TRY(db_value(db, arena, &sql_first_no_grader, DB_ARGS(db_texts(arena, staff_ids)), &wrong, PROBLEM_INTERNAL));
        if (text_equal(wrong, "-1"))
                return PROBLEM_OK;
        *fault = (struct json_fault){ arena_printf(arena, "graders.staff_ids[%s]", wrong), "is no grader who works here" };
        return PROBLEM_INVALID_FIELD;
}

enum problem review_policy_check(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct review_policy *draft, struct json_fault *fault)
{
        size_t twice = review_type_twice(&draft->product_types);
        const char *currency;

        TRY(currency_of(db, arena, merchant_id, &currency));
        if (twice < draft->product_types.count) {
                *fault = (struct json_fault){ arena_printf(arena, "product_types[%zu].product_type", twice), "is there already" };
                return PROBLEM_INVALID_FIELD;
        }
        if (*draft->value.over.currency && !text_equal(draft->value.over.currency, currency)) {
                *fault = (struct json_fault){ "value.over.currency", arena_printf(arena, "must be %s, the merchant's", currency) };
                return PROBLEM_INVALID_FIELD;
        }
        return draft->graders.staff_ids.count ? check_graders(db, arena, &draft->graders.staff_ids, fault) : PROBLEM_OK;
}

/* Only what was given: what is absent would be read back as an entry of zeros, which is refused. */
static const char *policy_text(struct arena *arena, const struct review_policy *policy)
{
        struct buffer out = { .arena = arena };
        const struct review_type *type = policy->product_types.item;

        buffer_printf(&out, "{\"base_share\":%lld,\"days\":%lld,\"tolerance\":%lld,\"kappa_below\":%lld,\"pairs\":%lld", (long long)policy->base_share, (long long)policy->days,
                      (long long)policy->tolerance, (long long)policy->kappa_below, (long long)policy->pairs);
        if (policy->new_grader.grades)
                buffer_printf(&out, ",\"new_grader\":{\"grades\":%lld,\"share\":%lld}", (long long)policy->new_grader.grades, (long long)policy->new_grader.share);
        if (*policy->value.over.currency)
                buffer_printf(&out, ",\"value\":{\"over\":{\"amount\":%lld,\"currency\":\"%s\"},\"share\":%lld}", (long long)policy->value.over.amount,
                              policy->value.over.currency, (long long)policy->value.share);
        if (policy->late.hours)
                buffer_printf(&out, ",\"late\":{\"hours\":%lld,\"share\":%lld}", (long long)policy->late.hours, (long long)policy->late.share);
        for (size_t i = 0; i < policy->graders.staff_ids.count; i++)
                buffer_printf(&out, "%s%s", i ? "," : ",\"graders\":{\"staff_ids\":[", json_quote(arena, policy->graders.staff_ids.item[i]));
        if (policy->graders.staff_ids.count)
                buffer_printf(&out, "],\"share\":%lld}", (long long)policy->graders.share);
        for (size_t i = 0; i < policy->product_types.count; i++)
                buffer_printf(&out, "%s{\"product_type\":%s,\"share\":%lld}", i ? "," : ",\"product_types\":[", json_quote(arena, type[i].product_type), (long long)type[i].share);
        buffer_text(&out, policy->product_types.count ? "]}" : "}");
        return out.text;
}

enum problem review_policy_add(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct review_policy *policy, const char *actor, const char **json)
{
        enum problem problem = db_value(db, arena, &sql_insert_review_policy, DB_ARGS(db_uuid(merchant_id), db_text(policy_text(arena, policy)), db_text(actor)), json,
                                        PROBLEM_MERCHANT_NOT_FOUND);

        return problem == PROBLEM_DUPLICATE ? PROBLEM_TRANSACTION_RETRY : problem;   /* two wrote the next version at once: it is tried again */
}

struct known { struct uuid grade_id; struct review_facts facts; bool picked; };
static const struct field known_fields[] = {
        FIELD(struct known, grade_id),
        { .name = "product_type", .type = FIELD_TEXT, .offset = offsetof(struct known, facts.product_type) },
        { .name = "amount", .type = FIELD_INT64, .offset = offsetof(struct known, facts.amount) },
        { .name = "nth", .type = FIELD_INT64, .offset = offsetof(struct known, facts.nth) },
        { .name = "shift_minutes", .type = FIELD_INT64, .offset = offsetof(struct known, facts.shift_minutes) },
        { .name = "grader", .type = FIELD_TEXT, .offset = offsetof(struct known, facts.grader) },
        FIELD(struct known, picked),
};
static const struct shape known_shape = SHAPE(struct known, known_fields);

struct by_reason { const char *why; int64_t grades, picked; };
static const struct field by_reason_fields[] = {
        FIELD(struct by_reason, why),
        FIELD(struct by_reason, grades),
        FIELD(struct by_reason, picked),
};
static const struct shape by_reason_shape = SHAPE(struct by_reason, by_reason_fields);
struct preview { int64_t days, looked_at, picked, picked_then; struct list reasons; };
static const struct field preview_fields[] = {
        FIELD(struct preview, days),
        FIELD(struct preview, looked_at),
        FIELD(struct preview, picked),
        FIELD(struct preview, picked_then),
        LIST(struct preview, reasons, &by_reason_shape),
};
static const struct shape preview_shape = SHAPE(struct preview, preview_fields);

static void count_in(struct preview *preview, const char *why, bool picked)
{
        struct by_reason *reason = preview->reasons.item;

        while (!text_equal(reason->why, why))
                reason++;
        reason->grades++;
        reason->picked += picked;
        preview->picked += picked;
}

enum problem review_policy_preview(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct review_policy *draft, const char **json)
{
        struct by_reason reasons[] = { { .why = "base" }, { .why = "new_grader" }, { .why = "product_type" }, { .why = "value" }, { .why = "late" }, { .why = "grader" } };
        struct preview preview = { .days = PREVIEW_DAYS, .reasons = { ARRAY_LEN(reasons), reasons } };
        struct list rows;

        TRY(db_many(db, arena, &sql_list_sampled, DB_ARGS(db_uuid(merchant_id), db_int(PREVIEW_DAYS), db_int(PREVIEW_MOST)), &known_shape, &rows));
        const struct known *known = rows.item;
        for (size_t i = 0; i < rows.count; i++) {
                struct review_share share = review_share_of(draft, &known[i].facts);
                count_in(&preview, share.why, review_draw(&known[i].grade_id) < share.share);
                preview.picked_then += known[i].picked;
        }
        preview.looked_at = (int64_t)rows.count;
        *json = json_write(arena, &preview_shape, &preview);
        return PROBLEM_OK;
}
