#include "triage.h"

#include <strings.h>

#include "intake_sql.h"
#include "resale/json.h"
#include "resale/ledger.h"
#include "resale/money.h"
#include "resale/plan.h"

const char *const triage_steps[] = { "to_grade", "to_grade_sealed", "refurbish", "back_to_merchant", "liquidate", "donate", "recycle", "forward", NULL };
const char *const triage_below[] = { "liquidate", "donate", "recycle", "back_to_merchant", NULL };

static const struct field shares_fields[] = {
        FIELD(struct triage_shares, sealed, .required = true, .max = 10000),
        FIELD(struct triage_shares, opened, .required = true, .max = 10000),
        FIELD(struct triage_shares, damaged, .required = true, .max = 10000),
};
static const struct shape shares_shape = SHAPE(struct triage_shares, shares_fields);
static const struct field rule_fields[] = {
        OBJECT(struct triage_rule, shares, &shares_shape, .required = true),
        FIELD(struct triage_rule, gate, .required = true),
        CHOICE(struct triage_rule, below, triage_below, .required = true),
        FIELD(struct triage_rule, refurbish_types, .max = 100),
        FIELD(struct triage_rule, refurbish_reasons, .max = 100),
};
const struct shape triage_rule_shape = SHAPE(struct triage_rule, rule_fields);

static const struct field triage_fields[] = {
        FIELD(struct triage, next),
        FIELD(struct triage, because),
        FIELD(struct triage, sealed),
};
const struct shape triage_shape = SHAPE(struct triage, triage_fields);

/* --- deciding --- */

static bool among(const struct texts *texts, const char *text)
{
        for (size_t i = 0; text && i < texts->count; i++)
                if (strcasecmp(texts->item[i], text) == 0)
                        return true;
        return false;
}

/* "42.00 USD" */
static const char *sum(struct arena *arena, int64_t amount, const char *currency)
{
        int digits = currency_digits(currency);
        int64_t unit = 1;

        for (int i = 0; i < digits; i++)
                unit *= 10;
        if (digits <= 0)
                return arena_printf(arena, "%lld %s", (long long)amount, currency);
        return arena_printf(arena, "%lld.%0*lld %s", (long long)(amount / unit), digits, (long long)(amount % unit), currency);
}

static bool is_damaged(const struct triaged *piece) { return text_equal(piece->outcome, "damaged_in_transit"); }

/* What it may earn, and the sum as words; false: the gate does not apply to it. */
static bool expect(struct arena *arena, const struct triage_rule *rule, const struct triaged *piece, struct triage *triage, const char **words)
{
        int64_t share = is_damaged(piece) ? rule->shares.damaged : piece->sealed ? rule->shares.sealed : rule->shares.opened;

        if (!piece->price || !text_equal(piece->currency, rule->gate.currency) || !money_basis_points(piece->price, share, &triage->expected.amount))
                return false;
        memcpy(triage->expected.currency, rule->gate.currency, sizeof triage->expected.currency);
        *words = arena_printf(arena, "It may earn %s: %lld.%02lld %% of %s.", sum(arena, triage->expected.amount, piece->currency), (long long)(share / 100),
                              (long long)(share % 100), sum(arena, piece->price, piece->currency));
        return true;
}

/* What is done whatever it may earn; false: the gate decides first. */
static bool stranger(const struct triaged *piece, struct triage *triage)
{
        bool misrouted = text_equal(piece->outcome, "misrouted");

        if (!misrouted && !text_equal(piece->outcome, "returned"))
                return false;
        triage->next = triage_steps[misrouted ? NEXT_FORWARD : NEXT_TO_GRADE];
        triage->because = misrouted ? "It belongs elsewhere: it is sent on to the merchant." : "It comes back from a sale: it is compared with what was sold.";
        return true;
}

struct triage triage_of(struct arena *arena, const struct triage_rule *rule, const struct triaged *piece)
{
        struct triage triage = { .sealed = piece->sealed, .rule_version = rule->version, .next = triage_steps[piece->sealed ? NEXT_TO_GRADE_SEALED : NEXT_TO_GRADE] };
        const char *words = piece->price ? "No rule counts what it may earn." : "Nobody knows its price.";

