/* Arena, clock, money, ids, crypto. */
#include "resale/auth.h"
#include "resale/clock.h"
#include "resale/config.h"
#include "resale/id.h"
#include "resale/money.h"
#include "support/unit.h"

static int released;
static void count_release(void *thing) { released += *(int *)thing; }

static void an_arena_gives_zeroed_memory_and_releases_what_was_deferred(void **state)
{
        static int one = 1;
        struct arena *arena = arena_new();

        (void)state;
        for (size_t size = 1; size < 100000; size *= 3) {
                unsigned char *memory = arena_alloc(arena, size);
                for (size_t i = 0; i < size; i++)
                        assert_int_equal(memory[i], 0);
                memset(memory, 0xaa, size);
        }
        arena_defer(arena, count_release, &one);
        arena_reset(arena);
        assert_int_equal(released, 1);
        assert_int_equal(*(unsigned char *)arena_alloc(arena, 8), 0);
        arena_free(arena);
        arena_free(NULL);
}

static void a_buffer_grows(void **state)
{
        struct buffer buffer = { .arena = test_memory };

        (void)state;
        for (int i = 0; i < 1000; i++)
                buffer_printf(&buffer, "%d,", i);
        assert_int_equal(buffer.length, strlen(buffer.text));
        assert_non_null(strstr(buffer.text, "998,999,"));
}

static void times_are_read_with_their_zone(void **state)
{
        static const struct { const char *text, *utc; } good[] = {
                { "2026-11-20T12:00:00Z", "2026-11-20T12:00:00Z" }, { "2026-11-20t12:00:00.25+01:00", "2026-11-20T11:00:00.250000Z" },
                { "2026-11-24 06:11:54.123456+00", "2026-11-24T06:11:54.123456Z" }, { "2024-02-29T23:59:59-0330", "2024-03-01T03:29:59Z" },
                { "0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z" }, { "1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500000Z" }, { "2026-01-01T00:00:00.1234567Z", "2026-01-01T00:00:00.123456Z" },
        };
        static const char *const bad[] = { "", "2026-11-20", "2026-11-20T12:00:00", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-11-20T24:00:00Z", "2026-11-20T12:00:00.Z",
                                           "2026-11-20T12:00:00+1", "2026-11-20T12:00:00Zz", "0000-01-01T00:00:00Z", "20261120T120000Z", "2026-11-20T12:60:00Z",
                                           "9999-12-31T23:59:59-01:00", "0001-01-01T00:00:00+01:00" };
        struct instant at;
        char text[28];

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(good); i++) {
                assert_true(instant_parse(good[i].text, &at));
                instant_format(at, text);
                assert_string_equal(text, good[i].utc);
        }
        for (size_t i = 0; i < ARRAY_LEN(bad); i++)
                assert_false(instant_parse(bad[i], &at));
}

static void money_is_exact(void **state)
{
        struct money money;
        int64_t result;

        (void)state;
        assert_true(money_parse("180.00", "USD", false, &money) && money.amount == 18000);
        assert_true(money_parse("180", "JPY", false, &money) && money.amount == 180);
        assert_true(money_parse("1.5", "KWD", false, &money) && money.amount == 1500);
        assert_true(money_parse("-29.99", "USD", true, &money) && money.amount == -2999);
        assert_true(money_parse("1.500", "USD", false, &money) && money.amount == 150);
        static const char *const bad[] = { "", "-1", "1.", ".5", "1.234", "1e3", "12 USD", "99999999999999999999", "92233720368547758.08", "0x1" };
        for (size_t i = 0; i < ARRAY_LEN(bad); i++)
                assert_false(money_parse(bad[i], "USD", false, &money));
        assert_false(money_parse("1", "XXX", false, &money));
        assert_true(money_basis_points(1, 5000, &result) && result == 1);
        assert_true(money_basis_points(-1, 5000, &result) && result == -1);
        assert_false(money_basis_points(INT64_MAX, 20000, &result));
}

