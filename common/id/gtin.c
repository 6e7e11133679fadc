#include "resale/id.h"

bool gtin_is_valid(const char *text)
{
        size_t length = strlen(text);
        int sum = 0;

        if ((length != 8 && length != 12 && length != 13 && length != 14) || strspn(text, "0123456789") != length)
                return false;
        for (size_t i = 0; i < length; i++)   /* weights 3, 1, 3, … leftwards from the check digit's neighbour */
                sum += (text[i] - '0') * ((length - i) % 2 ? 1 : 3);
        return sum % 10 == 0;
}
