#include "resale/auth.h"

const char *const role_names[] = {
#define ROLE(name, text, what) text,
#include "resale/roles.def"
#undef ROLE
        NULL
};

const char *const scope_names[] = {
#define SCOPE(name, text, what) text,
#include "resale/scopes.def"
#undef SCOPE
        NULL
};

static unsigned bits_of(const char *const *known, const struct texts *names, const char **unknown)
{
        unsigned bits = 0;

        for (size_t i = 0; i < names->count; i++) {
                unsigned bit = 0;
                while (known[bit] && !text_equal(known[bit], names->item[i]))
                        bit++;
                if (!known[bit]) {
                        *unknown = names->item[i];
                        return 0;
                }
                bits |= 1u << bit;
        }
        return bits;
}

unsigned role_bits(const struct texts *names, const char **unknown)
{
        return bits_of(role_names, names, unknown);
}

unsigned scope_bits(const struct texts *names, const char **unknown)
{
        return bits_of(scope_names, names, unknown);
}
