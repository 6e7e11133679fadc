#include "commands.h"
#include "resale/config.h"
#include "resale/crypto.h"
#include "resale/log.h"
#include "resalectl_sql.h"

static const struct command {
        const char *name, *usage, *what;
        command_run *run;
} commands[] = {
        { "migrate",  "",                                              "apply the migrations that are missing", run_migrate },
        { "merchant", "add NAME SLUG CURRENCY TIME_ZONE [--no-resale] | list", "merchants", run_merchant },
        { "facility", "add NAME TIME_ZONE | list",                     "warehouses of the partner", run_facility },
        { "staff",    "add EMAIL NAME ROLE[,ROLE] | list | password EMAIL", "people; a random password is printed once", run_staff },
        { "key",      "add SLUG NAME SCOPE[,SCOPE] | list SLUG | revoke KEY_ID", "API keys of a merchant; the key is printed once", run_key },
        { "verify",   "[PLATE]",                                       "recompute the chain of every unit's ledger, or of one", run_verify },
        { "history",  "PLATE",                                         "print a unit's ledger", run_history },
        { "demo",     "",                                              "play the loop against the running system (RESALE_PUBLIC_URL)", run_demo },
        { "delivery", "list SERVICE | replay SERVICE DELIVERY_ID",     "webhooks to merchants that could not be delivered", run_delivery },
};

struct db *open_database(void)
{
        struct db *db;

        if (!config_text(SETTING_DATABASE_URL)) {
                fprintf(stderr, "DATABASE_URL is required: the database, as its owner.\n");
                return NULL;
        }
        if (db_open(config_text(SETTING_DATABASE_URL), NULL, resalectl_statements, &db) != PROBLEM_OK) {
                fprintf(stderr, "The database is not usable; was it migrated? (resalectl migrate)\n");
                return NULL;
        }
        db_see_all(db);
        return db;
}

int said(enum problem problem, const char *what)
{
        if (problem == PROBLEM_OK)
                return 0;
        fprintf(stderr, "%s: %s\n", what, problem_info(problem)->title);
        return 1;
}

int wrong_use(const char *usage)
{
        fprintf(stderr, "usage: resalectl %s\n", usage);
        return 2;
}

static int help(FILE *out)
{
        fprintf(out, "resalectl: the operator's command line of Resale Partner.\n\n");
        for (size_t i = 0; i < ARRAY_LEN(commands); i++)
                fprintf(out, "  %-9s %s\n            %s\n", commands[i].name, commands[i].usage, commands[i].what);
        fprintf(out, "\nIt works on the database of DATABASE_URL, as its owner.\n");
        return out == stdout ? 0 : 2;
}

int main(int argc, char **argv)
{
        if (argc < 2)
                return help(stderr);
        if (text_equal(argv[1], "--help") || text_equal(argv[1], "help"))
                return help(stdout);
        if (!config_load() || !crypto_start() || !log_open("resalectl", "warning"))
                return 1;
        for (size_t i = 0; i < ARRAY_LEN(commands); i++)
                if (text_equal(commands[i].name, argv[1]))
                        return commands[i].run(argc - 2, argv + 2);
        fprintf(stderr, "There is no command %s.\n", argv[1]);
        return help(stderr);
}
