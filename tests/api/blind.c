/* Who may give a second look learns the first grade by no route: all that a grader may read are asked about units that wait for one. */
#include "support/photos.h"
#include "support/program.h"
#include "support/stations.h"
#include "support/work.h"

static const char rubric[] =
        "{\"grades\":[{\"code\":\"PX\",\"name\":\"Pristine\"},{\"code\":\"PY\",\"name\":\"Passable\"},{\"code\":\"PZ\",\"name\":\"Pitiful\",\"saleable\":false}],"
        "\"questions\":[{\"code\":\"SG-9\",\"axis\":\"cosmetic\",\"text\":\"Is it torn?\",\"required\":true,\"answers\":[{\"code\":\"sound\",\"text\":\"sound\"},"
        "{\"code\":\"frayed\",\"text\":\"frayed\",\"public\":\"A frayed hem.\",\"cap\":\"PY\",\"photos\":[\"Defect\"]},"
        "{\"code\":\"gaping\",\"text\":\"gaping\",\"public\":\"A gaping hole.\",\"cap\":\"PZ\",\"photos\":[\"Defect\"]}]}]}";

/* What none of it may say. Words of the rubric itself are there for everybody, at addresses of its own. */
static const char *const words[] = { "PX", "PY", "PZ", "Pitiful", "Passable", "gaping", "frayed", "whispered", "under the arm", "Defect", "resell", "liquidate", "recycle", "mend_hole", NULL };
static const char *const known[] = { "rubric", "earning-policies", "/operations", "shot-list", "safety-words", "review-polic", "/collections", NULL };

struct scene { struct merchant merchant; struct person second; struct piece piece; const char *order, *listing, *collection, *bin, *tote; };

static const char *value_of(const struct scene *s, const char *name)
{
        static const char *const names[] = { "merchant_id", "unit_id", "shipment_id", "work_order_id", "listing_id", "collection_id", NULL };
        const char *values[] = { s->merchant.id, s->piece.unit_id, s->piece.shipment_id, s->order, s->listing, s->collection };

        for (size_t i = 0; names[i]; i++)
                if (strncmp(name, names[i], strlen(names[i])) == 0 && name[strlen(names[i])] == '}')
                        return values[i] ? values[i] : new_uuid();
        return text_starts(name, "facility_id") ? facility() : new_uuid();
}

static const char *address(const struct scene *s, const char *pattern)
{
        const char *path = "";

        for (const char *rest = pattern; *rest;) {
                size_t plain = strcspn(rest, "{");
                path = format("%s%.*s", path, (int)plain, rest);
                rest += plain;
                if (*rest == '{') {
                        path = format("%s%s", path, value_of(s, rest + 1));
                        rest += strcspn(rest, "}") + 1;
                }
        }
        return path;
}

static bool is_about_words(const char *path)
{
        for (size_t i = 0; known[i]; i++)
                if (strstr(path, known[i]))
                        return true;
        return false;
}

static int leaks;

static void look_for_words(const char *method, const char *path, const struct answer *answer)
{
        json_object_del(answer->json, "rubric");   /* the whole of it, as everybody has it */
        char *dumped = answer->json ? json_dumps(answer->json, JSON_COMPACT) : NULL;
        const char *text = dumped ? dumped : answer->text;

        for (size_t i = 0; words[i]; i++)
                if (text && strstr(text, words[i])) {
                        print_error("%s %s says %s: %.300s\n", method, path, words[i], text);
                        leaks++;
                }
        free(dumped);
}

/* Every address that a grader may read. */
static int read_all(const struct scene *s)
{
        static const char *const services[] = { "accounts", "routing", "intake", "grading", "listing", "fulfillment" };
        const char *as = token_of(&s->second);
        char method[10], path[200], roles[200];
        struct arena *arena = arena_new();
        int asked = 0;

        for (size_t i = 0; i < ARRAY_LEN(services); i++) {
                struct ran ran = run_program(arena, "%s --routes", services[i]);
                for (const char *line = ran.output; sscanf(line, "%9s\t%199s\t%199s\t", method, path, roles) == 3; line = strchr(line, '\n') + 1)
                        if (text_equal(method, "GET") && strstr(roles, "grader") && !is_about_words(path)) {
                                const char *filled = address(s, path);
                                struct answer answer = call(as, "GET", filled, NULL);
                                look_for_words("GET", filled, &answer);
                                asked++;
                        }
        }
        arena_free(arena);
        return asked;
}

static void try_to_write(const struct scene *s)
{
        const char *unit = at(&s->merchant, "grading", "/units/%s", s->piece.unit_id), *as = token_of(&s->second);
        const char *posts[][2] = {
                { "/intake/v1/scans", format("{\"code\":\"%s\"}", s->piece.plate) }, { "/intake/v1/scans", format("{\"code\":\"RPB:%s\"}", s->bin) },
                { "/intake/v1/scans", format("{\"code\":\"RPT:%s\"}", s->tote) }, { "/intake/v1/scans", "{\"code\":\"FL-S\"}" },
                { format("%s/grades", unit), "{\"answers\":[{\"question\":\"SG-9\",\"answer\":\"sound\"}]}" }, { format("%s/bench", unit), "{}" }, { format("%s/decision", unit), NULL },
                { format("%s/grades/%s/override", unit, new_uuid()), "{\"grade\":\"PX\",\"reason\":\"x\"}" },
                { "/intake/v1/placements", format("{\"what\":\"%s\",\"into\":\"RPB:%s\"}", s->piece.plate, s->bin) },
                { "/intake/v1/placements", format("{\"what\":\"%s\",\"into\":\"RPT:%s\"}", s->piece.plate, s->tote) },
                { at(&s->merchant, "intake", "/units/%s/triage", s->piece.unit_id), "{\"sealed\":false,\"damaged\":false}" },
        };

        for (size_t i = 0; i < ARRAY_LEN(posts); i++) {
                struct answer answer = call(as, "POST", posts[i][0], posts[i][1] ? "%s" : NULL, posts[i][1]);
                look_for_words("POST", posts[i][0], &answer);
        }
}

