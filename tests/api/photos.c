/* Photos of a unit: sent in parts, made anew, shown to those who may see them; none is lost or changed. */
#include "support/database.h"
#include "support/photos.h"
#include "support/process.h"

#include "resale/crypto.h"

STATEMENT(parts_of, 1, "select count(*)::text from intake.photo_part where upload_id = $1::uuid");
STATEMENT(full_unit, 2, "insert into intake.photo_upload (merchant_id, upload_id, unit_id, shot, size, actor) select $1::uuid, gen_random_uuid(), $2::uuid, 'x', 1, 'x' from generate_series(1, 40)");
STATEMENT(verified, 2, "select ledger.verify($1::uuid, $2::uuid)::text");
static const struct sql *const statements[] = { &parts_of, &full_unit, &verified, NULL };

static const char *photos_path(const struct merchant *merchant, const char *unit_id, const char *rest) { return at(merchant, "intake", "/units/%s/photos%s", unit_id, rest); }
static json_t *photos_of(const struct merchant *merchant, const char *unit_id) { return expect(200, staff("grader"), "GET", photos_path(merchant, unit_id, ""), NULL); }

static const char *owner_says(const struct sql *sql, struct db_args args)
{
        struct db *db = as_owner(statements);
        const char *text = format("%s", value_of(db, sql, args));

        db_close(db);
        return text;
}

static struct jpeg shown(const char *as, const char *path)
{
        struct answer answer = call(as, "GET", path, NULL);

        assert_int_equal(answer.status, 200);
        assert_string_equal(answer_header(&answer, "Content-Type"), "image/jpeg");
        return (struct jpeg){ answer.text, strtoul(answer_header(&answer, "Content-Length"), NULL, 10) };
}

static void a_photo_is_sent_in_parts_and_shown_in_three_sizes(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        struct jpeg jpeg = jpeg_held(test_memory, jpeg_noise(test_memory, 2800, 1400, 1), 6, true);

        (void)state;
        assert_true(jpeg.length > 2 * 262144);
        const char *id = a_photo(&merchant, piece.unit_id, "Front", jpeg);
        json_t *list = photos_of(&merchant, piece.unit_id);
        assert_int_equal(json_array_size(value_at(list, "items")), 1);
        assert_string_equal(text_at(list, "items.0.photo_id"), id);
        assert_string_equal(text_at(list, "items.0.shot"), "Front");
        assert_int_equal(integer_at(list, "items.0.width"), 1200);
        assert_int_equal(integer_at(list, "items.0.height"), 2400);
        struct jpeg full = shown(merchant.key, photos_path(&merchant, piece.unit_id, format("/%s", id)));
        assert_int_equal(full.length, integer_at(list, "items.0.size"));
        assert_null(memmem(full.bytes, full.length, "Elm Street", 10));
        assert_int_equal(jpeg_size(shown(staff("lister"), photos_path(&merchant, piece.unit_id, format("/%s?size=480", id)))).height, 480);
        assert_int_equal(jpeg_size(shown(staff("lister"), photos_path(&merchant, piece.unit_id, format("/%s?size=160", id)))).width, 80);
        assert_string_equal(owner_says(&parts_of, DB_ARGS(db_text(id))), "0");
}

static void a_browser_keeps_a_photo_and_nobody_between(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        const char *path = photos_path(&merchant, piece.unit_id, format("/%s", a_photo(&merchant, piece.unit_id, "Front", jpeg_quarters(test_memory, 300, 200))));
        struct answer first = call(staff("grader"), "GET", path, NULL);
        const char *etag = answer_header(&first, "ETag"), *hash = text_at(photos_of(&merchant, piece.unit_id), "items.0.sha256");

        (void)state;
        assert_string_equal(answer_header(&first, "Cache-Control"), "private, max-age=31536000, immutable");
        assert_string_equal(etag, format("\"%s\"", hash));
        const char *headers[] = { format("If-None-Match: %s", etag), NULL };
        struct answer again = call_with(staff("grader"), "GET", path, headers, NULL, 0);
        assert_int_equal(again.status, 304);
        assert_string_equal(answer_header(&again, "ETag"), etag);
        again = call_with(staff("grader"), "GET", format("%s?size=160", path), headers, NULL, 0);
        assert_int_equal(again.status, 200);
}

