/* The label of a unit: drawn, scanned back, its prints noted. */
#include <pthread.h>
#include <time.h>
#include <unistd.h>

#include "support/database.h"
#include "support/steps.h"

STATEMENT(begin_, 0, "begin");
STATEMENT(commit_, 0, "commit");
STATEMENT(lock_unit, 1, "select from ledger.unit where unit_id = $1::uuid for update");
STATEMENT(waiting, 0, "select from pg_locks where not granted");
static const struct sql *const statements[] = { &begin_, &commit_, &lock_unit, &waiting, NULL };

static const char *label_path(const struct merchant *merchant, const char *unit_id, const char *query) { return at(merchant, "intake", "/units/%s/label%s", unit_id, query); }
static const char *prints_path(const struct merchant *merchant, const char *unit_id) { return at(merchant, "intake", "/units/%s/label-prints", unit_id); }

/* With this barcode, a title that wants escaping, at a warehouse whose clock is never that of UTC. */
static struct piece a_unit_with_barcode(const struct merchant *merchant, const char *barcode)
{
        json_t *made = expect(201, merchant->key, "POST", at(merchant, "intake", "/shipments"),
                              "{\"lines\":[{\"sku\":\"RH-1\",\"title\":\"Rain <Hat> & Scarf\",\"barcode\":\"%s\",\"price\":{\"amount\":100,\"currency\":\"USD\"}}]}", barcode);
        const char *kathmandu = text_at(expect(201, staff("administrator"), "POST", "/accounts/v1/facilities",
                                               "{\"name\":\"%s\",\"time_zone\":\"Asia/Kathmandu\",\"address\":{\"address1\":\"1 Ring Road\",\"city\":\"Kathmandu\"}}", unique("F")), "facility_id");
        json_t *received = expect(201, staff("receiver"), "POST", at(merchant, "intake", "/shipments/%s/receive", text_at(made, "shipment_id")),
                                  "{\"line_id\":\"%s\",\"facility_id\":\"%s\"}", text_at(made, "lines.0.line_id"), kathmandu);

        return (struct piece){ .unit_id = text_at(received, "unit_id"), .plate = text_at(received, "lpn") };
}

static struct answer label_of(const struct merchant *merchant, const char *unit_id, const char *query)
{
        struct answer answer = call(merchant->key, "GET", label_path(merchant, unit_id, query), NULL);

        assert_int_equal(answer.status, 200);
        return answer;
}

static void a_label_is_drawn_in_each_format(void **state)
{
        static const struct { const char *query, *format, *type, *begins, *holds; } cases[] = {
                { "", "svg", "image/svg+xml", "<svg ", "width=\"57.15mm\"" }, { "?format=svg&size=102x51&dpi=300", "svg", "image/svg+xml", "<svg ", "width=\"101.6mm\"" },
                { "?format=pdf", "pdf", "application/pdf", "%PDF-1.", "" }, { "?format=zpl&size=57x32", "zpl", "application/zpl", "^XA", "^PW457\n" },
                { "?format=zpl&size=102x51&dpi=300", "zpl", "application/zpl", "^XA", "^PW1200\n" },
        };
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
                struct answer label = label_of(&merchant, piece.unit_id, cases[i].query);
                assert_string_equal(answer_header(&label, "Content-Type"), cases[i].type);
                assert_string_equal(answer_header(&label, "Content-Disposition"), format("inline; filename=\"%s.%s\"", piece.plate, cases[i].format));
                assert_string_equal(answer_header(&label, "Cache-Control"), "private, no-store");
                assert_true(text_starts(label.text, cases[i].begins));
                if (!strstr(label.text, cases[i].holds))
                        fail_msg("%s has no %s: %s", cases[i].query, cases[i].holds, label.text);
        }
        struct answer picture = label_of(&merchant, piece.unit_id, "");
        assert_non_null(strstr(answer_header(&picture, "Content-Security-Policy"), "default-src 'none'"));
}

