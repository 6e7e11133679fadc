/* What a scanned text could be. Numbers are published examples of the carriers and of GS1, or made of them. */
#include "resale/id.h"
#include "resale/json.h"
#include "resale/scan.h"
#include "support/unit.h"

static struct scan scan;

static bool read(const char *raw) { return scan_read(test_memory, raw, strlen(raw), &scan); }

static const struct scan_candidate *candidate(size_t i)
{
        const struct scan_candidate *all = scan.candidates.item;

        return i < scan.candidates.count ? &all[i] : NULL;
}

static const struct scan_candidate *find(enum scan_kind kind, const char *text)
{
        for (size_t i = 0; i < scan.candidates.count; i++)
                if (candidate(i)->kind == kind && (!text || text_equal(candidate(i)->text, text)))
                        return candidate(i);
        return NULL;
}

static bool has_carrier(const struct scan_candidate *c, const char *carrier)
{
        for (size_t i = 0; c && i < c->carriers.count; i++)
                if (text_equal(c->carriers.item[i], carrier))
                        return true;
        return false;
}

static bool tracked(const char *raw, const char *carrier, const char *number)
{
        return read(raw) && has_carrier(find(SCAN_TRACKING, number), carrier);
}

static void expect_kind(const char *raw, enum scan_kind kind, const char *text)
{
        if (!read(raw) || !find(kind, text))
                fail_msg("%s is not %s %s, but %s", raw, scan_kinds[kind], text, json_write(test_memory, &scan_shape, &scan));
}

static const struct { const char *raw, *carrier, *number; } numbers[] = {
        { "1Z5R89390357567127", "ups", "1Z5R89390357567127" }, { " 1z 8v9 2a7 03 6720 302 4 ", "ups", "1Z8V92A70367203024" }, { "]C01ZXX3150YW44070023\r", "ups", "1ZXX3150YW44070023" },
        { "1Z999AA10123456784", "ups", "1Z999AA10123456784" }, { "K2479825491", "ups", "K2479825491" }, { "V0490119172", "ups", "V0490119172" }, { "J4603636537", "ups", "J4603636537" },
        { "MI123456ABC0000001", "ups", "MI123456ABC0000001" },
        { "9400 1112 0108 0805 4830 16", "usps", "9400111201080805483016" }, { "9361289878700317633795", "usps", "9361289878700317633795" },
        { "9505511069605048600624", "usps", "9505511069605048600624" }, { "9212391234567812345670", "usps", "9212391234567812345670" },
        { "92748931507708513018050063", "usps", "92748931507708513018050063" }, { "92748931507708513018050063", "ups", "92748931507708513018050063" },
        { "940011291234567812345678901233", "usps", "940011291234567812345678901233" },
        { "420 22153 9101026837331000039521", "usps", "9101026837331000039521" }, { "]C1420787459400111206206406260787", "usps", "9400111206206406260787" },
        { "]C142078745\x1d" "9400111206206406260787", "usps", "9400111206206406260787" }, { "(420) 78745 (94) 00111206206406260787", "usps", "9400111206206406260787" },
        { "4201002334249200190132607600833457", "usps", "9200190132607600833457" }, { "4201028200009261290113185417468510", "usps", "9261290113185417468510" },
        { "4202215392748931507708513018050063", "usps", "92748931507708513018050063" },
        { "0307 1790 0005 2348 3741", "usps", "03071790000523483741" }, { "71123456789123456787", "usps", "71123456789123456787" }, { "7196 9010 7560 0307 7385", "usps", "71969010756003077385" },
        { "986578788855", "fedex", "986578788855" }, { "7905 3531 2317", "fedex", "790535312317" }, { "041441760228964", "fedex", "041441760228964" },
        { "568283610012734", "fedex", "568283610012734" },
        { "9611020987654312345672", "fedex", "987654312345672" }, { "1001921334250001000300779017972697", "fedex", "779017972697" },
        { "9622001900000000000000776632517510", "fedex", "776632517510" }, { "]C19632001560123456789900794808390594", "fedex", "794808390594" },
        { "61299998820821171811", "fedex", "61299998820821171811" }, { "9261292700768711948021", "fedex", "61292700768711948021" },
        { "9261292700768711948021", "fedex", "9261292700768711948021" }, { "420112139261290983497923666238", "fedex", "61290983497923666238" },
        { "000123450000000027", "fedex", "000123450000000027" },
        { "3318810025", "dhl", "3318810025" }, { "8487135506", "dhl", "8487135506" }, { "73891051146", "dhl", "73891051146" }, { "JJD0099999999", "dhl", "JJD0099999999" },
        { "(J)JD01 4600 0032 5123 4567", "dhl", "JJD014600003251234567" }, { "JVGL0999999990", "dhl", "JVGL0999999990" }, { "LX1234567890", "dhl", "LX1234567890" },
        { "A1506235620", "ups", "A1506235620" }, { "C1004444443", "amazon", "C1004444443" }, { "1027590111820004833500785458233610", "fedex", "785458233610" },
        { "GM2951173225174494", "dhl", "GM2951173225174494" },
        { "GM9E44608A27984866BA2D", "dhl", "GM9E44608A27984866BA2D" },
        { "C11031500001879", "ontrac", "C11031500001879" }, { "D10011354453707", "ontrac", "D10011354453707" },
        { "TBA502887274000", "amazon", "TBA502887274000" }, { "LX17635036", "lasership", "LX17635036" }, { "1LS717793482164", "lasership", "1LS717793482164" },
        { "1LS7119013618127-1", "lasership", "1LS7119013618127-1" }, { "1LS CX VE00 58631Y", "lasership", "1LSCXVE0058631Y" },
        { "0073938000549297", "canada_post", "0073938000549297" }, { "4002847016405018", "canada_post", "4002847016405018" }, { "RB123456785CA", "canada_post", "RB123456785CA" },
        { "RB 123 456 785 GB", "royal_mail", "RB123456785GB" }, { "rb123456785us", "usps", "RB123456785US" }, { "RB123456785DE", "dhl", "RB123456785DE" },
        { "RB123456785CV", "s10", "RB123456785CV" },
};