static void a_photo_stands_in_the_ledger_with_its_hash(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        const char *id = a_photo(&merchant, piece.unit_id, "Tag", jpeg_quarters(test_memory, 300, 200));
        json_t *unit = expect(200, merchant.key, "GET", at(&merchant, "intake", "/units/%s", piece.unit_id), NULL);

        (void)state;
        assert_int_equal(json_array_size(value_at(unit, "events")), 2);
        assert_string_equal(text_at(unit, "events.1.event"), "photo_taken");
        assert_string_equal(text_at(unit, "events.1.to"), "received");
        assert_true(text_starts(text_at(unit, "events.1.actor"), "staff:"));
        assert_string_equal(text_at(unit, "events.1.payload.photo_id"), id);
        assert_string_equal(text_at(unit, "events.1.payload.shot"), "Tag");
        assert_string_equal(text_at(unit, "events.1.payload.sha256"), text_at(photos_of(&merchant, piece.unit_id), "items.0.sha256"));
        assert_string_equal(owner_says(&verified, DB_ARGS(db_text(merchant.id), db_text(piece.unit_id))), "0");
}

static void expect_offset(struct answer answer, const char *detail)
{
        assert_int_equal(answer.status, 409);
        assert_string_equal(text_at(answer.json, "code"), "upload-offset");
        assert_string_equal(text_at(answer.json, "detail"), detail);
}

static void an_interrupted_upload_goes_on_where_it_stands(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        struct jpeg jpeg = jpeg_noise(test_memory, 1500, 1000, 2);
        const char *id = begin_photo(&merchant, piece.unit_id, "Front", jpeg), *path = upload_path(&merchant, piece.unit_id, id);

        (void)state;
        assert_int_equal(integer_at(send_part(&merchant, piece.unit_id, id, jpeg, 0, 100000).json, "offset"), 100000);
        assert_int_equal(integer_at(expect(200, staff("receiver"), "GET", path, NULL), "offset"), 100000);
        assert_int_equal(integer_at(send_part(&merchant, piece.unit_id, id, jpeg, 0, 100000).json, "offset"), 100000);
        expect_offset(send_part(&merchant, piece.unit_id, id, jpeg, 150000, 1000), "The next part begins at offset 100000.");
        expect_offset(send_part(&merchant, piece.unit_id, id, jpeg, 50000, 60000), "The next part begins at offset 100000.");
        send_rest(&merchant, piece.unit_id, id, jpeg, 100000);
        until_upload(&merchant, piece.unit_id, id, "done");
        struct answer late = send_part(&merchant, piece.unit_id, id, jpeg, 0, 100000);
        assert_int_equal(late.status, 200);
        assert_string_equal(text_at(late.json, "state"), "done");
        assert_int_equal(count_of(staff("grader"), photos_path(&merchant, piece.unit_id, "")), 1);
}

static void no_more_is_taken_than_was_announced(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        struct jpeg jpeg = jpeg_quarters(test_memory, 300, 200), whole = jpeg;

        (void)state;
        jpeg.length -= 100;
        const char *id = begin_photo(&merchant, piece.unit_id, "Front", jpeg);
        expect_offset(send_part(&merchant, piece.unit_id, id, whole, 0, whole.length), format("It goes beyond the %zu bytes that were announced.", jpeg.length));
}

static void refused_at_once(const struct merchant *merchant, const char *unit_id, struct jpeg jpeg, int status, const char *code)
{
        const char *id = begin_photo(merchant, unit_id, "Front", jpeg);
        struct answer answer = send_part(merchant, unit_id, id, jpeg, 0, jpeg.length);

        assert_int_equal(answer.status, status);
        assert_string_equal(text_at(answer.json, "code"), code);
}