static void a_label_says_what_the_piece_is_and_when_it_came_by_the_clock_of_its_warehouse(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_unit_with_barcode(&merchant, "4006381333931");
        json_t *merchants = expect(200, staff("administrator"), "GET", format("/accounts/v1/merchants/%s", merchant.id), NULL);
        struct answer svg = label_of(&merchant, piece.unit_id, "");
        char minute[2][20];

        (void)state;
        for (int i = 0; i < 2; i++) {   /* received just now, in this minute or the one before */
                time_t there = time(NULL) - 60 * i + (5 * 60 + 45) * 60;
                strftime(minute[i], sizeof minute[i], "%Y-%m-%d %H:%M", gmtime(&there));
        }
        const char *of[] = { format("<desc>Rain &lt;Hat&gt; &amp; Scarf; SKU RH-1; %s; received %s; http", text_at(merchants, "name"), minute[0]),
                             format("<desc>Rain &lt;Hat&gt; &amp; Scarf; SKU RH-1; %s; received %s; http", text_at(merchants, "name"), minute[1]) };
        if (!strstr(svg.text, of[0]) && !strstr(svg.text, of[1]))
                fail_msg("not %s: %s", of[0], svg.text);
}

/* What the QR code of the label holds; ^BQ of ZPL says it as text, and that it scans is for the unit tests. */
static const char *qr_of(const struct merchant *merchant, const char *unit_id)
{
        struct answer zpl = label_of(merchant, unit_id, "?format=zpl");
        const char *data = strstr(zpl.text, "^FDMA,");

        assert_non_null(data);
        return format("%.*s", (int)strcspn(data + 6, "^"), data + 6);
}

static void expect_unit(const char *code, const char *unit_id)
{
        json_t *found = expect(200, staff("receiver"), "POST", "/intake/v1/scans", "{\"code\":\"%s\"}", code);

        assert_string_equal(text_at(found, "kind"), "unit");
        assert_string_equal(text_at(found, "unit.unit_id"), unit_id);
}

static void either_code_of_a_label_is_scanned_back_to_its_unit(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece with = a_unit_with_barcode(&merchant, "4006381333931"), without = a_received_unit(&merchant), wrong = a_unit_with_barcode(&merchant, "4006381333932");
        const char *link = qr_of(&merchant, with.unit_id), *own = qr_of(&merchant, without.unit_id);

        (void)state;
        assert_non_null(strstr(link, format("/01/04006381333931/21/%s", with.plate)));
        assert_non_null(strstr(own, format("/u/%s", without.plate)));
        assert_null(strstr(own, "//u/"));
        assert_non_null(strstr(qr_of(&merchant, wrong.unit_id), format("/u/%s", wrong.plate)));
        expect_unit(link, with.unit_id);
        expect_unit(own, without.unit_id);
        expect_unit(format("]Q1%s", link), with.unit_id);
        expect_unit(with.plate, with.unit_id);
        expect_problem(404, "code-unknown", staff("receiver"), "POST", "/intake/v1/scans", "{\"code\":\"https://elsewhere.example/u/RP0001000001F\"}");
}

/* At every other station too: a pick takes what the imager happened to read. */
static void a_unit_is_picked_by_the_qr_code_of_its_label(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL;
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);
        const char *order = an_order(&merchant, listing_id, NULL);

        (void)state;
        expect(200, staff("fulfilment"), "POST", at(&merchant, "fulfillment", "/orders/%s/pick", order), "{\"code\":\"%s\"}", qr_of(&merchant, piece.unit_id));
        assert_string_equal(unit_state(&merchant, piece.unit_id), "picked");
}