static void a_carriers_number_is_found_in_its_barcode(void **state)
{
        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(numbers); i++)
                if (!tracked(numbers[i].raw, numbers[i].carrier, numbers[i].number))
                        fail_msg("%s: not %s %s, but %s", numbers[i].raw, numbers[i].carrier, numbers[i].number, json_write(test_memory, &scan_shape, &scan));
}

static void a_wrong_check_digit_is_nobodys_number(void **state)
{
        static const struct { const char *raw, *carrier; } bad[] = {
                { "1Z5R89390357567128", "ups" }, { "1Z1111111111111111", "ups" }, { "K2479825492", "ups" }, { "9400111206206406260788", "usps" }, { "420787459400111206206406260788", "usps" },
                { "4201028200009261290113185417468511", "usps" }, { "03071790000523483742", "usps" }, { "9200000000000000000000", "usps" }, { "420000009200000000000000000000", "usps" },
                { "996578788855", "fedex" }, { "568283610012732", "fedex" }, { "9611020987654312345673", "fedex" }, { "1001901781990001000300617767839438", "fedex" },
                { "9622001560001234567100794808390595", "fedex" }, { "9261292700768711948020", "fedex" }, { "61299998820821171813", "fedex" }, { "000123450000000028", "fedex" },
                { "3318810010", "dhl" }, { "73891051147", "dhl" }, { "C11031500001889", "ontrac" }, { "D10011345983012", "ontrac" }, { "0073938000549292", "canada_post" },
                { "RB123456786US", "usps" }, { "RB123456786CV", "s10" },
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
                assert_true(read(bad[i].raw));
                if (has_carrier(find(SCAN_TRACKING, NULL), bad[i].carrier))
                        fail_msg("%s passes for %s", bad[i].raw, bad[i].carrier);
                assert_non_null(find(SCAN_TEXT, bad[i].raw));
        }
        assert_true(read("1Z5R89390357567128"));
        assert_string_equal(scan.wrong, "the check digit is wrong for: ups");
}

static void a_wrong_form_is_no_tracking_number(void **state)
{
        static const char *const bad[] = { "2Z5R89390357567127", "1A5R89390357567127", "1Z5R8939035756712", "1Z5R893903575671277", "1Z5R8939035756712#", "TBB000000000000", "TBA50288727400A",
                                           "RB123456785XX", "FB123456785US", "AA123456785CV", "LX1763503N", "LA17635036", "1LS7119013618127-2", "XJD0099999998", "B2479825491",
                                           "hello world", "123456789",
                                           "000000000000", "00000000000000000000", "4165551234" };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
                assert_true(read(bad[i]));
                if (find(SCAN_TRACKING, NULL))
                        fail_msg("%s passes for %s", bad[i], (find(SCAN_TRACKING, NULL))->carriers.item[0]);
        }
}

