#include "programme.h"

#include "collection.h"
#include "contrast.h"
#include "listing_sql.h"
#include "resale/photo.h"
#include "resale/plan.h"
#include "resale/store.h"

static const struct field programme_fields[] = {
        FIELD(struct programme, merchant_id),
        FIELD(struct programme, collection_id),
        FIELD(struct programme, state),
        FIELD(struct programme, handle),
        FIELD(struct programme, name),
        FIELD(struct programme, navigation_label),
        FIELD(struct programme, description),
        FIELD(struct programme, currency),
        FIELD(struct programme, merchant_name),
        FIELD(struct programme, background),
        FIELD(struct programme, text),
        FIELD(struct programme, accent),
        FIELD(struct programme, logo),
        FIELD(struct programme, logo_type),
        FIELD(struct programme, logo_url),
        FIELD(struct programme, logo_width),
        FIELD(struct programme, logo_height),
        FIELD(struct programme, policy_version),
        FIELD(struct programme, return_days),
        FIELD(struct programme, final_sale),
        FIELD(struct programme, auto_publish),
        FIELD(struct programme, pool),
        FIELD(struct programme, warranty),
        FIELD(struct programme, final_sale_tag),
        FIELD(struct programme, rules),
        FIELD(struct programme, photo_grades),
        FIELD(struct programme, product_url),
        FIELD(struct programme, countries),
        FIELD(struct programme, google_categories),
};
static const struct shape programme_shape = SHAPE(struct programme, programme_fields);

enum problem programme_read(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *collection_id, struct programme *programme)
{
        return db_one(db, arena, &sql_select_programme, DB_ARGS(db_uuid(merchant_id), db_uuid(collection_id)), &programme_shape, programme, PROBLEM_COLLECTION_NOT_FOUND);
}

static enum problem find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *collection_id, const char **json)
{
        return db_value(db, arena, &sql_select_collection, DB_ARGS(db_uuid(merchant_id), db_uuid(collection_id)), json, PROBLEM_COLLECTION_NOT_FOUND);
}

/* Pages that were kept show how it looked. */
static enum problem changed(struct db *db, struct arena *arena, const struct programme *p, const char **json)
{
        TRY(collection_touch(db, &p->merchant_id, &p->collection_id));
        return find(db, arena, &p->merchant_id, &p->collection_id, json);
}

static const char *too_pale(struct arena *arena, const char *name, const char *colour, const char *background, int64_t least)
{
        int64_t ratio = contrast(colour, background);

        if (ratio < 0)
                return "must be a colour such as #1f5c45";
        if (ratio >= least)
                return NULL;
        return arena_printf(arena, "has a contrast of %lld.%02lld : 1 on the background; %s needs %lld.%lld : 1", (long long)(ratio / 100), (long long)(ratio % 100), name,
                            (long long)(least / 100), (long long)(least % 100 / 10));
}

static enum problem check(struct arena *arena, const struct programme *p, const char **field, const char **why)
{
        *field = "background";
        *why = too_pale(arena, "it", p->background, p->background, 0);
        if (!*why) {
                *field = "text";
                *why = too_pale(arena, "text", p->text, p->background, CONTRAST_TEXT);
        }
        if (!*why) {
                *field = "accent";
                *why = too_pale(arena, "an accent", p->accent, p->background, CONTRAST_ACCENT);
        }
        return *why ? PROBLEM_INVALID_FIELD : PROBLEM_OK;
}

enum problem programme_dress(struct db *db, struct arena *arena, const struct look *look, const char **json, const char **field, const char **why)
{
        struct programme p;

        *field = *why = NULL;
        TRY(plan_includes_resale(db, arena, &look->merchant_id));
        TRY(programme_read(db, arena, &look->merchant_id, &look->collection_id, &p));
        p.background = look->background ? look->background : p.background;
        p.text = look->text ? look->text : p.text;
        p.accent = look->accent ? look->accent : p.accent;
        TRY(check(arena, &p, field, why));
        TRY(db_exec(db, &sql_save_look, DB_ARGS(db_uuid(&p.merchant_id), db_uuid(&p.collection_id), db_text(p.background), db_text(p.text), db_text(p.accent), db_text(look->actor)),
                    NULL));
        return changed(db, arena, &p, json);
}

static enum problem save_logo(struct db *db, struct arena *arena, const struct logo *logo, const char *hash, const char *type, const struct photo_image *image, const char **json)
{
        struct programme p;

        TRY(programme_read(db, arena, &logo->merchant_id, &logo->collection_id, &p));
        TRY(db_exec(db, &sql_save_logo, DB_ARGS(db_uuid(&p.merchant_id), db_uuid(&p.collection_id), db_text(p.background), db_text(p.text), db_text(p.accent), db_text(hash),
                                                db_text(type), hash ? db_int(image->width) : db_null(), hash ? db_int(image->height) : db_null(), db_text(logo->actor)), NULL));
        return changed(db, arena, &p, json);
}

enum problem programme_set_logo(struct db *db, struct arena *arena, const struct logo *logo, const char **json, const char **why)
{
        struct photo_image image;
        const char *type;
        char hash[65];

        *why = NULL;
        TRY(plan_includes_resale(db, arena, &logo->merchant_id));
        TRY(find(db, arena, &logo->merchant_id, &logo->collection_id, json));
        TRY(logo_make(arena, logo->bytes, logo->length, &image, &type, why));
        TRY(store_put(arena, image.bytes, image.length, hash));
        return save_logo(db, arena, logo, hash, type, &image, json);
}

enum problem programme_drop_logo(struct db *db, struct arena *arena, const struct logo *logo, const char **json)
{
        TRY(plan_includes_resale(db, arena, &logo->merchant_id));
        return save_logo(db, arena, logo, NULL, NULL, NULL, json);
}