static void a_label_that_cannot_be_is_refused_by_its_parameter(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        struct piece piece = a_received_unit(&merchant);

        (void)state;
        expect_field(422, "format", staff("grader"), "GET", label_path(&merchant, piece.unit_id, "?format=png"), NULL);
        expect_field(422, "size", staff("grader"), "GET", label_path(&merchant, piece.unit_id, "?size=a4"), NULL);
        expect_field(422, "dpi", staff("grader"), "GET", label_path(&merchant, piece.unit_id, "?dpi=600"), NULL);
        expect_problem(404, "unit-not-found", staff("grader"), "GET", label_path(&other, piece.unit_id, ""), NULL);
        expect_problem(404, "unit-not-found", other.key, "GET", label_path(&other, piece.unit_id, ""), NULL);
        expect_problem(404, "merchant-not-found", other.key, "GET", label_path(&merchant, piece.unit_id, ""), NULL);
        expect_problem(404, "unit-not-found", staff("grader"), "GET", label_path(&merchant, new_uuid(), ""), NULL);
        expect_problem(404, "unit-not-found", staff("receiver"), "POST", prints_path(&other, piece.unit_id), "{\"format\":\"pdf\",\"size\":\"57x32\"}");
        expect_problem(404, "unit-not-found", staff("receiver"), "POST", prints_path(&merchant, new_uuid()), "{\"format\":\"pdf\",\"size\":\"57x32\"}");
        expect_field(422, "format", staff("receiver"), "POST", prints_path(&merchant, piece.unit_id), "{\"size\":\"57x32\"}");
        expect_field(422, "size", staff("receiver"), "POST", prints_path(&merchant, piece.unit_id), "{\"format\":\"pdf\"}");
        expect_field(422, "reason", staff("receiver"), "POST", prints_path(&merchant, piece.unit_id), "{\"format\":\"pdf\",\"size\":\"57x32\",\"reason\":\"bored\"}");
}

static void a_card_of_a_station_or_a_shelf_is_drawn(void **state)
{
        static const struct { const char *query, *title; } cases[] = {
                { "code=RPC:OK", "<title>RPC:OK</title>" }, { "code=rpc:undo&symbol=qr", "<title>RPC:UNDO</title>" }, { "code=RPB:a-01%2F3&symbol=code128", "<title>RPB:A-01/3</title>" },
                { "code=RPT:12345678901234567890123456789012&symbol=qr", "<title>RPT:12345678901234567890123456789012</title>" },
        };
        const char *const wrong[] = { "", "code=", "code=RPC:DANCE", "code=RP0001000001E", "code=0123456789012", "code=RPT:", "code=RPT:a%20b", "code=RPB:%3Csvg%3E" };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
                struct answer symbol = call(staff("grader"), "GET", format("/intake/v1/symbols?%s", cases[i].query), NULL);
                assert_int_equal(symbol.status, 200);
                assert_string_equal(answer_header(&symbol, "Content-Type"), "image/svg+xml");
                assert_non_null(strstr(answer_header(&symbol, "Content-Security-Policy"), "default-src 'none'"));
                assert_non_null(strstr(symbol.text, cases[i].title));
        }
        for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
                expect_field(422, "code", staff("grader"), "GET", format("/intake/v1/symbols?%s", wrong[i]), NULL);
        expect_field(422, "symbol", staff("grader"), "GET", "/intake/v1/symbols?code=RPC:OK&symbol=ean13", NULL);
}

static json_t *ledger_of(const struct merchant *merchant, const char *unit_id)
{
        return expect(200, merchant->key, "GET", at(merchant, "intake", "/units/%s", unit_id), NULL);
}