static void money_is_written_as_its_currency_is(void **state)
{
        static const struct { struct money money; const char *text; } cases[] = {
                { { 18000, "USD" }, "180.00" }, { { 5, "USD" }, "0.05" }, { { -2999, "USD" }, "-29.99" }, { { 1500, "JPY" }, "1500" }, { { 1, "KWD" }, "0.001" },
                { { INT64_MIN, "KWD" }, "-9223372036854775.808" }, { { INT64_MAX, "JPY" }, "9223372036854775807" },
        };
        char text[MONEY_TEXT];
        struct money back;

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
                money_format(&cases[i].money, text);
                assert_string_equal(text, cases[i].text);
                assert_true(cases[i].money.amount == INT64_MIN || (money_parse(text, cases[i].money.currency, true, &back) && back.amount == cases[i].money.amount));
        }
}

static void a_share_sums_to_the_amount(void **state)
{
        int64_t weights[5], parts[5];

        (void)state;
        for (int round = 0; round < 20000; round++) {
                size_t count = 1 + random_below(5);
                int64_t amount = (int64_t)random_below(2000001) - 1000000, sum = 0, mirror[5];
                for (size_t i = 0; i < count; i++)
                        weights[i] = random_below(10000) + (i == 0);
                assert_true(money_share(amount, weights, count, parts));
                assert_true(money_share(-amount, weights, count, mirror));
                for (size_t i = 0; i < count; i++) {
                        sum += parts[i];
                        assert_true(parts[i] == -mirror[i]);
                }
                assert_true(sum == amount);
        }
        assert_false(money_share(1, (int64_t[]){ 0, 0 }, 2, parts));
        assert_false(money_share(1, (int64_t[]){ 1, -1 }, 2, parts));
        assert_true(money_share(100, (int64_t[]){ 1, 1, 1 }, 3, parts) && parts[0] == 34 && parts[1] == 33);
}

static void ids_are_ordered_and_read_strictly(void **state)
{
        struct uuid before = { "" }, id;

        (void)state;
        for (int i = 0; i < 10000; i++) {
                uuid_new(&id);
                assert_true(strcmp(before.text, id.text) < 0);
                assert_int_equal(id.text[14], '7');
                before = id;
        }
        assert_false(uuid_parse("0198c0de00007000800000000000000a", &id));
        assert_false(uuid_parse("0198c0de-0000-7000-8000-00000000000g", &id));
        assert_false(uuid_parse("", &id));
}

static void a_plate_is_read_as_people_type_it(void **state)
{
        struct plate plate, read;
        char printed[PLATE_PRINTED + 1];

        (void)state;
        assert_true(plate_make(1, 31, &plate));
        plate_print(&plate, printed);
        assert_true(text_starts(printed, "RP-0001-00000Z-"));
        assert_true(plate_parse(printed, &read));
        assert_string_equal(read.text, plate.text);
        for (char *c = printed; *c; c++)
                *c = *c == '0' ? 'o' : *c == '1' ? 'l' : (char)(*c >= 'A' && *c <= 'Z' ? *c + 32 : *c);
        assert_true(plate_parse(printed, &read));
        assert_int_equal(plate_merchant(&read), 1);
        assert_int_equal(plate_serial(&read), 31);
        assert_false(plate_make(PLATE_MERCHANTS, 0, &plate));
        assert_false(plate_make(0, PLATE_SERIALS, &plate));
        assert_false(plate_parse("", &read));
        assert_false(plate_parse("RP-0001-00000Z-AA", &read));
}

/* Every wrong character is noticed, and all but a few in a hundred swaps of neighbours (ISO/IEC 7064 promises no more). */
static void a_plate_notices_single_errors(void **state)
{
        static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        struct plate plate, wrong, read;
        int swaps = 0, missed = 0;

        (void)state;
        for (int64_t serial = 0; serial < 20000; serial += 1777) {
                assert_true(plate_make(serial * 7 % PLATE_MERCHANTS, serial, &plate));
                for (size_t at = 2; at < 12; at++)
                        for (size_t i = 0; letters[i]; i++) {
                                wrong = plate;
                                wrong.text[at] = letters[i];
                                assert_true(plate_parse(wrong.text, &read) == (letters[i] == plate.text[at]));
                        }
                for (size_t at = 2; at < 11; at++) {
                        wrong = plate;
                        wrong.text[at] = plate.text[at + 1];
                        wrong.text[at + 1] = plate.text[at];
                        swaps += plate.text[at] != plate.text[at + 1];
                        missed += plate.text[at] != plate.text[at + 1] && plate_parse(wrong.text, &read);
                }
        }
        assert_true(swaps > 50 && missed * 100 <= swaps * 5);
}

