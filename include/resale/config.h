#ifndef RESALE_CONFIG_H
#define RESALE_CONFIG_H

#include "resale/base.h"

/*
 * Configuration is environment variables; settings.def is the one table of them (name, default, range, help).
 * A secret NAME may be given as NAME_FILE, the path of a file that holds it.
 */
enum setting {
#define SETTING(name, kind, fallback, min, max, help) SETTING_##name,
#include "resale/settings.def"
#undef SETTING
        SETTING_COUNT
};

/* Read all. False, with each wrong variable named on stderr, when one is missing or out of range. */
bool config_load(void) MUST_USE;
const char *config_text(enum setting setting);      /* NULL when not set and without default; lives until it is set again */
int64_t config_int(enum setting setting);
void config_help(FILE *out);
/* For tools and tests. */
void config_set(enum setting setting, const char *value);

#endif
