/* The bench: what graders see and say of a unit, and what may not be said. */
#include "support/photos.h"
#include "support/stations.h"
#include "support/steps.h"
#include "support/unit.h"

static const char good[] = "{\"answers\":[{\"question\":\"OV-1\",\"answer\":\"yes\"}]}";

static void bench_rubric(const struct merchant *merchant)
{
        expect(201, staff("supervisor"), "POST", at(merchant, "grading", "/rubrics"), "{\"product_type\":\"*\",\"body\":%s}", fixture("rubric_bench"));
}

static const char *grades_path(const struct merchant *merchant, const char *unit_id) { return at(merchant, "grading", "/units/%s/grades", unit_id); }
static const char *bench_path(const struct merchant *merchant, const char *unit_id) { return at(merchant, "grading", "/units/%s/bench", unit_id); }

/* Answers behind "not perfect"; more: members after the list of answers, with a comma before. */
static const char *worn(const char *hygiene, const char *snag, const char *more)
{
        return format("{\"answers\":[{\"question\":\"OV-1\",\"answer\":\"no\"},{\"question\":\"HY-1\",%s},{\"question\":\"SG-3\",%s},"
                      "{\"question\":\"FN-1\",\"answer\":\"all\"}]%s}", hygiene, snag, more);
}

static const char clean[] = "\"answer\":\"none\"", snag[] = "\"answer\":\"snag\",\"measure\":8,\"unit\":\"mm\"", no_snag[] = "\"answer\":\"none\"";

static const char *pinned_on(const char *photo)
{
        return worn(clean, snag, format(",\"observations\":[{\"question\":\"SG-3\",\"pins\":[{\"photo_id\":\"%s\",\"x\":1,\"y\":1}]}]", photo));
}

static json_t *first_hold(const struct merchant *merchant, const char *unit_id)
{
        return value_at(expect(200, staff("grader"), "GET", at(merchant, "grading", "/units/%s/holds", unit_id), NULL), "items.0");
}

static void observations_are_pinned_on_photos_and_become_the_condition_text(void **state)
{
        struct merchant merchant = new_merchant();
        const char *collection_id;

        (void)state;
        bench_rubric(&merchant);
        a_collection(&merchant, false, &collection_id);
        struct piece piece = a_received_unit(&merchant);
        const char *photo = a_photo(&merchant, piece.unit_id, "Defect", jpeg_quarters(test_memory, 300, 200));
        json_t *made = done_once(201, staff("grader"), "POST", grades_path(&merchant, piece.unit_id), "%s",
                                 worn("\"answer\":\"dust\",\"note\":\"near the cuff\"", snag,
                                      format(",\"observations\":[{\"question\":\"SG-3\",\"place\":\"left sleeve\",\"pins\":[{\"photo_id\":\"%s\",\"x\":2500,\"y\":10000}]}]", photo)));
        assert_string_equal(text_at(made, "grade"), "B");
        assert_string_equal(text_at(made, "observations.1.public_text"), "Small snag, 8 mm, left sleeve");
        assert_int_equal(integer_at(made, "observations.1.pins.0.x"), 2500);
        assert_string_equal(text_at(made, "observations.0.note"), "near the cuff");
        assert_null(json_string_value(value_at(made, "override")));
        until_state(&merchant, piece.unit_id, "listed");
        json_t *listing = value_at(expect(200, merchant.key, "GET", at(&merchant, "listing", "/listings"), NULL), "items.0");
        assert_string_equal(text_at(listing, "condition_text"), "A trace of dust; Small snag, 8 mm, left sleeve");
}