static void refused_when_whole(const struct merchant *merchant, const char *unit_id, const char *id, struct jpeg jpeg, const char *code)
{
        send_rest(merchant, unit_id, id, jpeg, 0);
        json_t *upload = until_upload(merchant, unit_id, id, "refused");
        assert_string_equal(text_at(upload, "problem"), code);
        assert_true(strlen(text_at(upload, "detail")) > 10);
        assert_string_equal(owner_says(&parts_of, DB_ARGS(db_text(id))), "0");
}

static void what_is_no_photo_is_refused(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        struct jpeg good = jpeg_quarters(test_memory, 300, 200), other = jpeg_quarters(test_memory, 300, 201), cut = { good.bytes, good.length / 2 };

        (void)state;
        refused_at_once(&merchant, piece.unit_id, (struct jpeg){ "\x89PNG\r\n\x1a\n and so on", 18 }, 415, "not-a-jpeg");
        refused_at_once(&merchant, piece.unit_id, jpeg_claiming(test_memory, good, 20000, 20000), 413, "photo-too-large");
        refused_when_whole(&merchant, piece.unit_id, begin_photo(&merchant, piece.unit_id, "Front", cut), cut, "not-a-jpeg");
        const char *wrong = begin_photo(&merchant, piece.unit_id, "Front", (struct jpeg){ other.bytes, good.length < other.length ? good.length : other.length });
        refused_when_whole(&merchant, piece.unit_id, wrong, (struct jpeg){ good.bytes, good.length < other.length ? good.length : other.length }, "photo-hash");
        assert_int_equal(count_of(staff("grader"), photos_path(&merchant, piece.unit_id, "")), 0);
}

static void a_photo_is_shown_to_those_who_may_see_it(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        struct piece piece = a_received_unit(&merchant), another = a_received_unit(&merchant);
        const char *id = a_photo(&merchant, piece.unit_id, "Front", jpeg_quarters(test_memory, 300, 200)), *rest = format("/%s", id);
        const char *path = photos_path(&merchant, piece.unit_id, rest);

        (void)state;
        expect_problem(401, "not-signed-in", NULL, "GET", path, NULL);
        expect_problem(403, "not-allowed", new_key(&merchant, "orders:read"), "GET", path, NULL);
        expect_problem(404, "merchant-not-found", other.key, "GET", path, NULL);
        expect_problem(404, "photo-not-found", other.key, "GET", photos_path(&other, piece.unit_id, rest), NULL);
        expect_problem(404, "photo-not-found", staff("grader"), "GET", photos_path(&other, piece.unit_id, rest), NULL);
        expect_problem(404, "photo-not-found", staff("grader"), "GET", photos_path(&merchant, another.unit_id, rest), NULL);
        expect_problem(404, "photo-not-found", staff("grader"), "GET", photos_path(&merchant, piece.unit_id, format("/%s", new_uuid())), NULL);
        expect_field(422, "size", staff("grader"), "GET", format("%s?size=200", path), NULL);
        expect_problem(404, "unit-not-found", other.key, "GET", photos_path(&other, piece.unit_id, ""), NULL);
        expect_problem(404, "merchant-not-found", other.key, "GET", photos_path(&merchant, piece.unit_id, ""), NULL);
        expect_problem(404, "unit-not-found", staff("grader"), "GET", photos_path(&merchant, new_uuid(), ""), NULL);
}

