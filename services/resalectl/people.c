/* Merchants, facilities, staff, keys: what an operator makes without a browser. */
#include "commands.h"
#include "resale/auth.h"
#include "resale/id.h"
#include "resale/money.h"
#include "resalectl_sql.h"

struct line { const char *line; };
static const struct field line_fields[] = { FIELD(struct line, line) };
static const struct shape line_shape = SHAPE(struct line, line_fields);

typedef int work(struct db *db, struct arena *arena, int argc, char **argv);

static int with_database(work *run, int argc, char **argv)
{
        struct db *db = open_database();

        if (!db)
                return 1;
        struct arena *arena = arena_new();
        int status = run(db, arena, argc, argv);
        arena_free(arena);
        db_close(db);
        return status;
}

static int print_lines(struct db *db, struct arena *arena, const struct sql *sql, struct db_args args)
{
        struct list lines;

        if (said(db_many(db, arena, sql, args, &line_shape, &lines), "list"))
                return 1;
        for (size_t i = 0; i < lines.count; i++)
                printf("%s\n", ((const struct line *)lines.item)[i].line);
        return 0;
}

static int print_value(struct db *db, struct arena *arena, const struct sql *sql, struct db_args args, const char *what)
{
        const char *text;
        enum problem problem = db_value(db, arena, sql, args, &text, PROBLEM_INVALID_FIELD);

        if (said(problem == PROBLEM_DUPLICATE ? PROBLEM_ALREADY_EXISTS : problem, what))
                return 1;
        printf("%s\n", text);
        return 0;
}

static struct texts split(struct arena *arena, const char *list)
{
        struct texts texts = { .item = arena_alloc(arena, 64 * sizeof(char *)) };

        while (*list && texts.count < 64) {
                size_t length = strcspn(list, ",");
                texts.item[texts.count++] = arena_copy(arena, list, length);
                list += length + (list[length] == ',');
        }
        return texts;
}

static int merchant(struct db *db, struct arena *arena, int argc, char **argv)
{
        struct uuid id;

        if (argc == 1 && text_equal(argv[0], "list"))
                return print_lines(db, arena, &sql_list_merchants, DB_NO_ARGS);
        bool resale = argc == 5;
        if (argc < 5 || argc > 6 || !text_equal(argv[0], "add") || (argc == 6 && !text_equal(argv[5], "--no-resale")))
                return wrong_use("merchant add NAME SLUG CURRENCY TIME_ZONE [--no-resale] | list");
        if (!currency_is_known(argv[3]))
                return said(PROBLEM_INVALID_FIELD, "CURRENCY");
        uuid_new(&id);
        return print_value(db, arena, &sql_add_merchant,
                           DB_ARGS(db_uuid(&id), db_text(argv[1]), db_text(argv[2]), db_text(argv[3]), db_text(argv[4]), db_bool(resale)), "merchant (is TIME_ZONE one?)");
}
int run_merchant(int argc, char **argv) { return with_database(merchant, argc, argv); }

static int facility(struct db *db, struct arena *arena, int argc, char **argv)
{
        struct uuid id;

        if (argc == 1 && text_equal(argv[0], "list"))
                return print_lines(db, arena, &sql_list_facilities, DB_NO_ARGS);
        if (argc != 3 || !text_equal(argv[0], "add"))
                return wrong_use("facility add NAME TIME_ZONE | list");
        uuid_new(&id);
        return print_value(db, arena, &sql_add_facility, DB_ARGS(db_uuid(&id), db_text(argv[1]), db_text(argv[2])), "facility (is TIME_ZONE one?)");
}
int run_facility(int argc, char **argv) { return with_database(facility, argc, argv); }

static int say_password(int status, const char *password)
{
        if (status == 0)
                printf("password: %s\nIt is not shown again.\n", password);
        return status;
}

static int staff(struct db *db, struct arena *arena, int argc, char **argv)
{
        const char *password = password_random(arena), *unknown = NULL;
        struct uuid id;

        if (argc == 1 && text_equal(argv[0], "list"))
                return print_lines(db, arena, &sql_list_staff, DB_NO_ARGS);
        if (argc == 2 && text_equal(argv[0], "password"))
                return say_password(print_value(db, arena, &sql_set_staff_password, DB_ARGS(db_text(argv[1]), db_text(password_hash(arena, password))), argv[1]), password);
        if (argc != 4 || !text_equal(argv[0], "add"))
                return wrong_use("staff add EMAIL NAME ROLE[,ROLE] | list | password EMAIL");
        struct texts roles = split(arena, argv[3]);
        (void)role_bits(&roles, &unknown);
        if (unknown)
                return said(PROBLEM_INVALID_FIELD, unknown);
        uuid_new(&id);
        return say_password(print_value(db, arena, &sql_add_staff, DB_ARGS(db_uuid(&id), db_text(argv[1]), db_text(argv[2]), db_text(password_hash(arena, password)),
                                                                           db_texts(arena, &roles)), argv[1]), password);
}
int run_staff(int argc, char **argv) { return with_database(staff, argc, argv); }

static int key(struct db *db, struct arena *arena, int argc, char **argv)
{
        const char *token = token_new(arena, "rk_"), *unknown = NULL;
        struct uuid id;

        if (argc == 2 && text_equal(argv[0], "list"))
                return print_lines(db, arena, &sql_list_keys, DB_ARGS(db_text(argv[1])));
        if (argc == 2 && text_equal(argv[0], "revoke") && uuid_parse(argv[1], &id))
                return print_value(db, arena, &sql_revoke_key, DB_ARGS(db_uuid(&id)), argv[1]);
        if (argc != 4 || !text_equal(argv[0], "add"))
                return wrong_use("key add SLUG NAME SCOPE[,SCOPE] | list SLUG | revoke KEY_ID");
        struct texts scopes = split(arena, argv[3]);
        (void)scope_bits(&scopes, &unknown);
        if (unknown)
                return said(PROBLEM_INVALID_FIELD, unknown);
        uuid_new(&id);
        int status = print_value(db, arena, &sql_add_key, DB_ARGS(db_text(argv[1]), db_uuid(&id), db_text(argv[2]), db_text(arena_copy(arena, token, 9)),
                                                                  db_text(token_hash(arena, token)), db_texts(arena, &scopes)), argv[1]);
        if (status == 0)
                printf("key: %s\nIt is not shown again.\n", token);
        return status;
}
int run_key(int argc, char **argv) { return with_database(key, argc, argv); }

static int delivery(struct db *db, struct arena *arena, int argc, char **argv)
{
        struct uuid id;

        if (argc == 2 && text_equal(argv[0], "list"))
                return print_lines(db, arena, &sql_list_dead_deliveries, DB_ARGS(db_text(argv[1])));
        if (argc == 3 && text_equal(argv[0], "replay") && uuid_parse(argv[2], &id))
                return print_value(db, arena, &sql_replay_delivery, DB_ARGS(db_text(argv[1]), db_uuid(&id)), argv[2]);
        return wrong_use("delivery list SERVICE | replay SERVICE DELIVERY_ID");
}
int run_delivery(int argc, char **argv) { return with_database(delivery, argc, argv); }