/* A shop's number that two carriers, or a carrier and GS1, could have given. */
static void a_number_that_fits_several_is_given_with_all_of_them(void **state)
{
        (void)state;
        assert_true(read("9261292700768711948021"));
        const struct scan_candidate *c = find(SCAN_TRACKING, "9261292700768711948021");
        assert_int_equal(c->carriers.count, 3);
        assert_string_equal(c->carriers.item[0], "usps");
        assert_true(c->checked);
        assert_true(read("000123450000000027"));   /* Ground, and nothing says SSCC */
        assert_non_null(find(SCAN_TRACKING, "000123450000000027"));
        for (int i = 0; i < 100000; i++) {         /* the first UPC that is a FedEx number as well */
                struct gtin gtin;
                if (read(arena_printf(test_memory, "0%011d", i * 97)) && find(SCAN_PRODUCT, NULL) && has_carrier(find(SCAN_TRACKING, NULL), "fedex") && gtin_parse(scan.text, &gtin))
                        break;
        }
        assert_int_equal(candidate(0)->kind, SCAN_PRODUCT);
        assert_int_equal(candidate(1)->kind, SCAN_TRACKING);
        assert_int_equal(candidate(2)->kind, SCAN_TEXT);
        const char *number = scan.text;
        assert_true(read(arena_printf(test_memory, "]C0%s", number)));   /* Code 128 is a label's, not a product's */
        assert_int_equal(candidate(0)->kind, SCAN_TRACKING);
        assert_true(read(arena_printf(test_memory, "]E0%s", number)));   /* EAN or UPC is a product's */
        assert_int_equal(candidate(0)->kind, SCAN_PRODUCT);
        assert_null(find(SCAN_TRACKING, NULL));
}

static void a_product_is_its_fourteen_digits(void **state)
{
        static const struct { const char *raw, *gtin; } good[] = {
                { "4006381333931", "04006381333931" }, { "012345678905", "00012345678905" }, { "96385074", "00000096385074" }, { "10012345678902", "10012345678902" },
                { "978-0-306-40615-7", "09780306406157" },
                { "]E04006381333931", "04006381333931" }, { "]E496385074", "00000096385074" }, { "04252614", "00042100005264" }, { "01234565", "00012345000065" },
                { "]I110012345678902", "10012345678902" },
                { "]E00012345678905]E112", "00012345678905" }, { "]E3400638133393151234", "04006381333931" }, { "\xef\xbc\x94" "006381333931", "04006381333931" },
        };
        static const char *const bad[] = { "4006381333932", "012345678906", "96385075", "10012345678903", "9780306406158", "04252615", "400638133393", "40063813339310", "00000000",
                "]E496385075" };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(good); i++)
                expect_kind(good[i].raw, SCAN_PRODUCT, good[i].gtin);
        for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
                assert_true(read(bad[i]));
                if (find(SCAN_PRODUCT, NULL))
                        fail_msg("%s passes", bad[i]);
        }
        assert_true(read("4006381333932"));
        assert_string_equal(scan.wrong, "the check digit is wrong for: gtin");
}

static void expect_goods(const char *raw, const char *gtin, const char *serial, const char *lot)
{
        expect_kind(raw, SCAN_PRODUCT, gtin);
        assert_string_equal(candidate(0)->gtin, gtin);
        if (!serial == !candidate(0)->serial && !lot == !candidate(0)->lot && (!serial || text_equal(candidate(0)->serial, serial)) && (!lot || text_equal(candidate(0)->lot, lot)))
                return;
        fail_msg("%s: %s", raw, json_write(test_memory, &scan_shape, &scan));
}

