#include "standing.h"

#include "listing_sql.h"

#define OF(type_, name_, part) { .name = name_, .type = type_, .offset = offsetof(struct standing, part) }
static const struct field own_fields[] = {
        OF(FIELD_UUID, "listing_id", now.listing_id),
        OF(FIELD_TEXT, "handle", now.handle),
        OF(FIELD_INT64, "price", now.price),
        OF(FIELD_INSTANT, "published_at", now.published_at),
        OF(FIELD_INSTANT, "valid_until", now.valid_until),
        OF(FIELD_TEXT, "state", state),
        OF(FIELD_TEXT, "unit_state", unit_state),
        OF(FIELD_TEXT, "offered_title", title),
        OF(FIELD_TEXT, "offered_grade", grade),
        OF(FIELD_TEXT, "offered_condition", condition),
        OF(FIELD_TEXT, "condition_text", sentence),
        OF(FIELD_TEXT, "offered_currency", currency),
        OF(FIELD_TEXT, "offered_set_by", set_by),
        OF(FIELD_TEXT, "offered_rule", rule),
        OF(FIELD_TEXT, "fragment", fragment),
        OF(FIELD_TEXT, "unmarked_shop", unmarked_shop),
        OF(FIELD_TEXT, "unmarked_why", unmarked_why),
        OF(FIELD_TEXT, "unmarked_tag", unmarked_tag),
        OF(FIELD_INT64, "offered_days", return_days),
        OF(FIELD_BOOL, "offered_final_sale", final_sale),
        OF(FIELD_BOOL, "approved", approved),
        OF(FIELD_BOOL, "newest", newest),
};

/* The candidate's members, and those of the offer. */
static struct shape standing_shape(struct arena *arena)
{
        struct field *fields = arena_alloc(arena, (candidate_shape.count + ARRAY_LEN(own_fields)) * sizeof *fields);

        memcpy(fields, candidate_shape.fields, candidate_shape.count * sizeof *fields);
        memcpy(fields + candidate_shape.count, own_fields, sizeof own_fields);
        return (struct shape){ sizeof(struct standing), candidate_shape.count + ARRAY_LEN(own_fields), fields };
}

enum problem standing_load(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct texts *listing_ids, struct list *rows)
{
        struct shape shape = standing_shape(arena);

        return db_many(db, arena, &sql_list_standing, DB_ARGS(db_uuid(merchant_id), db_texts(arena, listing_ids)), &shape, rows);
}

const char *standing_render(struct arena *arena, const struct standing *s)
{
        struct candidate c = s->c;

        c.title = s->title;
        c.grade = s->grade;
        c.condition = s->condition;
        c.sentence = s->sentence;
        c.currency = s->currency;
        c.rule = s->rule;
        c.return_days = s->return_days;
        c.final_sale = s->final_sale;
        return fragment_render(arena, &c, &s->now);
}