static void a_print_is_noted_once_and_a_reprint_gives_its_reason(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        const char *path = prints_path(&merchant, piece.unit_id);

        (void)state;
        json_t *first = done_once(201, staff("receiver"), "POST", path, "{\"format\":\"pdf\",\"size\":\"57x32\"}");
        assert_int_equal(integer_at(first, "printed"), 1);
        json_t *refused = expect_field(422, "reason", staff("receiver"), "POST", path, "{\"format\":\"pdf\",\"size\":\"57x32\"}");
        assert_string_equal(text_at(refused, "detail"), "reason must be damaged, lost or not_printed: this label was printed before.");
        expect_field(422, "reason", staff("receiver"), "POST", path, "{\"reason\":\"first\",\"format\":\"pdf\",\"size\":\"57x32\"}");
        json_t *second = done_once(201, staff("supervisor"), "POST", path, "{\"reason\":\"damaged\",\"format\":\"zpl\",\"size\":\"102x51\"}");
        assert_int_equal(integer_at(second, "printed"), 2);
        json_t *unit = ledger_of(&merchant, piece.unit_id);
        assert_string_equal(text_at(unit, "state"), "received");
        assert_int_equal(json_array_size(value_at(unit, "events")), 3);
        assert_string_equal(text_at(unit, "events.1.event"), "label_printed");
        assert_string_equal(text_at(unit, "events.1.payload.reason"), "first");
        assert_string_equal(text_at(unit, "events.2.event"), "label_reprinted");
        assert_string_equal(text_at(unit, "events.2.payload.reason"), "damaged");
        assert_string_equal(text_at(unit, "events.2.payload.format"), "zpl");
        assert_string_equal(text_at(unit, "events.2.payload.size"), "102x51");
}

struct racers { struct racer item[6]; };

static void *run_race(void *context)
{
        struct racers *racers = context;

        race(racers->item, ARRAY_LEN(racers->item));
        return NULL;
}

/* All have counted the prints before any of them is noted: the unit is locked until two of them, at least, wait for it. */
static void of_prints_at_one_moment_one_is_the_first(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        struct db *db = as_owner(statements);
        struct racers racers;
        int64_t waits = 0;
        pthread_t thread;
        int noted = 0;

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(racers.item); i++)
                racers.item[i] = (struct racer){ .as = staff("receiver"), .path = prints_path(&merchant, piece.unit_id), .body = "{\"format\":\"pdf\",\"size\":\"57x32\"}" };
        assert_int_equal(db_exec(db, &begin_, DB_NO_ARGS, NULL), PROBLEM_OK);
        assert_int_equal(db_exec_one(db, &lock_unit, DB_ARGS(db_text(piece.unit_id)), PROBLEM_UNIT_NOT_FOUND), PROBLEM_OK);
        assert_int_equal(pthread_create(&thread, NULL, run_race, &racers), 0);
        for (int i = 0; i < 2000 && waits < 2; i++) {
                usleep(5000);
                assert_int_equal(db_exec(db, &waiting, DB_NO_ARGS, &waits), PROBLEM_OK);
        }
        assert_int_equal(db_exec(db, &commit_, DB_NO_ARGS, NULL), PROBLEM_OK);
        pthread_join(thread, NULL);
        db_close(db);
        assert_true(waits >= 2);
        for (size_t i = 0; i < ARRAY_LEN(racers.item); i++) {
                noted += racers.item[i].status == 201;
                assert_true(racers.item[i].status == 201 || racers.item[i].status == 422);
        }
        assert_int_equal(noted, 1);
        assert_int_equal(json_array_size(value_at(ledger_of(&merchant, piece.unit_id), "events")), 2);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(a_label_is_drawn_in_each_format), api_test(a_label_says_what_the_piece_is_and_when_it_came_by_the_clock_of_its_warehouse),
                api_test(either_code_of_a_label_is_scanned_back_to_its_unit), api_test(a_unit_is_picked_by_the_qr_code_of_its_label),
                api_test(a_label_that_cannot_be_is_refused_by_its_parameter), api_test(a_card_of_a_station_or_a_shelf_is_drawn), api_test(a_print_is_noted_once_and_a_reprint_gives_its_reason),
                api_test(of_prints_at_one_moment_one_is_the_first),
        };

        return API_MAIN(tests);
}