static void what_cannot_have_been_seen_is_refused_by_its_field(void **state)
{
        struct merchant merchant = new_merchant();

        (void)state;
        bench_rubric(&merchant);
        struct piece piece = a_received_unit(&merchant), other = a_received_unit(&merchant);
        const char *theirs = a_photo(&merchant, other.unit_id, "Defect", jpeg_quarters(test_memory, 300, 200)), *path = grades_path(&merchant, piece.unit_id), *as = staff("grader");
        const struct { const char *field, *body; } wrong[] = {
                { "answers.HY-1", "{\"answers\":[{\"question\":\"OV-1\",\"answer\":\"no\"}]}" },
                { "answers[0].answer", "{\"answers\":[{\"question\":\"OV-1\",\"answer\":\"perhaps\"}]}" },
                { "answers[1].photos", worn("\"answer\":\"stain\"", no_snag, "") },
                { "observations[0].pins[0].photo_id", pinned_on(theirs) },
                { "observations[0].pins[0].x", worn(clean, snag, format(",\"observations\":[{\"question\":\"SG-3\",\"pins\":[{\"photo_id\":\"%s\",\"x\":10001,\"y\":1}]}]", theirs)) },
                { "observations[0].question", worn(clean, snag, ",\"observations\":[{\"question\":\"XX-1\",\"place\":\"collar\"}]") },
                { "observations[1].question", worn(clean, snag, ",\"observations\":[{\"question\":\"SG-3\"},{\"question\":\"SG-3\"}]") },
                { "answers[2].measure", worn(clean, "\"answer\":\"snag\",\"unit\":\"mm\"", "") },
                { "answers[2].unit", worn(clean, "\"answer\":\"snag\",\"measure\":8", "") },
                { "answers[0].unit", "{\"answers\":[{\"question\":\"OV-1\",\"answer\":\"yes\",\"measure\":8}]}" },
                { "answers[2].measure", worn(clean, "\"answer\":\"snag\",\"measure\":301,\"unit\":\"mm\"", "") },
                { "earlier[0].answer", worn(clean, no_snag, ",\"earlier\":[{\"question\":\"HY-1\",\"answer\":\"stain\"}]") },
                { "earlier[0].question", "{\"answers\":[{\"question\":\"OV-1\",\"answer\":\"yes\"}],\"earlier\":[{\"question\":\"HY-1\",\"answer\":\"dust\"}]}" },
                { "sealed", "{\"answers\":[],\"sealed\":true}" },
        };
        for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
                expect_field(422, wrong[i].field, as, "POST", path, "%s", wrong[i].body);
        struct answer shot = call(as, "POST", path, "%s", worn("\"answer\":\"stain\"", no_snag, ""));
        assert_non_null(strstr(text_at(shot.json, "detail"), "\"Defect\""));
        assert_int_equal(count_of(merchant.key, path), 0);
        assert_string_equal(unit_state(&merchant, piece.unit_id), "received");
}

static void a_photo_of_an_earlier_trip_shows_nothing_of_this_one(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id;
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);
        const char *before = a_photo(&merchant, piece.unit_id, "Defect", jpeg_quarters(test_memory, 300, 200)), *path = grades_path(&merchant, piece.unit_id);

        (void)state;
        a_shipped_parcel(&merchant, an_order(&merchant, listing_id, NULL), piece.plate, unique("1Z"));
        expect(201, merchant.key, "POST", at(&merchant, "fulfillment", "/units/%s/returns", piece.unit_id), "{\"reason\":\"too small\"}");
        expect(200, staff("receiver"), "POST", at(&merchant, "intake", "/units/%s/receive-again", piece.unit_id), "{\"facility_id\":\"%s\"}", facility());
        bench_rubric(&merchant);
        assert_non_null(strstr(text_at(expect_field(422, "observations[0].pins[0].photo_id", staff("grader"), "POST", path, "%s", pinned_on(before)), "detail"), "of an earlier trip of this unit"));
        expect(201, staff("grader"), "POST", path, "%s", pinned_on(a_photo(&merchant, piece.unit_id, "Defect", jpeg_quarters(test_memory, 400, 200))));
}