static void an_element_string_is_read_however_fnc1_was_sent(void **state)
{
        (void)state;
        expect_goods("]C1010952123454321310ABC123\x1d" "21xY-9", "09521234543213", "xY-9", "ABC123");
        expect_goods("]d2\x1d" "010952123454321310ABC123\x1d" "17270131", "09521234543213", NULL, "ABC123");
        expect_goods("\x1d" "010952123454321310ABC{GS}21A", "09521234543213", "A", "ABC");
        expect_goods("^010952123454321310ABC^21A", "09521234543213", "A", "ABC");
        expect_goods("]Q3010952123454321310ABC<GS>21A", "09521234543213", "A", "ABC");
        expect_goods("]e0010952123454321310ABC\\u001d21A", "09521234543213", "A", "ABC");
        expect_goods("010952123454321310ABC^]21A", "09521234543213", "A", "ABC");
        expect_goods("010952123454321310ABC\xe2\x90\x9d" "21A", "09521234543213", "A", "ABC");
        expect_goods("(01)09521234543213(21)12345", "09521234543213", "12345", NULL);
        expect_goods("(01) 0952 1234 5432 13 (10) AB(C) (17)270100", "09521234543213", NULL, "AB(C)");
        expect_goods("(01)09521234543213(10)A\\(21)B", "09521234543213", NULL, "A(21)B");
        expect_goods("0109521234543213", "09521234543213", NULL, NULL);
        expect_goods("]C1800609521234543213" "0102\x1d" "21S1", "09521234543213", "S1", NULL);
        const struct scan_element *elements = scan.elements.item;
        assert_int_equal(scan.elements.count, 2);
        assert_string_equal(elements[0].ai, "8006");
        assert_string_equal(elements[0].value, "095212345432130102");
}

static void other_identifiers_say_what_they_name(void **state)
{
        (void)state;
        expect_kind("]C100006141411234567890", SCAN_LOGISTIC_UNIT, "006141411234567890");
        expect_kind("(00)006141411234567890", SCAN_LOGISTIC_UNIT, "006141411234567890");
        assert_null(find(SCAN_TRACKING, NULL));
        expect_kind("]C121S/N-77", SCAN_SERIAL, "S/N-77");
        expect_kind("]C1241SKU-1", SCAN_SKU, "SKU-1");
        expect_kind("]C1400PO-55", SCAN_ORDER, "PO-55");
        expect_kind("(402)09521234567891233", SCAN_SHIPMENT, "09521234567891233");
        expect_kind("(414)9521321000018", SCAN_LOCATION, "9521321000018");
        expect_kind("]d28004ASSET-1\x1d" "3103001500", SCAN_ASSET, "ASSET-1");
}

static void a_wrong_element_is_named(void **state)
{
        static const struct { const char *raw, *wrong; } bad[] = {
                { "]C10109521234543214", "(01) has a wrong check digit" }, { "(00)006141411234567891", "(00) has a wrong check digit" }, { "(414)9521321000019", "(414) has a wrong check digit" },
                { "]C1010952123454321", "(01) is too short" }, { "(01)095212345432130", "(01) is too long" }, { "(01)0952123454321A", "(01) has a wrong character" },
                { "]C1010952123454321317270231", "(17) is not a date" }, { "(11)271301", "(11) is not a date" }, { "]C101095212345432138888", "(8888) is no application identifier known here" },
                { "(05)1", "(05) is no application identifier known here" }, { "(21)", "(21) is too short" }, { "(21)123456789012345678901", "(21) is too long" },
                { "(422)8400", "(422) is too long" }, { "(30)12A", "(30) has a wrong character" }, { "(3103)12345", "(3103) is too short" },
                { "https://id.example.org/01/09521234543214/21/1", "(01) has a wrong check digit" },
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
                assert_true(read(bad[i].raw));
                if (!text_equal(scan.wrong, bad[i].wrong))
                        fail_msg("%s: %s", bad[i].raw, scan.wrong ? scan.wrong : "nothing is wrong");
                assert_int_equal(scan.candidates.count, 1);
                assert_int_equal(candidate(0)->kind, SCAN_TEXT);
        }
        assert_true(read("(17)280229"));   /* a leap year */
        assert_null(scan.wrong);
}

