/* Work on a unit, and how units leave without a sale. */
#include "support/steps.h"

static const char clean[] = "{\"operations\":[{\"operation\":\"clean\",\"minutes\":10}]}";

static void work_is_begun_and_finished_once(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        const char *path = at(&merchant, "grading", "/units/%s/work-orders", piece.unit_id);

        (void)state;
        expect_problem(404, "unit-not-found", staff("technician"), "POST", at(&other, "grading", "/units/%s/work-orders", piece.unit_id), "%s", clean);
        const char *id = text_at(done_once(201, staff("technician"), "POST", path, "%s", clean), "work_order_id");
        assert_int_equal(count_of(merchant.key, path), 1);
        assert_int_equal(count_of(other.key, at(&other, "grading", "/units/%s/work-orders", piece.unit_id)), 0);
        expect_problem(404, "work-order-not-found", staff("technician"), "POST", at(&other, "grading", "/work-orders/%s/finish", id), "{\"result\":\"done\",\"minutes\":1}");
        expect_field(422, "result", staff("technician"), "POST", at(&merchant, "grading", "/work-orders/%s/finish", id), "{\"result\":\"fine\",\"minutes\":1}");
        expect_field(422, "minutes", staff("technician"), "POST", at(&merchant, "grading", "/work-orders/%s/finish", id), "{\"result\":\"done\",\"minutes\":1.5}");
        expect_field(422, "parts_amount", staff("technician"), "POST", at(&merchant, "grading", "/work-orders/%s/finish", id), "{\"result\":\"done\",\"minutes\":1,\"parts_amount\":-1}");
        expect_field(422, "note", staff("technician"), "POST", at(&merchant, "grading", "/work-orders/%s/finish", id), "{\"result\":\"failed\"}");
        done_once(200, staff("technician"), "POST", at(&merchant, "grading", "/work-orders/%s/finish", id), "{\"result\":\"failed\",\"note\":\"The dye runs\"}");
        assert_string_equal(text_at(expect(200, merchant.key, "GET", path, NULL), "items.0.state"), "failed");
        expect_problem(409, "work-order-state", staff("technician"), "POST", at(&merchant, "grading", "/work-orders/%s/finish", id), "{\"result\":\"done\",\"minutes\":1}");
        a_rubric(&merchant);
        grade(&merchant, piece.unit_id, "none");   /* what failed is no refurbishment */
        assert_string_equal(text_at(expect(200, merchant.key, "GET", at(&merchant, "grading", "/units/%s/grades", piece.unit_id), NULL), "items.0.condition"), "used");
        expect(201, staff("technician"), "POST", path, "%s", clean);   /* graded, and sent back */
        assert_string_equal(unit_state(&merchant, piece.unit_id), "refurbishing");
}

static void the_bench_queue_shows_what_waits(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        const char *path = "/grading/v1/queue?limit=200";
        bool seen = false;

        (void)state;
        while (path && !seen) {
                json_t *page = expect(200, staff("grader"), "GET", path, NULL), *item;
                size_t i;
                json_array_foreach(value_at(page, "items"), i, item)
                        seen = seen || text_equal(text_at(item, "unit_id"), piece.unit_id);
                path = json_is_string(value_at(page, "next")) ? format("/grading/v1/queue?limit=200&cursor=%s", text_at(page, "next")) : NULL;
        }
        assert_true(seen);
}

static const char evidence[] = "\"evidence\":{\"recipient\":\"shelter\",\"weight_g\":400,\"reason\":\"mould\"}";

static void each_disposition_is_carried_out_once(void **state)
{
        static const struct { const char *disposition, *state; } ends[] = {
                { "back_to_merchant", "returned_to_merchant" }, { "liquidate", "liquidated" }, { "donate", "donated" }, { "recycle", "recycled" }, { "missing", "missing" },
        };
        struct merchant merchant = new_merchant(), other = new_merchant();

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
                struct piece piece = a_received_unit(&merchant);
                const char *path = at(&merchant, "grading", "/units/%s/disposition", piece.unit_id);
                expect_problem(404, "unit-not-found", staff("supervisor"), "POST", at(&other, "grading", "/units/%s/disposition", piece.unit_id), "{\"disposition\":\"%s\",%s}",
                               ends[i].disposition, evidence);
                done_once(200, staff("supervisor"), "POST", path, "{\"disposition\":\"%s\",%s}", ends[i].disposition, evidence);
                assert_string_equal(unit_state(&merchant, piece.unit_id), ends[i].state);
                expect_problem(409, "unit-state", staff("supervisor"), "POST", path, "{\"disposition\":\"destroy\",%s}", evidence);
        }
}