static void a_sealed_unit_is_graded_without_an_answer(void **state)
{
        struct merchant merchant = new_merchant();

        (void)state;
        bench_rubric(&merchant);
        struct piece piece = a_received_unit(&merchant);
        const char *path = grades_path(&merchant, piece.unit_id);
        expect(200, staff("receiver"), "POST", at(&merchant, "intake", "/units/%s/triage", piece.unit_id), "{\"sealed\":true}");
        assert_true(json_is_true(value_at(expect(200, staff("grader"), "POST", bench_path(&merchant, piece.unit_id), "{}"), "bench.sealed")));
        expect_field(422, "answers", staff("grader"), "POST", path, "{\"sealed\":true,\"answers\":[{\"question\":\"OV-1\",\"answer\":\"yes\"}]}");
        expect(200, staff("supervisor"), "PUT", at(&merchant, "intake", "/shot-lists"),
               "{\"product_type\":\"*\",\"shots\":[{\"name\":\"Seal\",\"hint\":\"Close up.\",\"outline\":\"tag\",\"optional\":false}]}");
        expect_field(422, "sealed", staff("grader"), "POST", path, "{\"sealed\":true,\"answers\":[]}");
        a_photo(&merchant, piece.unit_id, "Seal", jpeg_quarters(test_memory, 300, 200));
        json_t *made = done_once(201, staff("grader"), "POST", path, "{\"sealed\":true,\"answers\":[]}");
        assert_string_equal(text_at(made, "condition"), "new");
        assert_string_equal(text_at(made, "reason"), "A: sealed, nothing to inspect (rubric v1)");
        assert_true(json_is_true(value_at(made, "sealed")));
        assert_true(text_starts(text_at(made, "grader"), "staff:"));
        json_t *ledger = expect(200, merchant.key, "GET", at(&merchant, "intake", "/units/%s", piece.unit_id), NULL);
        assert_string_equal(text_at(ledger, "state"), "graded");
}

static void what_was_cleaned_keeps_its_first_answer(void **state)
{
        struct merchant merchant = new_merchant();

        (void)state;
        bench_rubric(&merchant);
        struct piece piece = a_received_unit(&merchant);
        json_t *made = expect(201, staff("grader"), "POST", grades_path(&merchant, piece.unit_id), "%s", worn(clean, no_snag, ",\"earlier\":[{\"question\":\"HY-1\",\"answer\":\"dust\"}]"));
        assert_string_equal(text_at(made, "grade"), "A");
        assert_int_equal(json_array_size(value_at(made, "observations")), 2);
        assert_string_equal(text_at(made, "observations.0.answer"), "dust");
        assert_true(json_is_true(value_at(made, "observations.0.cleaned")));
        assert_false(json_is_true(value_at(made, "observations.0.counts")));
        assert_int_equal(integer_at(made, "observations.1.attempt"), 2);
        assert_string_equal(text_at(made, "observations.1.answer"), "none");
}

/* --- holds --- */

static bool has_hold(const json_t *json, const void *unit_id)
{
        size_t i;
        json_t *one;

        json_array_foreach(json_object_get(json, "items"), i, one)
                if (text_equal(text_at(one, "unit_id"), unit_id))
                        return true;
        return false;
}

static void an_unsafe_answer_holds_the_unit_and_no_grade_is_given(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();

        (void)state;
        bench_rubric(&merchant);
        struct piece piece = a_received_unit(&merchant);
        const char *path = grades_path(&merchant, piece.unit_id);
        json_t *held = done_once(202, staff("grader"), "POST", path, "{\"answers\":[{\"question\":\"OV-1\",\"answer\":\"no\"},{\"question\":\"HY-1\",\"answer\":\"mould\"}]}");
        assert_string_equal(text_at(held, "kind"), "answer");
        assert_string_equal(text_at(held, "reason"), "Mould: keep it away from the others (HY-1)");
        assert_string_equal(unit_state(&merchant, piece.unit_id), "quarantined");
        assert_int_equal(count_of(merchant.key, path), 0);
        assert_string_equal(text_at(first_hold(&merchant, piece.unit_id), "answers.1.answer"), "mould");
        expect_problem(404, "unit-not-found", other.key, "GET", at(&other, "grading", "/units/%s/holds", piece.unit_id), NULL);
        expect_problem(404, "unit-not-found", other.key, "GET", grades_path(&other, piece.unit_id), NULL);
        json_t *holds = eventually(merchant.key, at(&merchant, "intake", "/holds"), has_hold, piece.unit_id);
        assert_string_equal(text_at(holds, "items.0.reason"), "Mould: keep it away from the others (HY-1)");
        assert_string_equal(text_at(holds, "items.0.owner"), text_at(held, "owner"));
        struct answer refused = call(staff("grader"), "POST", path, "%s", good);
        assert_int_equal(refused.status, 409);
        assert_string_equal(text_at(refused.json, "detail"), "The unit is on hold: Mould: keep it away from the others (HY-1)");
        release_hold(&merchant, piece.unit_id);
        assert_string_equal(unit_state(&merchant, piece.unit_id), "received");
        expect(201, staff("grader"), "POST", path, "%s", good);
}

