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

/* `absent`: what it means when there is no row. */
static int print_value(struct db *db, struct arena *arena, const struct sql *sql, struct db_args args, const char *what, enum problem absent)
{
        const char *text;
        enum problem problem = db_value(db, arena, sql, args, &text, absent);

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

/* What is wrong with a list of roles or scopes; false when nothing is. */
static bool is_wrong_list(const struct texts *names, const char *unknown, const char *noun)
{
        if (!names->count)
                (void)failed("At least one %s is needed; resalectl --help lists them.", noun);
        else if (unknown)
                (void)failed("\"%s\" is no %s; resalectl --help lists them.", unknown, noun);
        return !names->count || unknown;
}

static bool is_slug(const char *slug)
{
        size_t length = strlen(slug);

        return length >= 1 && length <= 63 && strspn(slug, "abcdefghijklmnopqrstuvwxyz0123456789-") == length && *slug != '-';
}

static bool is_name(const char *name) { return *name && strlen(name) <= 100; }

/* Insert; no row means that the time zone is not known. */
static int add_in_zone(struct db *db, struct arena *arena, const struct sql *sql, struct db_args args, const char *what, const char *time_zone)
{
        const char *text;
        enum problem problem = db_value(db, arena, sql, args, &text, PROBLEM_INVALID_FIELD);

        if (problem == PROBLEM_INVALID_FIELD)
                return failed("%s is not a time zone, such as America/New_York.", time_zone);
        if (said(problem == PROBLEM_DUPLICATE ? PROBLEM_ALREADY_EXISTS : problem, what))
                return 1;
        printf("%s\n", text);
        return 0;
}

static int merchant(struct db *db, struct arena *arena, int argc, char **argv)
{
        struct uuid id;

        if (argc == 1 && text_equal(argv[0], "list"))
                return print_lines(db, arena, &sql_list_merchants, DB_NO_ARGS);
        bool resale = argc == 5;
        if (argc < 5 || argc > 6 || !text_equal(argv[0], "add") || (argc == 6 && !text_equal(argv[5], "--no-resale")))
                return WRONG_USE;
        if (!is_name(argv[1]))
                return failed("NAME must have 1 to 100 characters.");
        if (!is_slug(argv[2]))
                return failed("SLUG must be at most 63 lower-case letters, digits and dashes: \"%s\".", argv[2]);
        if (!currency_is_known(argv[3]))
                return failed("%s is not a currency of ISO 4217.", argv[3]);
        uuid_new(&id);
        return add_in_zone(db, arena, &sql_add_merchant,
                           DB_ARGS(db_uuid(&id), db_text(argv[1]), db_text(argv[2]), db_text(argv[3]), db_text(argv[4]), db_bool(resale)), argv[2], argv[4]);
}
int run_merchant(int argc, char **argv) { return with_database(merchant, argc, argv); }

static int facility(struct db *db, struct arena *arena, int argc, char **argv)
{
        struct uuid id;

        if (argc == 1 && text_equal(argv[0], "list"))
                return print_lines(db, arena, &sql_list_facilities, DB_NO_ARGS);
        if (argc != 3 || !text_equal(argv[0], "add"))
                return WRONG_USE;
        if (!is_name(argv[1]))
                return failed("NAME must have 1 to 100 characters.");
        uuid_new(&id);
        return add_in_zone(db, arena, &sql_add_facility, DB_ARGS(db_uuid(&id), db_text(argv[1]), db_text(argv[2])), argv[1], argv[2]);
}
int run_facility(int argc, char **argv) { return with_database(facility, argc, argv); }

/* What is said once, after the line that says it was done. */
static int say_once(int status, const char *what, const char *secret)
{
        if (status == 0)
                printf("%s: %s\nIt is not shown again.\n", what, secret);
        return status;
}

static int add_staff(struct db *db, struct arena *arena, char **argv, const char *password)
{
        struct texts roles = split(arena, argv[2]);
        const char *unknown = NULL;
        struct uuid id;

        (void)role_bits(&roles, &unknown);
        if (is_wrong_list(&roles, unknown, "role"))
                return 1;
        if (!strchr(argv[0], '@') || strlen(argv[0]) > 200 || argv[0][strcspn(argv[0], " \t\r\n")])
                return failed("EMAIL must be an address, without blanks: \"%s\".", argv[0]);
        if (!is_name(argv[1]))
                return failed("NAME must have 1 to 100 characters.");
        uuid_new(&id);
        return print_value(db, arena, &sql_add_staff, DB_ARGS(db_uuid(&id), db_text(argv[0]), db_text(argv[1]), db_text(password_hash(arena, password)), db_texts(arena, &roles)),
                           argv[0], PROBLEM_INTERNAL);
}

static int staff(struct db *db, struct arena *arena, int argc, char **argv)
{
        const char *password = password_random(arena);

        if (argc == 1 && text_equal(argv[0], "list"))
                return print_lines(db, arena, &sql_list_staff, DB_NO_ARGS);
        if (argc == 2 && text_equal(argv[0], "password"))
                return say_once(print_value(db, arena, &sql_set_staff_password, DB_ARGS(db_text(argv[1]), db_text(password_hash(arena, password))), argv[1], PROBLEM_STAFF_NOT_FOUND),
                                "password", password);
        if (argc != 4 || !text_equal(argv[0], "add"))
                return WRONG_USE;
        return say_once(add_staff(db, arena, argv + 1, password), "password", password);
}
int run_staff(int argc, char **argv) { return with_database(staff, argc, argv); }

static int list_keys(struct db *db, struct arena *arena, const char *slug)
{
        const char *merchant_id;

        if (said(db_value(db, arena, &sql_select_merchant_by_slug, DB_ARGS(db_text(slug)), &merchant_id, PROBLEM_MERCHANT_NOT_FOUND), slug))
                return 1;
        return print_lines(db, arena, &sql_list_keys, DB_ARGS(db_text(slug)));
}

static int add_key(struct db *db, struct arena *arena, char **argv, const char *token)
{
        struct texts scopes = split(arena, argv[2]);
        const char *unknown = NULL;
        struct uuid id;

        (void)scope_bits(&scopes, &unknown);
        if (is_wrong_list(&scopes, unknown, "scope"))
                return 1;
        if (!is_name(argv[1]))
                return failed("NAME must have 1 to 100 characters.");
        uuid_new(&id);
        return print_value(db, arena, &sql_add_key, DB_ARGS(db_text(argv[0]), db_uuid(&id), db_text(argv[1]), db_text(arena_copy(arena, token, 9)),
                                                            db_text(token_hash(arena, token)), db_texts(arena, &scopes)), argv[0], PROBLEM_MERCHANT_NOT_FOUND);
}

static int key(struct db *db, struct arena *arena, int argc, char **argv)
{
        const char *token = token_new(arena, "rk_");
        struct uuid id;

        if (argc == 2 && text_equal(argv[0], "list"))
                return list_keys(db, arena, argv[1]);
        if (argc == 2 && text_equal(argv[0], "revoke"))
                return uuid_parse(argv[1], &id) ? print_value(db, arena, &sql_revoke_key, DB_ARGS(db_uuid(&id)), argv[1], PROBLEM_KEY_NOT_FOUND)
                                                : said(PROBLEM_KEY_NOT_FOUND, argv[1]);
        if (argc != 4 || !text_equal(argv[0], "add"))
                return WRONG_USE;
        return say_once(add_key(db, arena, argv + 1, token), "key", token);
}
int run_key(int argc, char **argv) { return with_database(key, argc, argv); }

static int station(struct db *db, struct arena *arena, int argc, char **argv)
{
        struct uuid id;

        if (argc == 1 && text_equal(argv[0], "list"))
                return print_lines(db, arena, &sql_list_stations, DB_NO_ARGS);
        if (argc != 2 || !text_equal(argv[0], "revoke"))
                return WRONG_USE;
        if (!uuid_parse(argv[1], &id))
                return said(PROBLEM_STATION_NOT_FOUND, argv[1]);
        return print_value(db, arena, &sql_revoke_station, DB_ARGS(db_uuid(&id)), argv[1], PROBLEM_STATION_NOT_FOUND);
}
int run_station(int argc, char **argv) { return with_database(station, argc, argv); }

static bool is_service(const char *name)
{
        for (size_t i = 0; service_names[i]; i++)
                if (text_equal(service_names[i], name))
                        return true;
        return false;
}

static int delivery(struct db *db, struct arena *arena, int argc, char **argv)
{
        bool list = argc == 2 && text_equal(argv[0], "list"), replay = argc == 3 && text_equal(argv[0], "replay");
        struct uuid id;

        if (!list && !replay)
                return WRONG_USE;
        if (!is_service(argv[1]))
                return failed("\"%s\" is no service; resalectl --help lists them.", argv[1]);
        if (list)
                return print_lines(db, arena, &sql_list_dead_deliveries, DB_ARGS(db_text(argv[1])));
        if (!uuid_parse(argv[2], &id))
                return said(PROBLEM_DELIVERY_NOT_FOUND, argv[2]);
        return print_value(db, arena, &sql_replay_delivery, DB_ARGS(db_text(argv[1]), db_uuid(&id)), argv[2], PROBLEM_DELIVERY_STATE);
}
int run_delivery(int argc, char **argv) { return with_database(delivery, argc, argv); }
