#include <stdarg.h>

#include "commands.h"
#include "resale/auth.h"
#include "resale/config.h"
#include "resale/crypto.h"
#include "resale/log.h"

const char *const service_names[] = { "accounts", "routing", "intake", "grading", "listing", "fulfillment", NULL };

static const struct command {
        const char *name, *usage, *what;
        command_run *run;
} commands[] = {
        { "migrate",  "",                                              "apply the migrations that are missing", run_migrate },
        { "merchant", "add NAME SLUG CURRENCY TIME_ZONE [--no-resale] | list", "merchants", run_merchant },
        { "facility", "add NAME TIME_ZONE | list",                     "warehouses of the partner", run_facility },
        { "staff",    "add EMAIL NAME ROLE[,ROLE] | list | password EMAIL", "people; a random password is printed once", run_staff },
        { "key",      "add SLUG NAME SCOPE[,SCOPE] | list SLUG | revoke KEY_ID", "API keys of a merchant; the key is printed once", run_key },
        { "station",  "list | revoke STATION_ID",                      "devices that several people share; a lost one is revoked", run_station },
        { "verify",   "[PLATE]",                                       "recompute the chain of every unit's ledger, or of one", run_verify },
        { "history",  "PLATE",                                         "print a unit's ledger", run_history },
        { "replay",   "SLUG",                                          "a merchant's grades and decisions again, by the versions that they name; each that differs is told", run_replay },
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
        if (db_open(config_text(SETTING_DATABASE_URL), NULL, NULL, &db) != PROBLEM_OK) {
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

int failed(const char *format, ...)
{
        va_list arguments;

        va_start(arguments, format);
        vfprintf(stderr, format, arguments);
        va_end(arguments);
        fputc('\n', stderr);
        return 1;
}

static void name_all(FILE *out, const char *what, const char *const *names)
{
        fprintf(out, "%s:", what);
        for (; *names; names++)
                fprintf(out, " %s", *names);
        fputc('\n', out);
}

static int help(FILE *out)
{
        fprintf(out, "resalectl: the operator's command line of Resale Partner.\n\n");
        for (size_t i = 0; i < ARRAY_LEN(commands); i++)
                fprintf(out, "  %s%s%s\n            %s\n", commands[i].name, *commands[i].usage ? " " : "", commands[i].usage, commands[i].what);
        fputc('\n', out);
        name_all(out, "ROLE", role_names);
        name_all(out, "SCOPE", scope_names);
        name_all(out, "SERVICE", service_names);
        fprintf(out, "\nIt works on the database of DATABASE_URL, as its owner. Exit status: 0 done, 1 failed, 2 wrong use.\n");
        return out == stdout ? 0 : WRONG_USE;
}

static int usage(const struct command *command, FILE *out)
{
        fprintf(out, "usage: resalectl %s%s%s\n", command->name, *command->usage ? " " : "", command->usage);
        return out == stdout ? 0 : WRONG_USE;
}

static int run(const struct command *command, int argc, char **argv)
{
        if (argc && text_equal(argv[0], "--help"))
                return usage(command, stdout);
        if (!config_load() || !crypto_start() || !log_open("resalectl", "warning"))
                return 1;
        int status = command->run(argc, argv);
        return status == WRONG_USE ? usage(command, stderr) : status;
}

int main(int argc, char **argv)
{
        if (argc < 2)
                return help(stderr);
        if (text_equal(argv[1], "--help") || text_equal(argv[1], "help"))
                return help(stdout);
        for (size_t i = 0; i < ARRAY_LEN(commands); i++)
                if (text_equal(commands[i].name, argv[1]))
                        return run(&commands[i], argc - 2, argv + 2);
        fprintf(stderr, "There is no command %s.\n", argv[1]);
        return help(stderr);
}