static void a_photo_is_sent_by_the_floor_only(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        struct jpeg jpeg = jpeg_quarters(test_memory, 300, 200);
        const char *id = begin_photo(&merchant, piece.unit_id, "Front", jpeg), *path = upload_path(&merchant, piece.unit_id, id);

        (void)state;
        expect_problem(403, "not-allowed", merchant.key, "POST", uploads_path(&merchant, piece.unit_id), "{\"shot\":\"Front\",\"size\":100}");
        expect_problem(403, "not-allowed", merchant.key, "GET", path, NULL);
        expect_problem(403, "not-allowed", merchant.key, "PUT", format("%s?offset=0", path), "x");
        expect_problem(404, "unit-not-found", staff("receiver"), "POST", uploads_path(&other, piece.unit_id), "{\"shot\":\"Front\",\"size\":100}");
        expect_problem(404, "upload-not-found", staff("receiver"), "GET", upload_path(&other, piece.unit_id, id), NULL);
        expect_problem(404, "upload-not-found", staff("receiver"), "GET", upload_path(&merchant, new_uuid(), id), NULL);
        assert_int_equal(send_part(&other, piece.unit_id, id, jpeg, 0, 1000).status, 404);
        assert_int_equal(send_part(&merchant, piece.unit_id, new_uuid(), jpeg, 0, 1000).status, 404);
}

static void an_upload_that_cannot_be_is_refused_by_its_field(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant), another = a_received_unit(&merchant);
        const char *path = uploads_path(&merchant, piece.unit_id), *part = upload_path(&merchant, piece.unit_id, begin_photo(&merchant, piece.unit_id, "x", (struct jpeg){ "", 1 }));
        const char *theirs = a_photo(&merchant, another.unit_id, "Front", jpeg_quarters(test_memory, 300, 200));

        (void)state;
        expect_field(422, "shot", staff("receiver"), "POST", path, "{\"size\":100}");
        expect_field(422, "shot", staff("receiver"), "POST", path, "{\"shot\":\"\",\"size\":100}");
        expect_field(422, "size", staff("receiver"), "POST", path, "{\"shot\":\"Front\"}");
        expect_field(422, "size", staff("receiver"), "POST", path, "{\"shot\":\"Front\",\"size\":15728641}");
        expect_field(422, "sha256", staff("receiver"), "POST", path, "{\"shot\":\"Front\",\"size\":100,\"sha256\":\"ABC\"}");
        expect_problem(404, "photo-not-found", staff("receiver"), "POST", path, "{\"shot\":\"Front\",\"size\":100,\"replaces\":\"%s\"}", new_uuid());
        expect_problem(404, "photo-not-found", staff("receiver"), "POST", path, "{\"shot\":\"Front\",\"size\":100,\"replaces\":\"%s\"}", theirs);
        expect_field(422, "offset", staff("receiver"), "PUT", part, "x");
        expect_field(422, "offset", staff("receiver"), "PUT", format("%s?offset=-1", part), "x");
        expect_problem(400, "malformed-request", staff("receiver"), "PUT", format("%s?offset=0", part), NULL);
        struct jpeg large = { arena_alloc(test_memory, 262145), 262145 };
        assert_int_equal(send_part(&merchant, piece.unit_id, new_uuid(), large, 0, large.length).status, 413);
}

static void an_upload_is_begun_once_under_its_key(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);

        (void)state;
        json_t *upload = done_once(201, staff("technician"), "POST", uploads_path(&merchant, piece.unit_id), "{\"shot\":\"Front\",\"size\":100}");
        assert_string_equal(text_at(upload, "state"), "open");
        assert_int_equal(integer_at(upload, "offset"), 0);
}

static void a_unit_has_forty_photos_a_trip(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        struct db *db = as_owner(statements);

        (void)state;
        assert_int_equal(db_exec(db, &full_unit, DB_ARGS(db_text(merchant.id), db_text(piece.unit_id)), NULL), PROBLEM_OK);
        db_close(db);
        expect_problem(409, "photo-limit", staff("receiver"), "POST", uploads_path(&merchant, piece.unit_id), "{\"shot\":\"Front\",\"size\":100}");
}

