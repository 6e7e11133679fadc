/* Grades and dispositions to Loop: what the stand-in hears, what it is not told, and what a person sees of it. */
#include "support/loop_api.h"
#include "support/program.h"
#include "support/steps.h"
#include "support/unit.h"

static struct listener *loop;

static int begin(void **state)
{
        loop = listener_start();
        listener_judges(loop, loop_api);
        return api_setup(state) || unit_setup(state) ? -1 : 0;
}

static int end(void **state)
{
        int failed = unit_teardown(state) || api_teardown(state);

        listener_stop(loop);
        return failed;
}

static const char rubric[] =
        "{\"warranty_days\":90,\"grades\":[{\"code\":\"A\",\"name\":\"Like new\",\"crosswalk\":{\"loop\":\"grade_a\"}},{\"code\":\"B\",\"name\":\"Very good\",\"crosswalk\":{\"loop\":\"grade_b\"}},"
        "{\"code\":\"C\",\"name\":\"Worn\"}],\"questions\":[{\"code\":\"SG-3\",\"axis\":\"cosmetic\",\"text\":\"Is there a snag?\",\"required\":true,\"answers\":["
        "{\"code\":\"none\",\"text\":\"none\",\"public\":\"No snags.\"},{\"code\":\"small\",\"text\":\"up to 10 mm\",\"public\":\"A small snag.\",\"cap\":\"B\"},"
        "{\"code\":\"large\",\"text\":\"over 10 mm\",\"public\":\"A visible snag.\",\"cap\":\"C\"}]}]}";

static const char *loop_address(void)
{
        const char *url = listener_url(loop);

        return format("%.*s", (int)(strrchr(url, '/') - url), url);
}

static const char *target_path(const struct merchant *merchant) { return at(merchant, "routing", "/connections/loop/api"); }

static void aim(const struct merchant *merchant, const char *key, const char *version)
{
        expect(200, merchant->key, "PUT", target_path(merchant), "{\"key\":\"%s\",\"url\":\"%s\",\"version\":\"%s\"}", key, loop_address(), version);
}

static bool has_item(const json_t *json, const void *context) { (void)context; return json_array_size(json_object_get(json, "items")) > 0; }

/* Everything comes to us; a return of `lines` is told and expected. The shipment. */
static json_t *a_return(const struct merchant *merchant, const char *lines)
{
        const char *hook = format("/routing/v1/webhooks/loop/%s", merchant->id);

        expect(201, merchant->key, "POST", at(merchant, "routing", "/destinations"), "{\"name\":\"Ours\",\"type\":\"warehouse\",\"is_partner\":true,\"address\":{\"city\":\"Columbus\"}}");
        expect(204, merchant->key, "PUT", at(merchant, "routing", "/connections/loop"), "{\"secret\":\"%s\"}", webhook_secret);
        expect(201, staff("supervisor"), "POST", at(merchant, "grading", "/rubrics"), "{\"product_type\":\"*\",\"body\":%s}", rubric);
        struct answer answer = send_webhook("loop", webhook_secret, hook, NULL,
                                            format("{\"topic\":\"return\",\"trigger\":\"return.created\",\"id\":\"51\",\"state\":\"open\",\"order_name\":\"#1\",\"currency\":\"USD\","
                                                   "\"line_items\":[%s]}", lines));
        assert_int_equal(answer.status, 200);
        json_t *page = eventually(merchant->key, at(merchant, "intake", "/shipments"), has_item, NULL);
        return expect(200, merchant->key, "GET", at(merchant, "intake", "/shipments/%s", text_at(page, "items.0.shipment_id")), NULL);
}

static const char *line(const char *id)
{
        return format("{\"line_item_id\":%s,\"product_id\":3,\"variant_id\":4,\"sku\":\"A\",\"title\":\"Mug\",\"price\":\"180.00\",\"return_reason\":\"Too small\"}", id);
}

static const char *receive(const struct merchant *merchant, const json_t *shipment, const char *line_item_id, const char *more)
{
        const json_t *one;
        size_t i;

        json_array_foreach(value_at(shipment, "lines"), i, one)
                if (text_equal(text_at(one, "line_item_id"), line_item_id))
                        return text_at(expect(201, staff("receiver"), "POST", at(merchant, "intake", "/shipments/%s/receive", text_at(shipment, "shipment_id")),
                                              "{\"line_id\":\"%s\",\"facility_id\":\"%s\"%s}", text_at(one, "line_id"), facility(), more), "unit_id");
        fail();
        return NULL;
}

static const char *give(const struct merchant *merchant, const char *unit_id, const char *snag)
{
        return text_at(expect(201, staff("grader"), "POST", at(merchant, "grading", "/units/%s/grades", unit_id), "{\"answers\":[{\"question\":\"SG-3\",\"answer\":\"%s\"}]}", snag), "grade_id");
}