static const char *another_supervisor(void)
{
        const char *email = format("%s@example.com", unique("second"));

        expect(201, staff("administrator"), "POST", "/accounts/v1/staff", "{\"email\":\"%s\",\"name\":\"S\",\"roles\":[\"supervisor\"],\"password\":\"correct horse 1\"}", email);
        return text_at(expect(200, NULL, "POST", "/accounts/v1/sign-in", "{\"email\":\"%s\",\"password\":\"correct horse 1\"}", email), "token");
}

static void nothing_is_destroyed_without_a_second_person(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        const char *path = at(&merchant, "grading", "/units/%s/disposition", piece.unit_id), *second = another_supervisor();
        const char *id = text_at(done_once(202, staff("supervisor"), "POST", path, "{\"disposition\":\"destroy\",%s}", evidence), "approval_id");
        const char *approve = at(&merchant, "grading", "/approvals/%s/approve", id);

        (void)state;
        assert_string_equal(unit_state(&merchant, piece.unit_id), "received");
        expect_problem(409, "already-exists", staff("supervisor"), "POST", path, "{\"disposition\":\"destroy\",%s}", evidence);
        expect_problem(409, "second-person", staff("supervisor"), "POST", approve, NULL);
        expect_problem(403, "not-allowed", staff("grader"), "POST", approve, NULL);
        expect_problem(404, "approval-not-found", second, "POST", at(&other, "grading", "/approvals/%s/approve", id), NULL);
        expect_problem(404, "approval-not-found", second, "POST", at(&other, "grading", "/approvals/%s/refuse", id), NULL);
        assert_string_equal(unit_state(&merchant, piece.unit_id), "received");
        assert_string_equal(text_at(done_once(200, second, "POST", approve, NULL), "state"), "approved");
        assert_string_equal(unit_state(&merchant, piece.unit_id), "destroyed");
        expect_problem(409, "approval-state", second, "POST", approve, NULL);
        expect_problem(409, "approval-state", second, "POST", at(&merchant, "grading", "/approvals/%s/refuse", id), NULL);
        assert_int_equal(count_of(merchant.key, at(&merchant, "grading", "/approvals")), 1);
        assert_int_equal(count_of(other.key, at(&other, "grading", "/approvals")), 0);
        json_t *ledger = expect(200, merchant.key, "GET", at(&merchant, "intake", "/units/%s", piece.unit_id), NULL);
        assert_string_not_equal(text_at(ledger, "events.1.actor"), text_at(ledger, "events.1.payload.approved_by"));
}

static void what_was_refused_or_has_gone_is_not_destroyed(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        const char *path = at(&merchant, "grading", "/units/%s/disposition", piece.unit_id), *second = another_supervisor();
        const char *id = text_at(expect(202, staff("supervisor"), "POST", path, "{\"disposition\":\"destroy\",%s}", evidence), "approval_id");

        (void)state;
        assert_string_equal(text_at(done_once(200, staff("supervisor"), "POST", at(&merchant, "grading", "/approvals/%s/refuse", id), NULL), "state"), "refused");
        expect_problem(409, "approval-state", second, "POST", at(&merchant, "grading", "/approvals/%s/approve", id), NULL);
        id = text_at(expect(202, staff("supervisor"), "POST", path, "{\"disposition\":\"destroy\",%s}", evidence), "approval_id");
        expect(200, staff("supervisor"), "POST", path, "{\"disposition\":\"missing\",%s}", evidence);
        expect_problem(409, "unit-state", second, "POST", at(&merchant, "grading", "/approvals/%s/approve", id), NULL);
        assert_string_equal(unit_state(&merchant, piece.unit_id), "missing");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(work_is_begun_and_finished_once), api_test(the_bench_queue_shows_what_waits), api_test(each_disposition_is_carried_out_once),
                api_test(nothing_is_destroyed_without_a_second_person), api_test(what_was_refused_or_has_gone_is_not_destroyed),
        };

        return API_MAIN(tests);
}