        if (stranger(piece, &triage))
                return triage;
        if (rule->version && expect(arena, rule, piece, &triage, &words) && triage.expected.amount < rule->gate.amount) {
                triage.next = triage_below[rule->below];
                triage.because = arena_printf(arena, "%s That is below the gate of %s.", words, sum(arena, rule->gate.amount, rule->gate.currency));
                return triage;
        }
        bool type = !piece->sealed && among(&rule->refurbish_types, piece->product_type), reason = !piece->sealed && among(&rule->refurbish_reasons, piece->return_reason);
        if (type || reason)
                triage.next = triage_steps[NEXT_REFURBISH];
        triage.because = arena_printf(arena, "%s %s", words, piece->sealed ? "It is sealed: inspection is skipped."
                                                             : type ? arena_printf(arena, "%s is refurbished before it is graded.", piece->product_type)
                                                             : reason ? "Its reason for coming back asks for work first."
                                                                      : "It is graded at the bench.");
        return triage;
}

/* --- rules --- */

struct stored { int64_t version; const char *body; };
static const struct field stored_fields[] = { FIELD(struct stored, version), FIELD(struct stored, body) };
static const struct shape stored_shape = SHAPE(struct stored, stored_fields);

enum problem triage_rule_in_force(struct db *db, struct arena *arena, const struct uuid *merchant_id, struct triage_rule *rule)
{
        struct json_fault fault;
        struct stored stored;

        *rule = (struct triage_rule){ 0 };
        enum problem problem = db_one(db, arena, &sql_select_triage_rule, DB_ARGS(db_uuid(merchant_id)), &stored_shape, &stored, PROBLEM_RULE_NOT_FOUND);
        if (problem == PROBLEM_RULE_NOT_FOUND)
                return PROBLEM_OK;
        TRY(problem);
        if (json_read(arena, stored.body, strlen(stored.body), &triage_rule_shape, rule, &fault) != PROBLEM_OK)
                return PROBLEM_INTERNAL;
        rule->version = stored.version;
        return PROBLEM_OK;
}

enum problem triage_rule_add(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct triage_rule *rule, const char *actor, const char **json)
{
        TRY(plan_includes_resale(db, arena, merchant_id));
        enum problem problem = db_value(db, arena, &sql_insert_triage_rule, DB_ARGS(db_uuid(merchant_id), db_text(json_write(arena, &triage_rule_shape, rule)), db_text(actor)),
                                        json, PROBLEM_MERCHANT_NOT_FOUND);
        return problem == PROBLEM_DUPLICATE ? PROBLEM_TRANSACTION_RETRY : problem;   /* somebody else made this version at the same moment */
}

struct looked_at { const char *lpn, *title, *was; struct triaged piece; };
static const struct field looked_at_fields[] = {
        FIELD(struct looked_at, lpn),
        FIELD(struct looked_at, title),
        FIELD(struct looked_at, was),
        { .name = "outcome", .type = FIELD_TEXT, .offset = offsetof(struct looked_at, piece.outcome) },
        { .name = "product_type", .type = FIELD_TEXT, .offset = offsetof(struct looked_at, piece.product_type) },
        { .name = "return_reason", .type = FIELD_TEXT, .offset = offsetof(struct looked_at, piece.return_reason) },
        { .name = "currency", .type = FIELD_TEXT, .offset = offsetof(struct looked_at, piece.currency) },
        { .name = "price", .type = FIELD_INT64, .offset = offsetof(struct looked_at, piece.price) },
        { .name = "sealed", .type = FIELD_BOOL, .offset = offsetof(struct looked_at, piece.sealed) },
};
static const struct shape looked_at_shape = SHAPE(struct looked_at, looked_at_fields);

