/* Which photos are wanted of a product type. */
#include "intake_sql.h"
#include "photo.h"

/* Outlines that the camera lays over what it sees: common/pages/outline.js draws them. */
static const char *const outlines[] = { "none", "garment", "shoe", "box", "tag", "defect", NULL };

static const struct field shot_fields[] = {
        FIELD(struct shot, name, .required = true, .min = 1, .max = SHOT_MAX),
        FIELD(struct shot, hint, .max = 200),
        CHOICE(struct shot, outline, outlines),
        FIELD(struct shot, optional),
        FIELD(struct shot, internal),
};
const struct shape shot_shape = SHAPE(struct shot, shot_fields);

static const struct field list_fields[] = { LIST(struct shot_list, shots, &shot_shape) };
static const struct shape list_shape = SHAPE(struct shot_list, list_fields);

enum problem shots_of_unit(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const char **json)
{
        return db_value(db, arena, &sql_select_unit_shots, DB_ARGS(db_uuid(merchant_id), db_uuid(unit_id)), json, PROBLEM_UNIT_NOT_FOUND);
}

enum problem shot_lists(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char **json)
{
        return db_value(db, arena, &sql_select_shot_lists, DB_ARGS(db_uuid(merchant_id)), json, PROBLEM_MERCHANT_NOT_FOUND);
}

static enum problem check_names(struct arena *arena, const struct shot_list *list, struct json_fault *fault)
{
        const struct shot *shot = list->shots.item;

        for (size_t i = 0; i < list->shots.count; i++)
                for (size_t before = 0; before < i; before++)
                        if (text_equal(shot[before].name, shot[i].name)) {
                                *fault = (struct json_fault){ arena_printf(arena, "shots[%zu].name", i), "is the name of another shot of this list" };
                                return PROBLEM_INVALID_FIELD;
                        }
        return PROBLEM_OK;
}

enum problem shot_list_set(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct shot_list *list, const char *actor, const char **json,
                           struct json_fault *fault)
{
        TRY(check_names(arena, list, fault));
        enum problem problem = db_value(db, arena, &sql_insert_shot_list,
                                        DB_ARGS(db_uuid(merchant_id), db_text(list->product_type), db_text(json_write(arena, &list_shape, list)), db_text(actor)),
                                        json, PROBLEM_MERCHANT_NOT_FOUND);
        return problem == PROBLEM_DUPLICATE ? PROBLEM_TRANSACTION_RETRY : problem;   /* somebody set it at this moment: the next version is ours */
}