static bool has_one(const json_t *json, const void *context) { (void)context; return json_array_size(json_object_get(json, "items")) == 1; }

/* Graded by another, with all that is done with a unit since. */
static void a_scene(struct scene *s, const char *answer)
{
        struct arena *arena = arena_new();

        s->merchant = new_merchant();
        s->second = new_person("grader");
        s->piece = a_received_unit(&s->merchant);
        s->bin = unique("BLIND-");
        s->tote = unique("BT-");
        expect(201, staff("supervisor"), "POST", "/intake/v1/bins", "{\"facility_id\":\"%s\",\"from\":\"%s\"}", facility(), s->bin);
        expect(201, staff("supervisor"), "POST", "/intake/v1/totes", "{\"facility_id\":\"%s\",\"from\":\"%s\"}", facility(), s->tote);
        expect(201, staff("supervisor"), "POST", at(&s->merchant, "grading", "/rubrics"), "{\"product_type\":\"*\",\"body\":%s}", rubric);
        expect(201, staff("supervisor"), "POST", at(&s->merchant, "grading", "/review-policies"), "{\"base_share\":10000,\"days\":5,\"tolerance\":0,\"kappa_below\":7000,\"pairs\":10}");
        a_photo(&s->merchant, s->piece.unit_id, "Front", jpeg_quarters(arena, 320, 240));   /* which every unit has to have */
        a_photo(&s->merchant, s->piece.unit_id, "Defect", jpeg_quarters(arena, 320, 240));
        arena_free(arena);
        expect(201, staff("grader"), "POST", at(&s->merchant, "grading", "/units/%s/grades", s->piece.unit_id),
               "{\"answers\":[{\"question\":\"SG-9\",\"answer\":\"%s\",\"note\":\"whispered\"}],\"observations\":[{\"question\":\"SG-9\",\"place\":\"under the arm\"}]}", answer);
        eventually(token_of(&s->second), format("/grading/v1/reviews?plate=%s", s->piece.plate), has_one, NULL);
}

static void nothing_is_told(const struct scene *s)
{
        json_t *review = value_at(expect(200, token_of(&s->second), "GET", format("/grading/v1/reviews?plate=%s", s->piece.plate), NULL), "items.0");

        leaks = 0;
        assert_true(read_all(s) > 60);
        try_to_write(s);
        expect(200, token_of(&s->second), "POST", at(&s->merchant, "grading", "/reviews/%s/take", text_at(review, "review_id")), NULL);
        read_all(s);
        try_to_write(s);
        assert_int_equal(leaks, 0);
        const char *photos = at(&s->merchant, "intake", "/units/%s/photos", s->piece.unit_id);
        assert_int_equal(count_of(token_of(&s->second), photos), 1);
        assert_int_equal(count_of(staff("grader"), photos), 2);
}

static void of_a_unit_that_is_not_for_sale_nothing_is_told(void **state)
{
        struct scene s = { 0 };

        (void)state;
        a_scene(&s, "gaping");
        an_operation(&s.merchant, "mend_hole", "");
        s.order = a_planned_order(&s.merchant, s.piece.unit_id, "mend_hole");
        expect(201, staff("receiver"), "POST", "/intake/v1/placements", "{\"what\":\"%s\",\"into\":\"RPT:%s\"}", s.piece.plate, s.tote);
        expect(202, staff("supervisor"), "POST", at(&s.merchant, "grading", "/units/%s/disposition", s.piece.unit_id),
               "{\"disposition\":\"destroy\",\"evidence\":{\"reason\":\"A gaping hole\"}}");
        nothing_is_told(&s);
        expect_problem(409, "review-open", token_of(&s.second), "GET", order_path(&s.merchant, s.order, ""), NULL);
        assert_int_equal(count_of(token_of(&s.second), at(&s.merchant, "grading", "/units/%s/work-orders", s.piece.unit_id)), 0);
        assert_int_equal(count_of(token_of(&s.second), at(&s.merchant, "grading", "/approvals")), 0);
        expect(200, staff("grader"), "GET", order_path(&s.merchant, s.order, ""), NULL);
        assert_int_equal(count_of(staff("grader"), at(&s.merchant, "grading", "/approvals")), 1);
}

static void of_a_unit_on_offer_nothing_is_told(void **state)
{
        struct scene s = { 0 };

        (void)state;
        a_scene(&s, "frayed");
        a_collection(&s.merchant, false, &s.collection);
        expect(201, staff("lister"), "POST", at(&s.merchant, "listing", "/collections/%s/policies", s.collection),
               "{\"return_days\":30,\"final_sale\":false,\"price_shares\":{\"*\":5500},\"min_price\":1000,\"auto_publish\":true}");
        until_state(&s.merchant, s.piece.unit_id, "listed");
        expect(201, staff("receiver"), "POST", "/intake/v1/placements", "{\"what\":\"%s\",\"into\":\"RPB:%s\"}", s.piece.plate, s.bin);
        s.listing = text_at(expect(200, staff("lister"), "GET", at(&s.merchant, "listing", "/listings"), NULL), "items.0.listing_id");
        nothing_is_told(&s);
}

int main(void)
{
        const struct CMUnitTest tests[] = { api_test(of_a_unit_that_is_not_for_sale_nothing_is_told), api_test(of_a_unit_on_offer_nothing_is_told) };

        return API_MAIN(tests);
}
