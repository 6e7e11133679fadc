#include "resale/config.h"

#include <errno.h>

enum kind { TEXT, INT, SECRET };

struct row {
        const char *name;
        enum kind kind;
        const char *fallback;
        int64_t min, max;
        const char *help;
};

static const struct row rows[] = {
#define SETTING(name, kind, fallback, min, max, help) { #name, kind, fallback, min, max, help },
#include "resale/settings.def"
#undef SETTING
};

static char *texts[SETTING_COUNT];
static int64_t numbers[SETTING_COUNT];

static bool complain(const char *name, const char *why)
{
        fprintf(stderr, "%s %s\n", name, why);
        return false;
}

/* The first line of a file, without its end; NULL when it cannot be read. */
static char *read_secret(const char *path)
{
        char line[4096];
        FILE *file = fopen(path, "re");

        if (!file)
                return NULL;
        char *got = fgets(line, sizeof line, file);
        fclose(file);
        if (!got)
                return NULL;
        line[strcspn(line, "\r\n")] = '\0';
        return strdup(line);
}

static bool parse_int(const struct row *row, const char *text, int64_t *number)
{
        char *end;

        errno = 0;
        *number = strtoll(text, &end, 10);
        return !errno && *text && !*end && *number >= row->min && *number <= row->max;
}

static bool take(enum setting setting, char *text)
{
        const struct row *row = &rows[setting];
        char why[120];

        free(texts[setting]);
        texts[setting] = text;
        if (row->kind != INT || !text || parse_int(row, text, &numbers[setting]))
                return true;
        snprintf(why, sizeof why, "must be a whole number from %lld to %lld", (long long)row->min, (long long)row->max);
        return complain(row->name, why);
}

static bool load(enum setting setting)
{
        const struct row *row = &rows[setting];
        const char *text = getenv(row->name);
        char file_name[80];

        if (row->kind == SECRET && !text) {
                snprintf(file_name, sizeof file_name, "%s_FILE", row->name);
                const char *path = getenv(file_name);
                char *secret = path ? read_secret(path) : NULL;
                if (path && !secret)
                        return complain(file_name, "names a file that cannot be read");
                return take(setting, secret);
        }
        if (!text)
                text = row->fallback;
        return take(setting, text ? strdup(text) : NULL);
}

bool config_load(void)
{
        bool good = true;

        for (int i = 0; i < SETTING_COUNT; i++)
                good = load((enum setting)i) && good;
        return good;
}

const char *config_text(enum setting setting)
{
        return texts[setting];
}

int64_t config_int(enum setting setting)
{
        return numbers[setting];
}

void config_help(FILE *out)
{
        for (size_t i = 0; i < ARRAY_LEN(rows); i++)
                fprintf(out, "  %-30s %s%s%s%s\n", rows[i].name, rows[i].help, rows[i].fallback ? " [" : "", rows[i].fallback ? rows[i].fallback : "",
                        rows[i].fallback ? "]" : rows[i].kind == SECRET ? " (or …_FILE)" : "");
}

void config_set(enum setting setting, const char *value)
{
        if (!take(setting, value ? strdup(value) : NULL))
                abort();
}