static void a_digital_link_is_read_from_its_path(void **state)
{
        (void)state;
        expect_goods("https://id.gs1.org/01/09521234543213", "09521234543213", NULL, NULL);
        expect_goods("HTTPS://SHOP.EXAMPLE/some/01/path/01/9521234543213/10/A%2FB/21/12%2B3?17=270131&utm=x#top", "09521234543213", "12+3", "A/B");
        assert_int_equal(scan.elements.count, 4);
        expect_goods("http://example.org/01/614141123452/21/7", "00614141123452", "7", NULL);
        expect_kind("https://example.org/00/006141411234567890", SCAN_LOGISTIC_UNIT, "006141411234567890");
        expect_kind("https://example.org/8004/A1", SCAN_ASSET, "A1");
        expect_kind("https://example.org/orders/1001?x=1", SCAN_TEXT, "https://example.org/orders/1001?x=1");
        assert_int_equal(scan.candidates.count, 1);
        expect_kind("https://", SCAN_TEXT, "https://");
        expect_kind("https://h/01/%", SCAN_TEXT, "https://h/01/%");
}

static void a_plate_stands_alone_wherever_it_is_found(void **state)
{
        struct plate plate;
        char printed[PLATE_PRINTED + 1];

        (void)state;
        assert_true(plate_make(7, 1234, &plate));
        plate_print(&plate, printed);
        const char *ways[] = { plate.text, printed, arena_printf(test_memory, "]C0%s\r\n", printed), arena_printf(test_memory, "https://resale.example/u/%s?l=de", printed),
                               arena_printf(test_memory, "https://resale.example/01/09521234543213/21/%s", plate.text), arena_printf(test_memory, "]d2010952123454321321%s", plate.text),
                               arena_printf(test_memory, "(8004)%s", plate.text) };
        for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
                expect_kind(ways[i], SCAN_PLATE, plate.text);
                assert_int_equal(scan.candidates.count, 1);
                assert_true(candidate(0)->checked);
        }
        plate.text[12] = plate.text[12] == 'A' ? 'B' : 'A';
        assert_true(read(plate.text));
        assert_string_equal(scan.wrong, "the check digit is wrong for: plate");
}

static void the_stations_own_cards_are_no_other_format(void **state)
{
        static const char *const commands[] = { SCAN_COMMANDS };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
                expect_kind(arena_printf(test_memory, "]C0RPC:%s\n", commands[i]), SCAN_COMMAND, commands[i]);
                assert_int_equal(scan.candidates.count, 1);
        }
        expect_kind("rpc:undo", SCAN_COMMAND, "UNDO");
        expect_kind("RPB:a-01-03", SCAN_BIN, "A-01-03");
        expect_kind("RPT:T7", SCAN_TOTE, "T7");
        static const char *const bad[] = { "RPC:", "RPC:SELF-DESTRUCT", "RPB:", "RPB:a b", "RPT:123456789012345678901234567890123" };
        for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
                assert_true(read(bad[i]));
                assert_int_equal(scan.candidates.count, 0);
                assert_non_null(scan.wrong);
        }
}

static void what_the_scanner_added_is_not_of_the_code(void **state)
{
        static const struct { const char *raw, *text, *symbology; } ways[] = {
                { "  RMA-1001\r\n", "RMA-1001", NULL }, { "]C0RMA-1001\t", "RMA-1001", "C0" }, { "\x02]A0RMA-1001\x03\r", "RMA-1001", "A0" },
                { "\xef\xbb\xbfRMA\xe2\x80\x91" "1001\xc2\xa0", "RMA-1001", NULL },
                { "#\xe2\x80\x8b" "1001", "#1001", NULL }, { "r\xc3\xbc" "ck", "r\xc3\xbc" "ck", NULL }, { "]", "]", NULL }, { "]C1", "]C1", NULL }, { "]x", "]x", NULL },
                { "a~b^c", "a~b^c", NULL },
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
                expect_kind(ways[i].raw, SCAN_TEXT, ways[i].text);
                assert_int_equal(scan.candidates.count, 1);
                assert_true(ways[i].symbology ? text_equal(scan.symbology, ways[i].symbology) : !scan.symbology);
        }
}