enum { EXAMPLES_MOST = 20 };
struct example { const char *lpn, *title, *was, *would_be, *because; };
static const struct field example_fields[] = {
        FIELD(struct example, lpn),
        FIELD(struct example, title),
        FIELD(struct example, was),
        FIELD(struct example, would_be),
        FIELD(struct example, because),
};
static const struct shape example_shape = SHAPE(struct example, example_fields);
struct preview { int64_t looked_at, changed; struct list examples; };
static const struct field preview_fields[] = {
        FIELD(struct preview, looked_at),
        FIELD(struct preview, changed),
        LIST(struct preview, examples, &example_shape),
};
static const struct shape preview_shape = SHAPE(struct preview, preview_fields);

enum problem triage_rule_preview(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct triage_rule *draft, const char **json)
{
        struct example *example = arena_alloc(arena, EXAMPLES_MOST * sizeof *example);
        struct preview preview = { .examples.item = example };
        struct triage_rule rule = *draft;
        struct list pieces;

        rule.version = 1;
        TRY(db_many(db, arena, &sql_list_triaged, DB_ARGS(db_uuid(merchant_id)), &looked_at_shape, &pieces));
        const struct looked_at *piece = pieces.item;
        for (size_t i = 0; i < pieces.count; i++) {
                struct triage would = triage_of(arena, &rule, &piece[i].piece);
                if (text_equal(would.next, piece[i].was))
                        continue;
                if (preview.changed++ < EXAMPLES_MOST)
                        example[preview.examples.count++] = (struct example){ piece[i].lpn, piece[i].title, piece[i].was, would.next, would.because };
        }
        preview.looked_at = (int64_t)pieces.count;
        *json = json_write(arena, &preview_shape, &preview);
        return PROBLEM_OK;
}

/* --- units --- */

enum problem triage_piece(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const char *actor, const struct triaged *piece,
                          struct triage *triage)
{
        struct triage_rule rule;

        TRY(triage_rule_in_force(db, arena, merchant_id, &rule));
        *triage = triage_of(arena, &rule, piece);
        bool counted = *triage->expected.currency;
        return db_exec_one(db, &sql_save_triage,
                           DB_ARGS(db_uuid(merchant_id), db_uuid(unit_id), rule.version ? db_int(rule.version) : db_null(), db_bool(triage->sealed), db_text(triage->next),
                                   db_text(triage->because), counted ? db_int(triage->expected.amount) : db_null(), db_text(counted ? triage->expected.currency : NULL),
                                   db_text(actor)),
                           PROBLEM_UNIT_NOT_FOUND);
}

struct before { struct triaged piece; const char *state; };
static const struct field before_fields[] = {
        FIELD(struct before, state),
        { .name = "outcome", .type = FIELD_TEXT, .offset = offsetof(struct before, piece.outcome) },
        { .name = "product_type", .type = FIELD_TEXT, .offset = offsetof(struct before, piece.product_type) },
        { .name = "return_reason", .type = FIELD_TEXT, .offset = offsetof(struct before, piece.return_reason) },
        { .name = "currency", .type = FIELD_TEXT, .offset = offsetof(struct before, piece.currency) },
        { .name = "price", .type = FIELD_INT64, .offset = offsetof(struct before, piece.price) },
        { .name = "sealed", .type = FIELD_BOOL, .offset = offsetof(struct before, piece.sealed) },
};
static const struct shape before_shape = SHAPE(struct before, before_fields);

enum problem triage_again(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const char *actor, bool sealed, struct triage *triage)
{
        struct ledger_move note = { .merchant_id = *merchant_id, .unit_id = *unit_id, .event = "triaged", .actor = actor };
        struct before before;

        TRY(db_one(db, arena, &sql_select_triaged, DB_ARGS(db_uuid(merchant_id), db_uuid(unit_id)), &before_shape, &before, PROBLEM_UNIT_NOT_FOUND));
        if (!text_equal(before.state, "received"))
                return PROBLEM_UNIT_STATE;
        before.piece.sealed = sealed;
        TRY(triage_piece(db, arena, merchant_id, unit_id, actor, &before.piece, triage));
        note.payload = arena_printf(arena, "{\"next\":\"%s\",\"sealed\":%s,\"reason\":%s}", triage->next, sealed ? "true" : "false", json_quote(arena, triage->because));
        return ledger_note(db, &note);
}