static void a_safety_word_in_a_note_holds_the_unit(void **state)
{
        static const struct { const char *note; bool holds; } notes[] = {
                { "battery looks SWOLLEN.", true }, { "smells of smoke", true }, { "smokestack print", false }, { "unswollen", false }, { "Blood?", true }, { "seat Belt-Clip gone", true },
                { "nothing", false }, { "the battery leaks", true }, { "it overheated", true }, { "an exposed wire", true }, { "leek green", false },
        };
        struct merchant merchant = new_merchant(), without = new_merchant_without_resale();
        const char *words = at(&merchant, "grading", "/safety-words");

        (void)state;
        bench_rubric(&merchant);
        assert_int_equal(integer_at(expect(200, merchant.key, "GET", words, NULL), "own.version"), 0);
        expect_field(422, "words[1]", staff("supervisor"), "POST", words, "{\"words\":[\"belt-clip\",\"a|b\"]}");
        expect_problem(403, "plan-excludes-resale", staff("supervisor"), "POST", at(&without, "grading", "/safety-words"), "{\"words\":[]}");
        expect_problem(403, "not-allowed", staff("grader"), "POST", words, "{\"words\":[]}");
        json_t *made = done_once(201, staff("supervisor"), "POST", words, "{\"words\":[\"belt-clip\"]}");
        assert_int_equal(integer_at(made, "own.version"), 1);
        for (size_t i = 0; i < ARRAY_LEN(notes); i++) {
                struct piece piece = a_received_unit(&merchant);
                json_t *answer = expect(notes[i].holds ? 202 : 201, staff("grader"), "POST", grades_path(&merchant, piece.unit_id),
                                        "{\"answers\":[{\"question\":\"OV-1\",\"answer\":\"yes\",\"note\":\"%s\"}]}", notes[i].note);
                assert_string_equal(unit_state(&merchant, piece.unit_id), notes[i].holds ? "quarantined" : "graded");
                if (notes[i].holds)
                        assert_string_equal(text_at(answer, "kind"), "words");
        }
}

/* --- two graders --- */

static const char *who(const char *as) { return format("staff:%s", text_at(expect(200, as, "GET", "/accounts/v1/me", NULL), "staff_id")); }

static void the_second_grader_sees_who_has_the_unit(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        const char *first = staff("grader"), *second = staff("supervisor");

        (void)state;
        bench_rubric(&merchant);
        struct piece piece = a_received_unit(&merchant);
        const char *path = bench_path(&merchant, piece.unit_id);
        assert_true(json_is_true(value_at(expect(200, first, "POST", path, "{}"), "bench.lease.yours")));
        json_t *seen = expect(200, second, "POST", path, "{}");
        assert_false(json_is_true(value_at(seen, "bench.lease.yours")));
        assert_string_equal(text_at(seen, "bench.lease.who"), who(first));
        assert_true(json_is_true(value_at(expect(200, second, "POST", path, "{\"take_over\":true}"), "bench.lease.yours")));
        assert_string_equal(text_at(expect(200, first, "GET", at(&merchant, "grading", "/units/%s", piece.unit_id), NULL), "bench.lease.who"), who(second));
        expect_problem(404, "unit-not-found", first, "POST", bench_path(&other, piece.unit_id), "{}");
        expect_problem(403, "not-allowed", staff("lister"), "POST", path, "{}");
        const char *lease = at(&merchant, "grading", "/units/%s/lease", piece.unit_id);
        assert_false(json_is_true(value_at(expect(200, first, "PUT", lease, NULL), "lease.yours")));   /* it was taken over, and stays so */
        assert_true(json_is_true(value_at(seen = expect(200, second, "PUT", lease, NULL), "lease.yours")));
        json_t *later = expect(200, second, "PUT", lease, NULL);
        assert_true(strcmp(text_at(later, "lease.expires_at"), text_at(seen, "lease.expires_at")) > 0);
        assert_string_equal(text_at(later, "lease.since"), text_at(seen, "lease.since"));
        expect_problem(404, "unit-not-found", first, "PUT", at(&other, "grading", "/units/%s/lease", piece.unit_id), NULL);
        expect_problem(403, "not-allowed", staff("lister"), "PUT", lease, NULL);
        expect(201, first, "POST", grades_path(&merchant, piece.unit_id), "%s", good);   /* it stops nobody */
        assert_true(json_is_null(value_at(expect(200, first, "GET", at(&merchant, "grading", "/units/%s", piece.unit_id), NULL), "bench.lease")));
}

