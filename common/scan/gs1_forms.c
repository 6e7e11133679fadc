#include "scan_private.h"

#define DIGITS(n)     .least = (n), .most = (n), .digits = (n)
#define UP_TO(n)      .least = 1, .most = (n)
#define NUMBER(n)     .least = 1, .most = (n), .digits = (n)
#define DATE          DIGITS(6), .date = true, .predefined = true
#define MEASURE       DIGITS(6), .predefined = true
#define PARTY         DIGITS(13), .to = 13, .predefined = true
#define SAYS_NOTHING  .kind = SCAN_TEXT

/* GS1 General Specifications 24, section 3 (the values) and figure 7.8.5-2 (which need no FNC1); the same as the GS1 Barcode Syntax Dictionary, where it can matter here. */
static const struct gs1_form forms[] = {
        { "00", DIGITS(18), .to = 18, .predefined = true, .key = true, .kind = SCAN_LOGISTIC_UNIT },
        { "01", DIGITS(14), .to = 14, .predefined = true, .key = true, .kind = SCAN_PRODUCT },
        { "02", DIGITS(14), .to = 14, .predefined = true, .kind = SCAN_PRODUCT },
        { "10", UP_TO(20), SAYS_NOTHING },                                        /* lot: beside a product */
        { "11", DATE, SAYS_NOTHING }, { "12", DATE, SAYS_NOTHING }, { "13", DATE, SAYS_NOTHING },
        { "15", DATE, SAYS_NOTHING }, { "16", DATE, SAYS_NOTHING }, { "17", DATE, SAYS_NOTHING },
        { "20", DIGITS(2), .predefined = true, SAYS_NOTHING },
        { "21", UP_TO(20), .kind = SCAN_SERIAL },
        { "22", UP_TO(20), SAYS_NOTHING },
        { "235", UP_TO(28), SAYS_NOTHING },
        { "240", UP_TO(30), .kind = SCAN_SKU }, { "241", UP_TO(30), .kind = SCAN_SKU },
        { "242", NUMBER(6), SAYS_NOTHING }, { "243", UP_TO(20), SAYS_NOTHING },
        { "250", UP_TO(30), SAYS_NOTHING }, { "251", UP_TO(30), SAYS_NOTHING },
        { "253", .least = 13, .most = 30, .digits = 13, .to = 13, .key = true, SAYS_NOTHING },
        { "254", UP_TO(20), SAYS_NOTHING },
        { "255", .least = 13, .most = 25, .digits = 25, .to = 13, .key = true, SAYS_NOTHING },
        { "30", NUMBER(8), SAYS_NOTHING },
        { "31nn", MEASURE, SAYS_NOTHING }, { "32nn", MEASURE, SAYS_NOTHING }, { "33nn", MEASURE, SAYS_NOTHING },
        { "34nn", MEASURE, SAYS_NOTHING }, { "35nn", MEASURE, SAYS_NOTHING }, { "36nn", MEASURE, SAYS_NOTHING },
        { "37", NUMBER(8), SAYS_NOTHING },
        { "390n", NUMBER(15), SAYS_NOTHING }, { "391n", .least = 4, .most = 18, .digits = 18, SAYS_NOTHING },
        { "392n", NUMBER(15), SAYS_NOTHING }, { "393n", .least = 4, .most = 18, .digits = 18, SAYS_NOTHING },
        { "394n", DIGITS(4), SAYS_NOTHING }, { "395n", DIGITS(6), SAYS_NOTHING },
        { "400", UP_TO(30), .kind = SCAN_ORDER },
        { "401", UP_TO(30), .key = true, .kind = SCAN_SHIPMENT },
        { "402", DIGITS(17), .to = 17, .key = true, .kind = SCAN_SHIPMENT },
        { "403", UP_TO(30), SAYS_NOTHING },
        { "410", PARTY, SAYS_NOTHING }, { "411", PARTY, SAYS_NOTHING }, { "412", PARTY, SAYS_NOTHING }, { "413", PARTY, SAYS_NOTHING },
        { "414", PARTY, .key = true, .kind = SCAN_LOCATION },
        { "415", PARTY, .key = true, SAYS_NOTHING }, { "416", PARTY, SAYS_NOTHING }, { "417", PARTY, .key = true, SAYS_NOTHING },
        { "420", UP_TO(20), SAYS_NOTHING },
        { "421", .least = 4, .most = 12, .digits = 3, SAYS_NOTHING },
        { "422", DIGITS(3), SAYS_NOTHING }, { "423", .least = 3, .most = 15, .digits = 15, SAYS_NOTHING },
        { "424", DIGITS(3), SAYS_NOTHING }, { "425", .least = 3, .most = 15, .digits = 15, SAYS_NOTHING },
        { "426", DIGITS(3), SAYS_NOTHING }, { "427", UP_TO(3), SAYS_NOTHING },
        { "43nn", UP_TO(70), SAYS_NOTHING },                                      /* the transport label: ship to, return to, service */
        { "7020", UP_TO(20), SAYS_NOTHING }, { "7021", UP_TO(20), SAYS_NOTHING }, { "7022", UP_TO(20), SAYS_NOTHING },   /* refurbishment: lot, function, revision */
        { "7023", UP_TO(30), .kind = SCAN_ASSET },
        { "710", UP_TO(20), SAYS_NOTHING }, { "711", UP_TO(20), SAYS_NOTHING }, { "712", UP_TO(20), SAYS_NOTHING },
        { "713", UP_TO(20), SAYS_NOTHING }, { "714", UP_TO(20), SAYS_NOTHING }, { "715", UP_TO(20), SAYS_NOTHING },
        { "723n", .least = 3, .most = 30, SAYS_NOTHING }, { "7240", UP_TO(20), SAYS_NOTHING },
        { "8001", DIGITS(14), SAYS_NOTHING }, { "8002", UP_TO(20), .kind = SCAN_SERIAL },   /* a mobile telephone's number */
        { "8003", .least = 14, .most = 30, .digits = 14, .from = 1, .to = 14, .key = true, .kind = SCAN_ASSET },
        { "8004", UP_TO(30), .key = true, .kind = SCAN_ASSET },
        { "8005", DIGITS(6), SAYS_NOTHING },
        { "8006", DIGITS(18), .to = 14, .key = true, .kind = SCAN_PRODUCT },      /* a piece of a product: its GTIN, piece, of how many */
        { "8008", .least = 8, .most = 12, .digits = 12, SAYS_NOTHING }, { "8009", UP_TO(50), SAYS_NOTHING },
        { "8010", UP_TO(30), .key = true, SAYS_NOTHING }, { "8011", NUMBER(12), SAYS_NOTHING },
        { "8012", UP_TO(20), SAYS_NOTHING }, { "8013", UP_TO(25), .key = true, SAYS_NOTHING },
        { "8017", DIGITS(18), .to = 18, .key = true, SAYS_NOTHING }, { "8018", DIGITS(18), .to = 18, .key = true, SAYS_NOTHING },
        { "8019", NUMBER(10), SAYS_NOTHING }, { "8020", UP_TO(25), SAYS_NOTHING },
        { "8026", DIGITS(18), .to = 14, .kind = SCAN_PRODUCT },
        { "8110", UP_TO(70), SAYS_NOTHING }, { "8111", DIGITS(4), SAYS_NOTHING }, { "8112", UP_TO(70), SAYS_NOTHING },
        { "8200", UP_TO(70), SAYS_NOTHING },
        { "90", UP_TO(30), SAYS_NOTHING }, { "9n", UP_TO(90), SAYS_NOTHING },     /* agreed between two companies; carriers use 91 to 96 */
};

static bool begins_with(const char *text, size_t length, const char *code)
{
        if (length < strlen(code))
                return false;
        for (; *code; code++, text++)
                if (*code == 'n' ? *text < '0' || *text > '9' : *text != *code)
                        return false;
        return true;
}

/* No code begins another, so the first that fits is the one. */
const struct gs1_form *gs1_form(const char *text, size_t length)
{
        for (size_t i = 0; i < ARRAY_LEN(forms); i++)
                if (begins_with(text, length, forms[i].code))
                        return &forms[i];
        return NULL;
}