static void a_gtin_has_its_check_digit(void **state)
{
        (void)state;
        assert_true(gtin_is_valid("4006381333931"));
        assert_true(gtin_is_valid("012345678905"));
        assert_true(gtin_is_valid("96385074"));
        assert_false(gtin_is_valid("4006381333932"));
        assert_false(gtin_is_valid("400638133393"));
        assert_false(gtin_is_valid("400638133393X"));
        struct gtin gtin;
        assert_true(gtin_parse("96385074", &gtin));
        assert_string_equal(gtin.text, "00000096385074");
        assert_false(gtin_parse("96385075", &gtin));
}

/* One for each ending; of ten check digits one is right. */
static void upc_e_is_expanded_by_its_last_digit(void **state)
{
        static const struct { const char *six, *eleven; } e[] = {
                { "127890", "01200000789" }, { "127891", "01210000789" }, { "127892", "01220000789" }, { "123893", "01230000089" }, { "124894", "01248000009" },
                { "123455", "01234500005" }, { "123459", "01234500009" },
        };
        struct gtin gtin;

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(e); i++) {
                int right = 0;
                for (int check = 0; check < 10; check++)
                        if (gtin_parse_upc_e(arena_printf(test_memory, "0%s%d", e[i].six, check), &gtin)) {
                                right++;
                                assert_string_equal(gtin.text, arena_printf(test_memory, "00%s%d", e[i].eleven, check));
                        }
                assert_int_equal(right, 1);
        }
        assert_true(gtin_parse_upc_e("04252614", &gtin));
        assert_false(gtin_parse_upc_e("14252614", &gtin));
        assert_false(gtin_parse_upc_e("0425261", &gtin));
        assert_false(gtin_parse_upc_e("0425261X", &gtin));
}

static void what_is_sealed_opens_only_where_it_was_sealed(void **state)
{
        (void)state;
        config_set(SETTING_RESALE_SECRET_KEY, "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
        char *sealed = seal(test_memory, "a secret", "row 1");
        assert_string_equal(seal_open(test_memory, sealed, "row 1"), "a secret");
        assert_null(seal_open(test_memory, sealed, "row 2"));
        sealed[3] = sealed[3] == 'A' ? 'B' : 'A';
        assert_null(seal_open(test_memory, sealed, "row 1"));
        assert_null(seal_open(test_memory, "", "row 1"));
        assert_null(seal_open(test_memory, "not base64!", "row 1"));
        assert_string_equal(seal_key(test_memory, "a@example.com", "merchant 1"), seal_key(test_memory, "a@example.com", "merchant 1"));
        assert_string_not_equal(seal_key(test_memory, "a@example.com", "merchant 1"), seal_key(test_memory, "a@example.com", "merchant 2"));
        assert_int_equal(strlen(seal_key(test_memory, "", "")), 64);
}

static void a_password_matches_itself(void **state)
{
        const char *hash = password_hash(test_memory, "correct horse");

        (void)state;
        assert_true(password_matches(hash, "correct horse"));
        assert_false(password_matches(hash, "wrong horse"));
        assert_false(password_matches(NULL, "correct horse"));
        assert_int_equal(strlen(password_random(test_memory)), 20);
        assert_string_not_equal(token_new(test_memory, "rs_"), token_new(test_memory, "rs_"));
}

/* RFC 4231, test case 2; FIPS 180-2, "abc". */
static void hashes_are_the_published_ones(void **state)
{
        unsigned char mac[32];
        char hex[65];

        (void)state;
        hmac_sha256("Jefe", 4, "what do ya want for nothing?", 28, mac);
        assert_string_equal(hex_encode(test_memory, mac, 32), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        sha256_hex("abc", 3, hex);
        assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                alone(an_arena_gives_zeroed_memory_and_releases_what_was_deferred), alone(a_buffer_grows), alone(times_are_read_with_their_zone),
                alone(money_is_exact), alone(money_is_written_as_its_currency_is), alone(a_share_sums_to_the_amount), alone(ids_are_ordered_and_read_strictly),
                alone(a_plate_is_read_as_people_type_it), alone(a_plate_notices_single_errors), alone(a_gtin_has_its_check_digit), alone(upc_e_is_expanded_by_its_last_digit),
                alone(what_is_sealed_opens_only_where_it_was_sealed), alone(a_password_matches_itself), alone(hashes_are_the_published_ones),
        };

        return UNIT_MAIN(tests);
}