static void of_two_grades_for_one_state_one_is_recorded(void **state)
{
        enum { ROUNDS = 6 };
        struct merchant merchant = new_merchant();

        (void)state;
        bench_rubric(&merchant);
        for (int i = 0; i < ROUNDS; i++) {
                struct piece piece = a_received_unit(&merchant);
                const char *path = grades_path(&merchant, piece.unit_id);
                struct racer racer[] = { { staff("grader"), path, good, 0 }, { staff("administrator"), path, worn(clean, snag, ""), 0 } };
                race(racer, ARRAY_LEN(racer));
                assert_int_equal(racer[0].status + racer[1].status, 201 + 409);
                json_t *grades = expect(200, merchant.key, "GET", path, NULL);
                assert_int_equal(json_array_size(value_at(grades, "items")), 1);
                assert_int_equal(json_array_size(value_at(grades, "items.0.observations")), racer[0].status == 201 ? 0 : 1);
                struct answer late = call(staff("grader"), "POST", path, "%s", good);
                assert_int_equal(late.status, 409);
                assert_non_null(strstr(text_at(late.json, "detail"), "that grade stands"));
        }
}

static void answers_for_a_state_it_has_left_are_refused(void **state)
{
        struct merchant merchant = new_merchant();

        (void)state;
        bench_rubric(&merchant);
        struct piece piece = a_received_unit(&merchant);
        const char *path = grades_path(&merchant, piece.unit_id);
        json_t *seen = expect(200, staff("grader"), "POST", bench_path(&merchant, piece.unit_id), "{}");
        const char *opened = text_at(seen, "unit.changed_at");
        hold(&merchant, piece.unit_id);
        struct answer on_hold = call(staff("grader"), "POST", path, "%s", good);
        assert_int_equal(on_hold.status, 409);
        assert_string_equal(text_at(on_hold.json, "code"), "unit-state");
        assert_non_null(strstr(text_at(on_hold.json, "detail"), "The unit is on hold: "));
        assert_int_equal(count_of(merchant.key, path), 0);
        release_hold(&merchant, piece.unit_id);
        struct answer refused = call(staff("grader"), "POST", path, "{\"answers\":[{\"question\":\"OV-1\",\"answer\":\"yes\"}],\"opened\":\"%s\"}", opened);
        assert_int_equal(refused.status, 409);
        assert_string_equal(text_at(refused.json, "detail"), "The unit has moved on since it was opened: open it again.");
        opened = text_at(expect(200, staff("grader"), "POST", bench_path(&merchant, piece.unit_id), "{}"), "unit.changed_at");
        expect(201, staff("grader"), "POST", path, "{\"answers\":[{\"question\":\"OV-1\",\"answer\":\"yes\"}],\"opened\":\"%s\"}", opened);
        expect(200, staff("supervisor"), "POST", at(&merchant, "grading", "/units/%s/disposition", piece.unit_id), "{\"disposition\":\"donate\",\"evidence\":{\"recipient\":\"x\"}}");
        refused = call(staff("grader"), "POST", path, "%s", good);
        assert_string_equal(text_at(refused.json, "detail"), "The unit is not at the bench: it is donated.");
}

