#include "passport.h"

#include "listing_sql.h"
#include "resale/json.h"
#include "shopper.h"

struct owner { struct uuid merchant_id; };
static const struct field owner_fields[] = { FIELD(struct owner, merchant_id) };
static const struct shape owner_shape = SHAPE(struct owner, owner_fields);

struct passport { struct uuid collection_id; const char *barcode, *fragment; struct json_text known; bool open, shown; };
static const struct field passport_fields[] = {
        FIELD(struct passport, collection_id),
        FIELD(struct passport, barcode),
        FIELD(struct passport, fragment),
        FIELD(struct passport, known),
        FIELD(struct passport, open),
        FIELD(struct passport, shown),
};
static const struct shape passport_shape = SHAPE(struct passport, passport_fields);

static bool is_of(const struct gtin *gtin, const char *barcode)
{
        struct gtin own;

        return !gtin || (barcode && gtin_parse(barcode, &own) && text_equal(own.text, gtin->text));
}

static const char *page_of(struct arena *arena, const struct plate *plate, const struct passport *found, const struct programme *programme, const struct doc *offer)
{
        struct shop shop = { .origin = "", .handle = programme->handle };
        struct buffer out = { .arena = arena }, piece = { .arena = arena };
        bool pictured = found->open && found->shown && doc_count(doc_get(offer, "photos"));
        char printed[PLATE_PRINTED + 1];

        plate_print(plate, printed);
        const char *title = doc_string(doc_get(offer, "title"));
        buffer_text(&out, "{");
        add_meta(&out, arena_printf(arena, "%s, passport %s", title, printed), NULL, NULL);
        add_text(&out, "plate", printed);
        add_text(&out, "path", arena_printf(arena, "/u/%s", plate->text));
        add_member(&out, "known", found->known.text);
        if (found->open)
                add_shop(&out, programme);
        add_member(&out, "pictured", pictured ? "true" : "false");
        add_offer(&piece, &shop, offer);
        add_member(&out, "offer", piece.text);
        buffer_text(&out, "}");
        return out.text;
}

enum problem passport_find(struct db *db, struct arena *arena, const struct plate *plate, const struct gtin *gtin, const char **json)
{
        struct passport found;
        struct programme programme;
        struct json_fault fault;
        const struct doc *offer;
        struct owner owner;

        TRY(db_one(db, arena, &sql_select_plate_merchant, DB_ARGS(db_int(plate_merchant(plate))), &owner_shape, &owner, PROBLEM_UNIT_NOT_FOUND));
        db_see_merchant(db, &owner.merchant_id);
        TRY(db_one(db, arena, &sql_select_passport, DB_ARGS(db_uuid(&owner.merchant_id), db_text(plate->text)), &passport_shape, &found, PROBLEM_UNIT_NOT_FOUND));
        if (!is_of(gtin, found.barcode))
                return PROBLEM_UNIT_NOT_FOUND;
        TRY(programme_read(db, arena, &owner.merchant_id, &found.collection_id, &programme));
        TRY(doc_parse(arena, found.fragment, strlen(found.fragment), &offer, &fault));
        *json = page_of(arena, plate, &found, &programme, offer);
        return PROBLEM_OK;
}