static void lower(const struct merchant *merchant, const char *unit_id, const char *grade_id, const char *to)
{
        expect(201, staff("supervisor"), "POST", at(merchant, "grading", "/units/%s/grades/%s/override", unit_id, grade_id),
               "{\"grade\":\"%s\",\"reason\":\"seen again\",\"public_text\":\"A faint mark.\"}", to);
}

/* "unit kind ours state" of a report that there is. */
struct wanted { const char *unit_id, *kind, *ours, *state; };

static const json_t *find(const json_t *json, const struct wanted *wanted)
{
        const json_t *one;
        size_t i;

        json_array_foreach(json_object_get(json, "items"), i, one)
                if (text_equal(text_at(one, "unit_id"), wanted->unit_id) && text_equal(text_at(one, "kind"), wanted->kind) && text_equal(text_at(one, "ours"), wanted->ours) &&
                    text_equal(text_at(one, "state"), wanted->state))
                        return one;
        return NULL;
}

static bool is_there(const json_t *json, const void *wanted) { return find(json, wanted); }

static const json_t *report(const struct merchant *merchant, const char *unit_id, const char *kind, const char *ours, const char *state)
{
        struct wanted wanted = { unit_id, kind, ours, state };

        return find(eventually(merchant->key, at(merchant, "routing", "/loop-reports"), is_there, &wanted), &wanted);
}

/* What the stand-in heard last of a line. */
static json_t *heard_of(const char *line_item_id, const char *call)
{
        json_t *last = NULL;

        for (size_t i = 0; i < listener_count(loop); i++) {
                struct heard heard = listener_heard(loop, i);
                if (strstr(heard.head, call) && strstr(heard.body, format("\"line_item_id\":%s,", line_item_id))) {
                        json_decref(last);
                        last = json_loads(heard.body, 0, NULL);
                }
        }
        assert_non_null(last);
        return last;
}

static void the_word(const char *line_item_id, const char *call, const char *path, const char *word)
{
        json_t *body = heard_of(line_item_id, call);

        assert_string_equal(text_at(body, path), word);
        json_decref(body);
}

static void what_the_ledger_says_of_a_loop_return_is_told(void **state)
{
        struct merchant merchant = new_merchant();
        const char *collection;

        (void)state;
        json_t *shipment = a_return(&merchant, format("%s,%s,%s", line("101"), line("102"), line("103")));
        const char *first = receive(&merchant, shipment, "101", ""), *second = receive(&merchant, shipment, "102", "");
        const char *third = receive(&merchant, shipment, "103", ",\"outcome\":\"wrong_item\",\"title\":\"Cup\"");
        aim(&merchant, LOOP_KEY, "2026-10");
        lower(&merchant, first, give(&merchant, first, "none"), "B");
        give(&merchant, second, "large");
        give(&merchant, third, "small");
        report(&merchant, first, "grade", "B", "sent");
        the_word("101", "/api/2026-10/dispositioning/grade ", "items.0.condition_category.grade", "grade_b");
        the_word("101", "/grade ", "items.0.condition_category.title", "Grade B");
        assert_string_equal(text_at(report(&merchant, second, "grade", "C", "not_sendable"), "why_not"), "Version 1 of the rubric has no word of Loop for grade C.");
        report(&merchant, third, "grade", "B", "sent");
        the_word("103", "/grade ", "items.0.condition_category.grade", "incorrect_item");
        expect(200, staff("supervisor"), "POST", at(&merchant, "grading", "/units/%s/disposition", second), "{\"disposition\":\"donate\",\"evidence\":{\"recipient\":\"x\"}}");
        expect(200, staff("supervisor"), "POST", at(&merchant, "grading", "/units/%s/disposition", third), "{\"disposition\":\"liquidate\",\"evidence\":{\"recipient\":\"x\"}}");
        report(&merchant, second, "disposition", "donated", "sent");
        the_word("102", "/api/2026-10/dispositioning/assess ", "items.0.disposition_outcome", "donate");
        assert_string_equal(text_at(report(&merchant, third, "disposition", "liquidated", "not_sendable"), "why_not"), "Loop has no word for what is liquidated.");
        aim(&merchant, LOOP_KEY, "2026-07");
        a_collection(&merchant, false, &collection);
        report(&merchant, first, "disposition", "listed", "sent");
        the_word("101", "/api/2026-07/dispositioning/assess ", "items.0.disposition_outcome", "resale_hold");
        assert_int_equal(count_of(merchant.key, at(&merchant, "routing", "/loop-reports?state=not_sendable")), 2);
}

