#include "forward.h"

#include "intake_sql.h"
#include "resale/id.h"
#include "resale/json.h"
#include "resale/ledger.h"

struct begun { bool warehouse; const char *item; };
static const struct field begun_fields[] = { FIELD(struct begun, warehouse), FIELD(struct begun, item) };
static const struct shape begun_shape = SHAPE(struct begun, begun_fields);

enum problem forward_begin(struct db *db, struct arena *arena, const struct forward *forward, const char **json)
{
        struct ledger_move note = { .merchant_id = forward->merchant_id, .unit_id = forward->unit_id, .event = "sent_on", .actor = forward->actor };
        struct uuid forward_id;
        struct begun begun;
        struct unit unit;

        TRY(ledger_unit(db, arena, &forward->merchant_id, &forward->unit_id, &unit));
        if (!text_equal(unit.state, "received") && !text_equal(unit.state, "quarantined"))
                return PROBLEM_UNIT_STATE;
        uuid_new(&forward_id);
        TRY(db_one(db, arena, &sql_insert_forward,
                   DB_ARGS(db_uuid(&forward->merchant_id), db_uuid(&forward->unit_id), db_uuid(&forward_id), db_uuid(&forward->destination_id), db_text(forward->actor)),
                   &begun_shape, &begun, PROBLEM_INTERNAL));
        if (!begun.warehouse)
                return PROBLEM_NO_WAREHOUSE;
        if (!*begun.item)
                return PROBLEM_FORWARD_STATE;
        *json = begun.item;
        note.payload = arena_printf(arena, "{\"forward_id\":\"%s\"}", forward_id.text);
        return ledger_note(db, &note);
}

enum problem forward_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const char **json)
{
        return db_value(db, arena, &sql_select_forward, DB_ARGS(db_uuid(merchant_id), db_uuid(unit_id)), json, PROBLEM_FORWARD_NOT_FOUND);
}

enum problem forward_track(struct db *db, struct arena *arena, const struct forward *forward, const char **json)
{
        return db_value(db, arena, &sql_track_forward,
                        DB_ARGS(db_uuid(&forward->merchant_id), db_uuid(&forward->unit_id), db_text(forward->carrier), db_text(forward->tracking_number)), json,
                        PROBLEM_FORWARD_NOT_FOUND);
}

/* --- the label of its parcel --- */

struct addressed { const char *plate, *destination, *address, *facility, *facility_address, *reference; };
static const struct field addressed_fields[] = {
        FIELD(struct addressed, plate),
        FIELD(struct addressed, destination),
        FIELD(struct addressed, address),
        FIELD(struct addressed, facility),
        FIELD(struct addressed, facility_address),
        FIELD(struct addressed, reference),
};
static const struct shape addressed_shape = SHAPE(struct addressed, addressed_fields);

static const char *part(const struct doc *address, const char *const *names)
{
        for (; *names; names++) {
                const char *text = doc_string(doc_get(address, *names));
                if (text && *text)
                        return text;
        }
        return "";
}

/* An address is what somebody set up, with Shopify's names for its parts as a rule: the lines it is written in, the name first. */
static enum problem lines_of(struct arena *arena, const char *name, const char *json, struct texts *lines)
{
        static const char *const first[] = { "address1", "street", "line1", NULL }, *const second[] = { "address2", "line2", NULL }, *const city[] = { "city", NULL },
                                 *const region[] = { "province_code", "province", "state", NULL }, *const code[] = { "zip", "postal_code", NULL },
                                 *const country[] = { "country", "country_code", NULL };
        struct json_fault fault;
        const struct doc *address;

        TRY(doc_parse(arena, json, strlen(json), &address, &fault));
        const char *town = arena_printf(arena, "%s%s%s%s%s", part(address, city), *part(address, city) && *part(address, region) ? ", " : "", part(address, region),
                                        *part(address, code) ? " " : "", part(address, code));
        const char *all[] = { name, part(address, first), part(address, second), town, part(address, country) };
        *lines = (struct texts){ .item = arena_alloc(arena, sizeof all) };
        for (size_t i = 0; i < ARRAY_LEN(all); i++)
                if (*all[i])
                        lines->item[lines->count++] = all[i];
        return PROBLEM_OK;
}

enum problem forward_label(struct db *db, struct arena *arena, const struct label_wish *wish, const char **plate, struct label_drawing *drawing)
{
        struct addressed of;
        struct json_fault fault = { 0 };
        struct address_label label = { .dpi = wish->dpi };

        TRY(db_one(db, arena, &sql_select_forward_label, DB_ARGS(db_uuid(&wish->merchant_id), db_uuid(&wish->unit_id)), &addressed_shape, &of, PROBLEM_FORWARD_NOT_FOUND));
        TRY(lines_of(arena, of.facility, of.facility_address, &label.from));
        TRY(lines_of(arena, of.destination, of.address, &label.to));
        label.reference = of.reference ? arena_printf(arena, "Reference %s", of.reference) : NULL;
        label.plate = *plate = of.plate;
        return address_draw(arena, &label, wish->format, drawing, &fault);
}