static void a_photo_taken_again_leaves_the_first_marked(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        struct jpeg better = jpeg_quarters(test_memory, 400, 300);
        const char *first = a_photo(&merchant, piece.unit_id, "Front", jpeg_quarters(test_memory, 300, 200));

        (void)state;
        const char *second = text_at(expect(201, staff("grader"), "POST", uploads_path(&merchant, piece.unit_id), "{\"shot\":\"Front\",\"size\":%zu,\"replaces\":\"%s\"}", better.length,
                                            first), "upload_id");
        send_rest(&merchant, piece.unit_id, second, better, 0);
        until_upload(&merchant, piece.unit_id, second, "done");
        json_t *list = photos_of(&merchant, piece.unit_id);
        assert_int_equal(json_array_size(value_at(list, "items")), 2);
        assert_string_equal(text_at(list, "items.0.retaken_by"), second);
        assert_true(json_is_null(value_at(list, "items.1.retaken_by")));
        shown(merchant.key, photos_path(&merchant, piece.unit_id, format("/%s", first)));
        json_t *unit = expect(200, merchant.key, "GET", at(&merchant, "intake", "/units/%s", piece.unit_id), NULL);
        assert_string_equal(text_at(unit, "events.2.payload.replaces"), first);
        expect(200, staff("grader"), "GET", photos_path(&merchant, piece.unit_id, "?limit=1"), NULL);
}

/* A service whose bucket does not answer; whose it is does not matter. */
static void a_store_that_is_away_is_said_to_be_so(void **state)
{
        static const char *const settings[][2] = { { "RESALE_S3_ENDPOINT", "http://127.0.0.1:9" }, { "RESALE_S3_BUCKET", "photos" }, { "RESALE_S3_KEY_ID", "id" }, { "RESALE_S3_SECRET", "x" } };
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        const char *path = photos_path(&merchant, piece.unit_id, format("/%s", a_photo(&merchant, piece.unit_id, "Front", jpeg_quarters(test_memory, 300, 200))));

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(settings); i++)
                setenv(settings[i][0], settings[i][1], 1);
        struct process process = process_start("intake");
        for (size_t i = 0; i < ARRAY_LEN(settings); i++)
                unsetenv(settings[i][0]);
        expect_problem(503, "store-unavailable", staff("grader"), "GET", path, NULL);
        assert_int_equal(process_stop(&process), 0);
        shown(staff("grader"), path);
}

/* --- shot lists --- */

static const char *lists_path(const struct merchant *merchant) { return at(merchant, "intake", "/shot-lists"); }
static json_t *wanted_of(const struct merchant *merchant, const char *unit_id)
{
        return expect(200, staff("receiver"), "GET", at(merchant, "intake", "/units/%s/shot-list", unit_id), NULL);
}

static void a_unit_is_photographed_by_the_list_of_its_product_type(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);

        (void)state;
        json_t *usual = wanted_of(&merchant, piece.unit_id);
        assert_int_equal(integer_at(usual, "version"), 0);
        assert_string_equal(text_at(usual, "shots.0.name"), "Front");
        assert_true(json_is_true(value_at(usual, "shots.3.optional")));
        expect(200, staff("supervisor"), "PUT", lists_path(&merchant), "{\"product_type\":\"*\",\"shots\":[{\"name\":\"All of it\"}]}");
        assert_string_equal(text_at(wanted_of(&merchant, piece.unit_id), "shots.0.outline"), "none");
        assert_true(json_is_false(value_at(wanted_of(&merchant, piece.unit_id), "shots.0.optional")));
        expect(200, staff("supervisor"), "PUT", lists_path(&merchant), "{\"product_type\":\"Fleece\",\"shots\":[{\"name\":\"Collar\",\"hint\":\"Open.\",\"outline\":\"garment\"}]}");
        json_t *own = wanted_of(&merchant, piece.unit_id);
        assert_string_equal(text_at(own, "product_type"), "Fleece");
        assert_string_equal(text_at(own, "shots.0.hint"), "Open.");
        assert_int_equal(json_array_size(value_at(expect(200, merchant.key, "GET", lists_path(&merchant), NULL), "items")), 2);
}

