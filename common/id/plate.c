#include <ctype.h>

#include "resale/id.h"

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
static const char letters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

static int place_in(const char *set, char c)
{
        const char *at = c ? strchr(set, c) : NULL;

        return at ? (int)(at - set) : -1;
}

/* ISO/IEC 7064 MOD 37,36 (hybrid system): the check character of `text`. */
static char check_character(const char *text, size_t length)
{
        int p = 36;

        for (size_t i = 0; i < length; i++) {
                int s = (p + place_in(letters, text[i])) % 36;
                p = (s ? s : 36) * 2 % 37;
        }
        return letters[(37 - p) % 36];
}

static void put_base32(char *text, int digits, int64_t number)
{
        for (int i = digits - 1; i >= 0; i--, number >>= 5)
                text[i] = alphabet[number & 31];
}

bool plate_make(int64_t merchant_number, int64_t serial, struct plate *plate)
{
        if (merchant_number < 0 || merchant_number >= PLATE_MERCHANTS || serial < 0 || serial >= PLATE_SERIALS)
                return false;
        memcpy(plate->text, "RP", 2);
        put_base32(plate->text + 2, 4, merchant_number);
        put_base32(plate->text + 6, 6, serial);
        plate->text[12] = check_character(plate->text, 12);
        plate->text[13] = '\0';
        return true;
}

/* Mistaken letters of the body are what they were meant to be; the check character may be any letter. */
static char mend(char c, size_t place)
{
        c = (char)toupper((unsigned char)c);
        if (place < 2 || place == PLATE_LENGTH - 1)
                return c;
        return c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
}

bool plate_parse(const char *text, struct plate *plate)
{
        size_t length = 0;

        for (; *text; text++) {
                if (*text == '-' || *text == ' ')
                        continue;
                if (length == PLATE_LENGTH)
                        return false;
                char c = mend(*text, length);
                if (place_in(length < 2 || length == PLATE_LENGTH - 1 ? letters : alphabet, c) < 0)
                        return false;
                plate->text[length++] = c;
        }
        plate->text[length] = '\0';
        return length == PLATE_LENGTH && text_starts(plate->text, "RP") && plate->text[12] == check_character(plate->text, 12);
}

static int64_t get_base32(const char *text, int length)
{
        int64_t number = 0;

        for (int i = 0; i < length; i++)
                number = number * 32 + place_in(alphabet, text[i]);
        return number;
}

int64_t plate_merchant(const struct plate *plate) { return get_base32(plate->text + 2, 4); }
int64_t plate_serial(const struct plate *plate) { return get_base32(plate->text + 6, 6); }

void plate_print(const struct plate *plate, char text[PLATE_PRINTED + 1])
{
        snprintf(text, PLATE_PRINTED + 1, "%.2s-%.4s-%.6s-%.1s", plate->text, plate->text + 2, plate->text + 6, plate->text + 12);
}
