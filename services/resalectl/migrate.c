#include "resale/migrate.h"

#include "commands.h"
#include "resale/config.h"
#include "resalectl_sql.h"

/* One line of a file; false when it cannot be read. */
static bool read_line(const char *folder, const char *name, char *line, int size)
{
        char path[512];

        snprintf(path, sizeof path, "%s/%s", folder, name);
        FILE *file = fopen(path, "re");
        bool got = file && fgets(line, size, file);
        if (file)
                fclose(file);
        if (got)
                line[strcspn(line, "\r\n")] = '\0';
        return got;
}

/* RESALE_ROLE_PASSWORDS: a folder with one file a service; each role may then log in by itself. */
static int set_passwords(const char *folder)
{
        struct db *db = open_database();
        char password[200];
        int status = db ? 0 : 1;

        for (size_t i = 0; service_names[i] && status == 0; i++) {
                if (!read_line(folder, service_names[i], password, sizeof password)) {
                        fprintf(stderr, "%s/%s cannot be read\n", folder, service_names[i]);
                        status = 1;
                        break;
                }
                status = said(db_exec(db, &sql_set_role_password, DB_ARGS(db_text(service_names[i]), db_text(password)), NULL), "password of a role");
        }
        db_close(db);
        return status;
}

int run_migrate(int argc, char **argv)
{
        const char *url = config_text(SETTING_DATABASE_URL), *folder = getenv("RESALE_ROLE_PASSWORDS");
        int applied;

        (void)argv;
        if (argc)
                return WRONG_USE;
        if (!url) {
                fprintf(stderr, "DATABASE_URL is required: the database, as a login that may create roles.\n");
                return 1;
        }
        if (said(migrate(url, &applied), "migrate"))
                return 1;
        printf("Migrations    %d applied, %d in all\n", applied, migrate_known());
        return folder ? set_passwords(folder) : 0;
}