static void a_shot_list_changes_by_versions(void **state)
{
        static const char one[] = "{\"product_type\":\"*\",\"shots\":[{\"name\":\"Front\"}]}", two[] = "{\"product_type\":\"*\",\"shots\":[{\"name\":\"Front\"},{\"name\":\"Back\"}]}";
        struct merchant merchant = new_merchant();

        (void)state;
        assert_int_equal(integer_at(expect(200, staff("supervisor"), "GET", lists_path(&merchant), NULL), "items.0.version"), 0);
        assert_int_equal(integer_at(done_once(200, staff("supervisor"), "PUT", lists_path(&merchant), one), "version"), 1);
        assert_int_equal(integer_at(expect(200, staff("supervisor"), "PUT", lists_path(&merchant), one), "version"), 1);
        assert_int_equal(integer_at(expect(200, staff("supervisor"), "PUT", lists_path(&merchant), two), "version"), 2);
        assert_int_equal(integer_at(expect(200, staff("supervisor"), "PUT", lists_path(&merchant), one), "version"), 3);
}

static void a_shot_list_that_cannot_be_is_refused_by_its_field(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        struct piece piece = a_received_unit(&merchant);

        (void)state;
        expect_field(422, "product_type", staff("supervisor"), "PUT", lists_path(&merchant), "{\"shots\":[{\"name\":\"Front\"}]}");
        expect_field(422, "shots", staff("supervisor"), "PUT", lists_path(&merchant), "{\"product_type\":\"*\",\"shots\":[]}");
        expect_field(422, "shots[0].outline", staff("supervisor"), "PUT", lists_path(&merchant), "{\"product_type\":\"*\",\"shots\":[{\"name\":\"Front\",\"outline\":\"cat\"}]}");
        expect_field(422, "shots[1].name", staff("supervisor"), "PUT", lists_path(&merchant), "{\"product_type\":\"*\",\"shots\":[{\"name\":\"Front\"},{\"name\":\"Front\"}]}");
        expect_problem(403, "not-allowed", staff("receiver"), "PUT", lists_path(&merchant), "{\"product_type\":\"*\",\"shots\":[{\"name\":\"Front\"}]}");
        expect_problem(404, "merchant-not-found", other.key, "GET", lists_path(&merchant), NULL);
        expect_problem(404, "merchant-not-found", staff("supervisor"), "GET", format("/intake/v1/merchants/%s/shot-lists", new_uuid()), NULL);
        expect_problem(404, "merchant-not-found", staff("supervisor"), "PUT", format("/intake/v1/merchants/%s/shot-lists", new_uuid()),
                       "{\"product_type\":\"*\",\"shots\":[{\"name\":\"Front\"}]}");
        expect_problem(404, "unit-not-found", staff("supervisor"), "GET", at(&other, "intake", "/units/%s/shot-list", piece.unit_id), NULL);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(a_photo_is_sent_in_parts_and_shown_in_three_sizes), api_test(a_browser_keeps_a_photo_and_nobody_between),
                api_test(a_photo_stands_in_the_ledger_with_its_hash), api_test(an_interrupted_upload_goes_on_where_it_stands),
                api_test(no_more_is_taken_than_was_announced), api_test(what_is_no_photo_is_refused), api_test(a_photo_is_shown_to_those_who_may_see_it),
                api_test(a_photo_is_sent_by_the_floor_only), api_test(an_upload_that_cannot_be_is_refused_by_its_field), api_test(an_upload_is_begun_once_under_its_key),
                api_test(a_unit_has_forty_photos_a_trip), api_test(a_photo_taken_again_leaves_the_first_marked),
                api_test(a_store_that_is_away_is_said_to_be_so),
                api_test(a_unit_is_photographed_by_the_list_of_its_product_type), api_test(a_shot_list_changes_by_versions),
                api_test(a_shot_list_that_cannot_be_is_refused_by_its_field),
        };

        test_memory = arena_new();   /* test_memory, for all tests */
        int failed = API_MAIN(tests);
        arena_free(test_memory);
        return failed;
}
