#include "commands.h"
#include "demo.h"
#include "resale/auth.h"
#include "resale/id.h"
#include "resalectl_sql.h"

/* People of the demo have new random passwords on each run; the operator's right to make them is the database. */
static void add_person(struct demo *d, struct db *db, const char *email, const char *name, const char *password, const char **roles, size_t count)
{
        struct texts list = { count, roles };
        struct uuid id;

        uuid_new(&id);
        if (said(db_exec(db, &sql_upsert_demo_staff,
                         DB_ARGS(db_uuid(&id), db_text(email), db_text(name), db_text(password_hash(d->arena, password)), db_texts(d->arena, &list)), NULL), email))
                exit(EXIT_FAILURE);
}

static const char *sign_in(struct demo *d, const char *email, const char *password)
{
        const char *body = arena_printf(d->arena, "{\"email\":\"%s\",\"password\":\"%s\"}", email, password);

        return demo_text(d, demo_call(d, 200, NULL, "POST", "/accounts/v1/sign-in", body), "token");
}

void demo_people(struct demo *d)
{
        static const struct { const char *email, *name, *roles[2]; } people[] = {
                { "demo@localhost",       "Demo administrator", { "administrator", "supervisor" } },
                { "demo.floor@localhost", "Demo receiver",      { "receiver", "supervisor" } },
                { "demo.bench@localhost", "Demo grader",        { "grader", "technician" } },
                { "demo.ship@localhost",  "Demo fulfilment",    { "fulfilment", "supervisor" } },
        };
        const char **tokens[] = { &d->administrator, &d->floor, &d->bench, &d->shipper };
        struct db *db = open_database();

        if (!db)
                exit(EXIT_FAILURE);
        for (size_t i = 0; i < ARRAY_LEN(people); i++) {
                const char *password = password_random(d->arena), *roles[2] = { people[i].roles[0], people[i].roles[1] };
                add_person(d, db, people[i].email, people[i].name, password, roles, 2);
                *tokens[i] = sign_in(d, people[i].email, password);
                if (i == 0)
                        d->password = password;
        }
        db_close(db);
}