/* --- overrides --- */

static const char *override_path(const struct merchant *merchant, const char *unit_id, const char *grade_id)
{
        return at(merchant, "grading", "/units/%s/grades/%s/override", unit_id, grade_id);
}

static void a_lower_grade_needs_a_reason_and_true_words(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();

        (void)state;
        bench_rubric(&merchant);
        struct piece piece = a_received_unit(&merchant);
        const char *id = text_at(expect(201, staff("grader"), "POST", grades_path(&merchant, piece.unit_id), "%s", good), "grade_id");
        const char *path = override_path(&merchant, piece.unit_id, id), *as = staff("supervisor");
        expect_field(422, "reason", as, "POST", path, "{\"grade\":\"B\"}");
        expect_field(422, "reason", as, "POST", path, "{\"grade\":\"B\",\"reason\":\"  \",\"public_text\":\"A little faded.\"}");
        expect_field(422, "grade", as, "POST", path, "{\"grade\":\"Z\",\"reason\":\"faded\"}");
        expect_field(422, "grade", as, "POST", path, "{\"grade\":\"A\",\"reason\":\"faded\"}");
        expect_field(422, "public_text", as, "POST", path, "{\"grade\":\"B\",\"reason\":\"faded\"}");
        expect_field(422, "approval", as, "POST", path, "{\"grade\":\"B\",\"reason\":\"faded\",\"public_text\":\"A little faded.\",\"approval\":\"ra_x\"}");
        expect_problem(403, "not-allowed", staff("lister"), "POST", path, "{\"grade\":\"B\",\"reason\":\"faded\"}");
        expect_problem(404, "grade-not-found", as, "POST", override_path(&merchant, piece.unit_id, new_uuid()), "{\"grade\":\"B\",\"reason\":\"faded\"}");
        expect_problem(404, "unit-not-found", as, "POST", override_path(&other, piece.unit_id, id), "{\"grade\":\"B\",\"reason\":\"faded\"}");
        json_t *made = done_once(201, as, "POST", path, "{\"grade\":\"B\",\"reason\":\"faded\",\"public_text\":\"A little faded.\"}");
        assert_string_equal(text_at(made, "reason"), "B by override of A: faded");
        assert_string_equal(text_at(made, "sentence"), "A little faded.");
        assert_string_equal(text_at(made, "override.of"), "A");
        json_t *grades = expect(200, merchant.key, "GET", grades_path(&merchant, piece.unit_id), NULL);
        assert_int_equal(json_array_size(value_at(grades, "items")), 2);
        assert_string_equal(text_at(grades, "items.1.grade"), "A");
        json_t *ledger = expect(200, merchant.key, "GET", at(&merchant, "intake", "/units/%s", piece.unit_id), NULL);
        assert_string_equal(text_at(ledger, "events.2.event"), "grade_overridden");
        assert_string_equal(text_at(ledger, "state"), "graded");
        expect_problem(409, "grade-state", as, "POST", path, "{\"grade\":\"C\",\"reason\":\"faded\"}");
}

