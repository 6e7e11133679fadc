#include "resale/money.h"

/* ISO 4217 codes in use, by their number of minor digits. */
static const char two_digits[] = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK "
        "DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD "
        "LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR "
        "SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD YER ZAR ZMW ";
static const char no_digits[] = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF ";
static const char three_digits[] = "BHD IQD JOD KWD LYD OMR TND ";

static bool listed(const char *codes, const char *code)
{
        for (; *codes; codes += 4)
                if (memcmp(codes, code, 3) == 0)
                        return true;
        return false;
}

int currency_digits(const char *code)
{
        if (strlen(code) != 3)
                return -1;
        return listed(two_digits, code) ? 2 : listed(no_digits, code) ? 0 : listed(three_digits, code) ? 3 : -1;
}

bool currency_is_known(const char *code)
{
        return currency_digits(code) >= 0;
}

static bool push_digit(int64_t *amount, char digit)
{
        return !__builtin_mul_overflow(*amount, 10, amount) && !__builtin_add_overflow(*amount, digit - '0', amount);
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* The digits after the point, filled up to the currency's number of them; further ones must be zero. */
static bool parse_minor(const char *text, int wanted, int64_t *amount)
{
        int seen = 0;

        for (; is_digit(*text); text++, seen++) {
                if (seen < wanted ? !push_digit(amount, *text) : *text != '0')
                        return false;
        }
        for (int i = seen; i < wanted; i++)
                if (!push_digit(amount, '0'))
                        return false;
        return *text == '\0';
}

bool money_parse(const char *decimal, const char *currency, bool allow_negative, struct money *money)
{
        bool negative = *decimal == '-';
        int wanted = currency_digits(currency);
        int64_t amount = 0;

        decimal += negative;
        if (wanted < 0 || (negative && !allow_negative) || !is_digit(*decimal))
                return false;
        for (; is_digit(*decimal); decimal++)
                if (!push_digit(&amount, *decimal))
                        return false;
        if (*decimal == '.' && !is_digit(*++decimal))
                return false;
        if (!parse_minor(decimal, wanted, &amount))
                return false;
        money->amount = negative ? -amount : amount;
        memcpy(money->currency, currency, 4);
        return true;
}

void money_format(const struct money *money, char text[MONEY_TEXT])
{
        int digits = currency_digits(money->currency);
        uint64_t amount = money->amount < 0 ? 0 - (uint64_t)money->amount : (uint64_t)money->amount, unit = digits == 3 ? 1000 : digits == 2 ? 100 : 1;
        int length = snprintf(text, MONEY_TEXT, "%s%llu", money->amount < 0 ? "-" : "", (unsigned long long)(amount / unit));

        if (digits > 0)
                snprintf(text + length, (size_t)(MONEY_TEXT - length), ".%0*llu", digits, (unsigned long long)(amount % unit));
}

bool money_basis_points(int64_t amount, int64_t basis_points, int64_t *result)
{
        __int128 product = (__int128)amount * basis_points;
        __int128 rounded = (product + (product < 0 ? -5000 : 5000)) / 10000;

        *result = (int64_t)rounded;
        return rounded <= INT64_MAX && rounded >= INT64_MIN;
}

/* The part with the largest remainder that has not had its unit yet; the earlier of equals. */
static size_t largest_remainder(const __int128 *remainder, size_t count)
{
        size_t best = 0;

        for (size_t i = 1; i < count; i++)
                if (remainder[i] > remainder[best])
                        best = i;
        return best;
}

enum { PARTS_MAX = 64 };

bool money_share(int64_t amount, const int64_t *weights, size_t count, int64_t *parts)
{
        __int128 total = 0, remainder[PARTS_MAX], size = amount < 0 ? -(__int128)amount : amount, left = size;

        for (size_t i = 0; i < count; i++) {
                if (weights[i] < 0)
                        return false;
                total += weights[i];
        }
        if (!total || !count || count > PARTS_MAX)
                return false;
        for (size_t i = 0; i < count; i++) {
                __int128 part = size * weights[i] / total;
                remainder[i] = size * weights[i] % total;
                parts[i] = (int64_t)(amount < 0 ? -part : part);
                left -= part;
        }
        for (; left > 0; left--) {
                size_t best = largest_remainder(remainder, count);
                parts[best] += amount < 0 ? -1 : 1;
                remainder[best] = -1;
        }
        return true;
}
