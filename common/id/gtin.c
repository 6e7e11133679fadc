#include "resale/id.h"

static bool all_digits(const char *text, size_t length)
{
        return strlen(text) == length && strspn(text, "0123456789") == length;
}

bool gs1_check_digit(const char *digits, size_t length)
{
        int sum = 0;

        for (size_t i = 0; i < length; i++)   /* weights 3, 1, 3, … leftwards from the check digit's neighbour */
                sum += (digits[i] - '0') * ((length - i) % 2 ? 1 : 3);
        return sum % 10 == 0;
}

bool gtin_is_valid(const char *text)
{
        size_t length = strlen(text);

        return (length == 8 || length == 12 || length == 13 || length == 14) && all_digits(text, length) && gs1_check_digit(text, length);
}

bool gtin_parse(const char *text, struct gtin *gtin)
{
        if (!gtin_is_valid(text))
                return false;
        size_t length = strlen(text);

        memset(gtin->text, '0', sizeof gtin->text - 1);
        memcpy(gtin->text + 14 - length, text, length + 1);
        return true;
}

/* The last of the six digits says where the zeros were left out. */
bool gtin_parse_upc_e(const char *text, struct gtin *gtin)
{
        const char *d = text + 1;
        char full[13];

        if (!all_digits(text, 8) || text[0] != '0')
                return false;
        if (d[5] <= '2')
                snprintf(full, sizeof full, "0%.2s%c0000%.3s%c", d, d[5], d + 2, d[6]);
        else if (d[5] == '3')
                snprintf(full, sizeof full, "0%.3s00000%.2s%c", d, d + 3, d[6]);
        else if (d[5] == '4')
                snprintf(full, sizeof full, "0%.4s00000%c%c", d, d[4], d[6]);
        else
                snprintf(full, sizeof full, "0%.5s0000%c%c", d, d[5], d[6]);
        return gtin_parse(full, gtin);
}
