#include "accounts.h"
#include "accounts_sql.h"
#include "resale/id.h"
#include "station.h"

enum problem staff_add(struct db *db, struct arena *arena, struct member *member, const char **json)
{
        struct uuid staff_id;

        uuid_new(&staff_id);
        if (!member->password)
                member->password = password_random(arena);
        enum problem problem = db_value(db, arena, &sql_insert_staff,
                                        DB_ARGS(db_uuid(&staff_id), db_text(member->email), db_text(member->name),
                                                db_text(password_hash(arena, member->password)), db_texts(arena, &member->roles)),
                                        json, PROBLEM_INTERNAL);
        return problem == PROBLEM_DUPLICATE ? PROBLEM_ALREADY_EXISTS : problem;
}

/* With every administrator's row locked, the change is made and then looked at: somebody must be left. */
enum problem staff_change(struct db *db, struct arena *arena, const struct uuid *staff_id, const struct member_change *change, const char **json)
{
        const char *hash = change->password ? password_hash(arena, change->password) : NULL, *anybody;

        TRY(db_exec(db, &sql_lock_administrators, DB_NO_ARGS, NULL));
        TRY(db_value(db, arena, &sql_update_staff,
                     DB_ARGS(db_uuid(staff_id), db_text(change->name), change->roles.item ? db_texts(arena, &change->roles) : db_null(), db_text(hash),
                             db_text(change->disabled)),
                     json, PROBLEM_STAFF_NOT_FOUND));
        TRY(db_value(db, arena, &sql_count_administrators, DB_NO_ARGS, &anybody, PROBLEM_INTERNAL));
        if (!text_equal(anybody, "true"))
                return PROBLEM_LAST_ADMINISTRATOR;
        if (hash || text_equal(change->disabled, "true"))
                TRY(db_exec(db, &sql_delete_sessions_of_staff, DB_ARGS(db_uuid(staff_id)), NULL));
        return PROBLEM_OK;
}

enum problem staff_first(struct db *db, struct arena *arena, const char *email, const char **password)
{
        struct uuid staff_id;
        const char *anybody;
        int64_t made = 0;

        *password = NULL;
        TRY(db_value(db, arena, &sql_count_staff, DB_NO_ARGS, &anybody, PROBLEM_INTERNAL));
        if (text_equal(anybody, "true"))
                return PROBLEM_OK;
        const char *random = password_random(arena);
        uuid_new(&staff_id);
        TRY(db_exec(db, &sql_insert_first_administrator, DB_ARGS(db_uuid(&staff_id), db_text(email), db_text(password_hash(arena, random))), &made));
        if (made)
                *password = random;
        return PROBLEM_OK;
}

struct known { struct uuid staff_id; const char *name, *password_hash; bool trusted; };
static const struct field known_fields[] = { FIELD(struct known, staff_id), FIELD(struct known, name), FIELD(struct known, password_hash), FIELD(struct known, trusted) };
static const struct shape known_shape = SHAPE(struct known, known_fields);

enum problem password_prove(struct db *db, struct arena *arena, const char *email, const char *password, struct proven *proven)
{
        struct known known = { 0 };
        enum problem problem = db_one(db, arena, &sql_select_staff_by_email, DB_ARGS(db_text(email)), &known_shape, &known, PROBLEM_WRONG_CREDENTIALS);

        if (problem != PROBLEM_OK && problem != PROBLEM_WRONG_CREDENTIALS)
                return problem;
        if (!password_matches(known.password_hash, password))
                return PROBLEM_WRONG_CREDENTIALS;
        *proven = (struct proven){ known.staff_id, known.name, "password", known.trusted };
        return PROBLEM_OK;
}

enum problem session_begin(struct db *db, struct arena *arena, const char *email, const char *password, struct signed_in *session)
{
        struct proven proven;

        TRY(password_prove(db, arena, email, password, &proven));
        *session = (struct signed_in){ proven.staff_id, proven.name, token_new(arena, "rs_") };
        return db_exec(db, &sql_insert_session, DB_ARGS(db_text(token_hash(arena, session->token)), db_uuid(&proven.staff_id)), NULL);
}

enum problem session_end(struct db *db, struct arena *arena, const char *token)
{
        return db_exec(db, &sql_delete_session, DB_ARGS(db_text(token_hash(arena, token))), NULL);
}