static void what_no_code_holds_is_refused(void **state)
{
        static const struct { const char *raw; size_t length; const char *wrong; } bad[] = {
                { "", 0, "empty" }, { " \r\n", 3, "empty" }, { "\xe2\x80\x8b", 3, "empty" }, { "a\0b", 3, "a control character" }, { "a\x1b[2Jb", 6, "a control character" },
                { "a\xc2\x85" "b", 4, "a control character" },
                { "a\x7f", 2, "a control character" }, { "a\nb", 3, "a control character" }, { "\xc3", 1, "not UTF-8" }, { "\xc0\xaf", 2, "not UTF-8" }, { "\xed\xa0\x80", 3, "not UTF-8" },
                { "\xff", 1, "not UTF-8" },
                { "\xf4\x90\x80\x80", 4, "not UTF-8" }, { "\xe0\x80\x80", 3, "not UTF-8" }, { "[)>\x1e" "01\x1d" "96\x1d", 9, "the carrier's own code; scan the tracking number beside it" },
        };
        char long_text[SCAN_LONGEST + 2];

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
                assert_false(scan_read(test_memory, bad[i].raw, bad[i].length, &scan));
                assert_string_equal(scan.wrong, bad[i].wrong);
                assert_int_equal(scan.candidates.count, 0);
        }
        memset(long_text, 'a', sizeof long_text);
        assert_true(scan_read(test_memory, long_text, SCAN_LONGEST, &scan));
        assert_false(scan_read(test_memory, long_text, SCAN_LONGEST + 1, &scan));
        assert_string_equal(scan.wrong, "longer than any code");
}

/* Bytes of the formats' own making, mixed: nothing crashes, the answer is the same twice, the text stands last. */
static void any_bytes_have_a_deterministic_answer(void **state)
{
        static const char *const parts[] = { "]C1", "]E3", "01", "09521234543213", "(", ")", "(01)", "(21)", "\x1d", "^", "https://", "/", "%", "%00", "?", "=", "&", "420", "92", "1Z",
                "RP", "RPC:",
                                             "0000000000", "123456789", "A", "z", "\xe2\x80\x8b", "\xff", "\\(", "{GS}", "-", " ", "310", "8003",
                                             "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZ" };
        struct arena *arena = arena_new();
        struct scan again;

        (void)state;
        for (int round = 0; round < 50000; round++) {
                char raw[SCAN_LONGEST + 100];
                size_t length = 0;
                for (uint32_t n = random_below(9); n; n--) {
                        const char *part = parts[random_below(ARRAY_LEN(parts))];
                        memcpy(raw + length, part, strlen(part));
                        length += strlen(part);
                        if (random_below(8) == 0)
                                raw[length++] = (char)random_below(256);
                }
                bool read_once = scan_read(arena, raw, length, &scan);
                assert_true(read_once == scan_read(arena, raw, length, &again));
                assert_string_equal(json_write(arena, &scan_shape, &scan), json_write(arena, &scan_shape, &again));
                assert_true(read_once || scan.wrong);
                for (size_t i = 0; i + 1 < scan.candidates.count; i++)
                        assert_true(candidate(i)->kind != SCAN_TEXT);
                arena_reset(arena);
        }
        arena_free(arena);
}

/* S10 promises less: two remainders share a check digit. */
static void every_wrong_digit_of_a_number_is_noticed(void **state)
{
        static const char *const checked[] = { "1Z5R89390357567127", "9400111206206406260787", "92748931507708513018050063", "3318810025", "D10011354453707", "4006381333931" };

        (void)state;
        for (size_t n = 0; n < ARRAY_LEN(checked); n++)
                for (size_t i = strlen(checked[n]) - 9; checked[n][i]; i++) {
                        char *wrong = arena_copy(test_memory, checked[n], strlen(checked[n]));
                        if (wrong[i] < '0' || wrong[i] > '9')
                                continue;
                        wrong[i] = (char)('0' + (wrong[i] - '0' + 1) % 10);
                        assert_true(read(wrong));
                        assert_null(find(SCAN_TRACKING, wrong));
                        assert_null(find(SCAN_PRODUCT, NULL));
                }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                alone(a_carriers_number_is_found_in_its_barcode), alone(a_wrong_check_digit_is_nobodys_number), alone(a_wrong_form_is_no_tracking_number),
                alone(a_number_that_fits_several_is_given_with_all_of_them), alone(a_product_is_its_fourteen_digits), alone(an_element_string_is_read_however_fnc1_was_sent),
                alone(other_identifiers_say_what_they_name), alone(a_wrong_element_is_named), alone(a_digital_link_is_read_from_its_path), alone(a_plate_stands_alone_wherever_it_is_found),
                alone(the_stations_own_cards_are_no_other_format), alone(what_the_scanner_added_is_not_of_the_code), alone(what_no_code_holds_is_refused),
                alone(any_bytes_have_a_deterministic_answer), alone(every_wrong_digit_of_a_number_is_noticed),
        };

        return UNIT_MAIN(tests);
}