static void a_higher_grade_needs_a_second_person_and_keeps_the_flaws(void **state)
{
        struct merchant merchant = new_merchant();
        struct person asks = new_person("supervisor"), approves = new_person("supervisor");

        (void)state;
        bench_rubric(&merchant);
        struct piece piece = a_received_unit(&merchant);
        const char *id = text_at(expect(201, staff("grader"), "POST", grades_path(&merchant, piece.unit_id), "%s", worn(clean, snag, "")), "grade_id");
        const char *path = override_path(&merchant, piece.unit_id, id), *as = token_of(&asks);
        expect_field(422, "approval", as, "POST", path, "{\"grade\":\"A\",\"reason\":\"it is inside\"}");
        expect_problem(409, "approval-invalid", as, "POST", path, "{\"grade\":\"A\",\"reason\":\"it is inside\",\"approval\":\"ra_nothing\"}");
        const char *token = text_at(expect(201, as, "POST", at(&merchant, "accounts", "/approvals"), "{\"action\":\"grade_override\",\"subject\":\"%s\",\"email\":\"%s\",\"password\":\"%s\"}",
                                           piece.unit_id, approves.email, a_password), "token");
        json_t *made = done_once(201, as, "POST", path, "{\"grade\":\"A\",\"reason\":\"it is inside\",\"approval\":\"%s\"}", token);
        assert_string_equal(text_at(made, "reason"), "A by override of B: it is inside");
        assert_string_equal(text_at(made, "sentence"), "Small snag, 8 mm.");
        assert_string_equal(text_at(made, "override.approved_by"), format("staff:%s", approves.id));
        json_t *ledger = expect(200, merchant.key, "GET", at(&merchant, "intake", "/units/%s", piece.unit_id), NULL);
        assert_string_equal(text_at(ledger, "events.2.payload.approved_by"), format("staff:%s", approves.id));
        const char *collection_id;
        a_collection(&merchant, false, &collection_id);
        until_state(&merchant, piece.unit_id, "listed");
        json_t *listing = value_at(expect(200, merchant.key, "GET", at(&merchant, "listing", "/listings"), NULL), "items.0");
        assert_string_equal(text_at(listing, "grade"), "A");
        assert_string_equal(text_at(listing, "condition_text"), "Small snag, 8 mm");
}

static void what_is_listed_is_withdrawn_before_its_grade_is_overridden(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id;
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);
        const char *id = text_at(expect(200, merchant.key, "GET", grades_path(&merchant, piece.unit_id), NULL), "items.0.grade_id");
        const char *path = override_path(&merchant, piece.unit_id, id), *body = "{\"grade\":\"B\",\"reason\":\"faded\",\"public_text\":\"A little faded.\"}";

        (void)state;
        struct answer refused = call(staff("supervisor"), "POST", path, "%s", body);
        assert_int_equal(refused.status, 409);
        assert_string_equal(text_at(refused.json, "detail"), "The unit was graded already and is listed: that grade stands until its listing is withdrawn.");
        expect(200, staff("lister"), "POST", at(&merchant, "listing", "/listings/%s/withdraw", listing_id), NULL);
        expect(201, staff("supervisor"), "POST", at(&merchant, "grading", "/rubrics"), "%s",   /* it is still a grade of the version that it was graded by */
               "{\"product_type\":\"*\",\"body\":{\"grades\":[{\"code\":\"1\",\"name\":\"One\"},{\"code\":\"2\",\"name\":\"Two\"}],\"questions\":[{\"code\":\"Q\",\"axis\":\"cosmetic\","
               "\"text\":\"Is it worn?\",\"required\":true,\"answers\":[{\"code\":\"no\",\"text\":\"no\",\"public\":\"Fine.\"},"
               "{\"code\":\"yes\",\"text\":\"yes\",\"public\":\"Worn.\",\"cap\":\"2\"}]}]}}");
        expect(201, staff("supervisor"), "POST", path, "%s", body);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(observations_are_pinned_on_photos_and_become_the_condition_text), api_test(what_cannot_have_been_seen_is_refused_by_its_field),
                api_test(a_photo_of_an_earlier_trip_shows_nothing_of_this_one),
                api_test(a_sealed_unit_is_graded_without_an_answer), api_test(what_was_cleaned_keeps_its_first_answer),
                api_test(an_unsafe_answer_holds_the_unit_and_no_grade_is_given), api_test(a_safety_word_in_a_note_holds_the_unit),
                api_test(the_second_grader_sees_who_has_the_unit), api_test(of_two_grades_for_one_state_one_is_recorded), api_test(answers_for_a_state_it_has_left_are_refused),
                api_test(a_lower_grade_needs_a_reason_and_true_words), api_test(a_higher_grade_needs_a_second_person_and_keeps_the_flaws),
                api_test(what_is_listed_is_withdrawn_before_its_grade_is_overridden),
        };

        test_memory = arena_new();   /* of the pictures, for all tests */
        int failed = API_MAIN(tests);
        arena_free(test_memory);
        return failed;
}
