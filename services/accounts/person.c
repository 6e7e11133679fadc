/* Who somebody is: by badge, by PIN, by password. */
#include "accounts.h"
#include "accounts_sql.h"
#include "resale/id.h"
#include "station.h"

static const struct field person_fields[] = { FIELD(struct proven, staff_id), FIELD(struct proven, name), FIELD(struct proven, trusted) };
static const struct shape person_shape = SHAPE(struct proven, person_fields);

struct tried { const char *pin_hash; bool locked, last; };
static const struct field tried_fields[] = { FIELD(struct tried, pin_hash), FIELD(struct tried, locked), FIELD(struct tried, last) };
static const struct shape tried_shape = SHAPE(struct tried, tried_fields);

/* An unknown person costs the station a try as well, and as much time. */
static enum problem try_pin(struct db *db, struct arena *arena, const struct uuid *station_id, const struct uuid *staff_id, const char *pin)
{
        struct tried tried;

        TRY(db_one(db, arena, &sql_try_pin, DB_ARGS(db_uuid(station_id), db_uuid(staff_id)), &tried_shape, &tried, PROBLEM_INTERNAL));
        if (tried.locked)
                return PROBLEM_PIN_LOCKED;
        if (pin_matches(arena, tried.pin_hash, staff_id->text, pin))
                return db_exec(db, &sql_clear_tries, DB_ARGS(db_uuid(station_id), db_uuid(staff_id)), NULL);
        if (tried.last)
                TRY(audit_add(db, "public", "pin.locked", staff_id->text, arena_printf(arena, "{\"station_id\":\"%s\"}", station_id->text)));
        return PROBLEM_WRONG_CREDENTIALS;
}

static enum problem prove_at_station(struct db *db, struct arena *arena, const struct proof *proof, struct proven *proven)
{
        const char *badge = proof->badge ? badge_hash(arena, proof->badge) : NULL;

        if (!uuid_is_set(&proof->station_id))
                return PROBLEM_NOT_A_STATION;
        if (proof->badge && !badge)
                return PROBLEM_WRONG_CREDENTIALS;
        enum problem problem = db_one(db, arena, &sql_find_person, DB_ARGS(db_text(badge), db_int(proof->number), db_uuid(&proof->staff_id)), &person_shape, proven,
                                      PROBLEM_WRONG_CREDENTIALS);
        if (problem == PROBLEM_WRONG_CREDENTIALS && proof->pin)
                return try_pin(db, arena, &proof->station_id, &proven->staff_id, proof->pin);
        TRY(problem);
        if (proven->trusted && !(proof->badge && proof->pin))
                return PROBLEM_BADGE_AND_PIN;
        proven->method = !proof->pin ? "badge" : proof->badge ? "badge_pin" : "pin";
        return proof->pin ? try_pin(db, arena, &proof->station_id, &proven->staff_id, proof->pin) : PROBLEM_OK;
}

enum problem person_prove(struct db *db, struct arena *arena, const struct proof *proof, struct proven *proven)
{
        *proven = (struct proven){ .method = "password" };
        if (!proof->password)
                return prove_at_station(db, arena, proof, proven);
        return password_prove(db, arena, proof->email, proof->password, proven);
}

static const struct field badge_fields[] = { FIELD(struct badge, name), FIELD(struct badge, roles), FIELD(struct badge, issued_at), FIELD(struct badge, number) };
const struct shape badge_shape = SHAPE(struct badge, badge_fields);

enum problem badge_issue(struct db *db, struct arena *arena, const struct uuid *staff_id, const char *actor, struct badge *badge)
{
        const char *code = badge_code(arena);

        TRY(db_one(db, arena, &sql_upsert_badge, DB_ARGS(db_uuid(staff_id), db_text(badge_hash(arena, code)), db_text(actor)), &badge_shape, badge,
                   PROBLEM_STAFF_NOT_FOUND));
        badge->code = code;
        return PROBLEM_OK;
}

enum problem badge_revoke(struct db *db, const struct uuid *staff_id)
{
        return db_exec_one(db, &sql_delete_badge, DB_ARGS(db_uuid(staff_id)), PROBLEM_STAFF_NOT_FOUND);
}

enum problem pin_remove(struct db *db, const struct uuid *staff_id)
{
        return db_exec_one(db, &sql_delete_pin, DB_ARGS(db_uuid(staff_id)), PROBLEM_STAFF_NOT_FOUND);
}

/* "1111", "1234", "9876", "1212", "123123". */
static bool is_trivial(const char *pin, size_t length)
{
        bool same = true, up = true, down = true, twice = length % 2 == 0 && strncmp(pin, pin + length / 2, length / 2) == 0;

        for (size_t i = 1; i < length; i++) {
                same &= pin[i] == pin[i - 1];
                up &= (pin[i] - pin[i - 1] + 10) % 10 == 1;
                down &= (pin[i - 1] - pin[i] + 10) % 10 == 1;
        }
        return same || up || down || twice;
}

const char *pin_fault(const char *pin, int64_t number)
{
        size_t length = strlen(pin);

        if (length < 4 || length > 8 || strspn(pin, "0123456789") != length)
                return "must have 4 to 8 digits";
        if (is_trivial(pin, length))
                return "must not be what everybody tries first: one digit, digits in a row, or the same twice";
        return strtoll(pin, NULL, 10) == number ? "must not be your number" : NULL;
}

struct own { const char *password_hash; int64_t number; };
static const struct field own_fields[] = { FIELD(struct own, password_hash), FIELD(struct own, number) };
static const struct shape own_shape = SHAPE(struct own, own_fields);

enum problem pin_set(struct db *db, struct arena *arena, const struct uuid *staff_id, const char *password, const char *pin, const char **why)
{
        struct uuid audit_id;
        struct own own;

        TRY(db_one(db, arena, &sql_select_password, DB_ARGS(db_uuid(staff_id)), &own_shape, &own, PROBLEM_STAFF_NOT_FOUND));
        *why = pin_fault(pin, own.number);
        if (*why)
                return PROBLEM_INVALID_FIELD;
        if (!password_matches(own.password_hash, password))
                return PROBLEM_WRONG_CREDENTIALS;
        uuid_new(&audit_id);
        return db_exec(db, &sql_upsert_pin, DB_ARGS(db_uuid(staff_id), db_text(pin_hash(arena, staff_id->text, pin)), db_uuid(&audit_id)), NULL);
}