static void what_loop_refuses_is_seen_and_sent_again(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();

        (void)state;
        json_t *shipment = a_return(&merchant, format("%s,%s", line("999"), line("104")));
        const char *first = receive(&merchant, shipment, "999", ""), *second = receive(&merchant, shipment, "104", "");
        aim(&merchant, LOOP_KEY, "2026-07");
        give(&merchant, first, "none");
        const json_t *dead = report(&merchant, first, "grade", "A", "dead");
        assert_int_equal(integer_at(dead, "last_status"), 403);
        assert_non_null(strstr(text_at(dead, "last_error"), "of another shop"));
        const char *again = at(&merchant, "routing", "/loop-reports/%s/send-again", text_at(dead, "report_id"));
        assert_non_null(strstr(run_program(test_memory, "resalectl delivery list routing").output, text_at(dead, "report_id")));
        listener_judges(loop, NULL);
        expect_problem(403, "not-allowed", staff("grader"), "POST", again, NULL);
        expect_problem(404, "delivery-not-found", other.key, "POST", at(&other, "routing", "/loop-reports/%s/send-again", text_at(dead, "report_id")), NULL);
        expect(200, staff("supervisor"), "POST", again, NULL);
        report(&merchant, first, "grade", "A", "sent");
        expect_problem(409, "delivery-state", merchant.key, "POST", again, NULL);
        expect_problem(404, "delivery-not-found", merchant.key, "POST", at(&merchant, "routing", "/loop-reports/%s/send-again", new_uuid()), NULL);
        listener_answers(loop, 503, "Retry-After: 900\r\n");
        const char *grade_id = give(&merchant, second, "none");
        report(&merchant, second, "grade", "A", "pending");
        lower(&merchant, second, grade_id, "B");
        report(&merchant, second, "grade", "A", "superseded");
        report(&merchant, second, "grade", "B", "pending");
        expect(204, merchant.key, "DELETE", target_path(&merchant), NULL);
        report(&merchant, second, "grade", "B", "dead");
}

static void without_a_target_or_a_loop_line_nothing_is_told(void **state)
{
        struct merchant merchant = new_merchant();

        (void)state;
        json_t *shipment = a_return(&merchant, format("%s,%s", line("105"), line("106")));
        const char *before = receive(&merchant, shipment, "105", ""), *after = receive(&merchant, shipment, "106", "");
        give(&merchant, before, "none");
        aim(&merchant, LOOP_KEY, "2026-10");
        struct piece consigned = a_received_unit(&merchant);
        give(&merchant, consigned.unit_id, "none");
        give(&merchant, after, "none");
        report(&merchant, after, "grade", "A", "sent");
        assert_int_equal(listener_count(loop), 1);
        assert_int_equal(count_of(merchant.key, at(&merchant, "routing", "/loop-reports")), 1);
}

static void the_target_is_checked_and_its_key_never_shown(void **state)
{
        struct merchant merchant = new_merchant(), without = new_merchant_without_resale();
        const char *path = target_path(&merchant);

        (void)state;
        assert_true(json_is_false(value_at(expect(200, merchant.key, "GET", path, NULL), "connected")));
        expect_field(422, "key", merchant.key, "PUT", path, "{}");
        expect_field(422, "key", merchant.key, "PUT", path, "{\"key\":\"a key\\r\\nX: y\"}");
        expect_field(422, "url", merchant.key, "PUT", path, "{\"key\":\"%s\",\"url\":\"ftp://example.com\"}", LOOP_KEY);
        expect_field(422, "url", merchant.key, "PUT", path, "{\"key\":\"%s\",\"url\":\"https://example.com/\"}", LOOP_KEY);
        expect_field(422, "version", merchant.key, "PUT", path, "{\"key\":\"%s\",\"version\":\"latest\"}", LOOP_KEY);
        expect_field(422, "state", merchant.key, "GET", at(&merchant, "routing", "/loop-reports?state=lost"), NULL);
        expect_problem(403, "plan-excludes-resale", without.key, "PUT", target_path(&without), "{\"key\":\"%s\"}", LOOP_KEY);
        expect_problem(403, "not-allowed", staff("lister"), "PUT", path, "{\"key\":\"%s\"}", LOOP_KEY);
        expect_problem(403, "not-allowed", staff("lister"), "DELETE", path, NULL);
        expect_problem(403, "not-allowed", staff("lister"), "GET", at(&merchant, "routing", "/loop-reports"), NULL);
        expect_problem(404, "merchant-not-found", merchant.key, "GET", target_path(&without), NULL);
        json_t *made = done_once(200, merchant.key, "PUT", path, "{\"key\":\"%s\"}", LOOP_KEY);
        assert_string_equal(text_at(made, "url"), "https://api.loopreturns.com");
        assert_string_equal(text_at(made, "version"), "2026-10");
        struct answer answer = call(merchant.key, "GET", path, NULL);
        assert_null(strstr(answer.text, LOOP_KEY));
        expect(204, merchant.key, "DELETE", path, NULL);
        assert_true(json_is_false(value_at(expect(200, merchant.key, "GET", path, NULL), "connected")));
}

#define told(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
        const struct CMUnitTest tests[] = {
                told(what_the_ledger_says_of_a_loop_return_is_told), told(what_loop_refuses_is_seen_and_sent_again), told(without_a_target_or_a_loop_line_nothing_is_told),
                told(the_target_is_checked_and_its_key_never_shown),
        };

        return API_MAIN(tests);
}
