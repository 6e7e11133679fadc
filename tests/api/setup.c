/* What a merchant sets up in routing: destinations, rules, workflows, switches, catalogue facts, and who did it. */
#include "support/steps.h"

static const char *a_destination(const struct merchant *merchant, const char *name, const char *type)
{
        return text_at(expect(201, merchant->key, "POST", at(merchant, "routing", "/destinations"),
                              "{\"name\":\"%s\",\"type\":\"%s\",\"address\":{}}", name, type), "destination_id");
}

static void a_destination_is_added_once(void **state)
{
        struct merchant merchant = new_merchant();

        (void)state;
        json_t *made = done_once(201, merchant.key, "POST", at(&merchant, "routing", "/destinations"), "{\"name\":\"Own\",\"type\":\"warehouse\",\"address\":{\"city\":\"Ulm\"}}");
        assert_true(json_is_true(value_at(made, "is_default")));
        expect_problem(409, "already-exists", merchant.key, "POST", at(&merchant, "routing", "/destinations"), "{\"name\":\"Own\",\"type\":\"warehouse\",\"address\":{}}");
        expect_field(422, "address", merchant.key, "POST", at(&merchant, "routing", "/destinations"), "{\"name\":\"b\",\"type\":\"warehouse\",\"address\":[]}");
        expect_field(422, "owner", merchant.key, "POST", at(&merchant, "routing", "/destinations"), "{\"name\":\"b\",\"type\":\"warehouse\",\"address\":{},\"owner\":1}");
        assert_int_equal(count_of(merchant.key, at(&merchant, "routing", "/destinations")), 1);
}

static void there_is_always_one_default(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        const char *own = a_destination(&merchant, "Own", "warehouse"), *second = a_destination(&merchant, "Second", "warehouse");
        const char *donation = a_destination(&merchant, "Donation", "donation_center");

        (void)state;
        expect_problem(409, "default-destination", merchant.key, "PATCH", at(&merchant, "routing", "/destinations/%s", own), "{\"is_default\":false}");
        expect_problem(409, "default-destination", merchant.key, "PATCH", at(&merchant, "routing", "/destinations/%s", donation), "{\"is_default\":true}");
        expect_problem(409, "already-exists", merchant.key, "PATCH", at(&merchant, "routing", "/destinations/%s", second), "{\"name\":\"Own\"}");
        expect_problem(404, "destination-not-found", other.key, "PATCH", at(&other, "routing", "/destinations/%s", second), "{\"is_default\":true}");
        done_once(200, merchant.key, "PATCH", at(&merchant, "routing", "/destinations/%s", second), "{\"is_default\":true}");
        expect(200, merchant.key, "PATCH", at(&merchant, "routing", "/destinations/%s", own), "{\"enabled\":false}");
        json_t *list = expect(200, merchant.key, "GET", at(&merchant, "routing", "/destinations"), NULL);
        assert_true(json_is_false(value_at(list, "items.0.is_default")) && json_is_true(value_at(list, "items.1.is_default")));
}

static const char *rule(const char *place, const char *more)
{
        return format("{\"destination_id\":\"%s\",\"mode\":\"receive_all\",\"conditions\":{\"vendors\":[\"v\"]}%s}", place, more);
}

static const char *workflow(const char *place, const char *more)
{
        return format("{\"name\":\"w\",\"action\":\"donate\",\"destination_id\":\"%s\",\"conditions\":{\"vendors\":[\"v\"]}%s}", place, more);
}

/* The next version is of a rule that lives, and of this merchant. */
static void versions_follow_what_lives(const char *noun, const char *id_name, const char *(*body)(const char *, const char *), const char *type)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        const char *place = a_destination(&merchant, "P", type), *theirs = a_destination(&other, "P", type), *path = at(&merchant, "routing", "/%ss", noun);
        const char *gone = format("%s-not-found", noun);
        json_t *made = done_once(201, merchant.key, "POST", path, "%s", body(place, ""));
        const char *id = text_at(made, id_name), *next = format(",\"%s\":\"%s\"", id_name, id);

        assert_int_equal(count_of(merchant.key, path), 1);
        made = done_once(201, merchant.key, "POST", path, "%s", body(place, next));
        assert_int_equal(integer_at(made, "version"), 2);
        expect_problem(404, "destination-not-found", merchant.key, "POST", path, "%s", body(theirs, next));
        expect_problem(404, gone, merchant.key, "POST", path, "%s", body(place, format(",\"%s\":\"%s\"", id_name, new_uuid())));
        expect_problem(404, gone, other.key, "POST", at(&other, "routing", "/%ss", noun), "%s", body(theirs, next));
        expect_problem(404, gone, other.key, "DELETE", at(&other, "routing", "/%ss/%s", noun, id), NULL);
        assert_int_equal(integer_at(expect(200, merchant.key, "GET", path, NULL), "items.0.version"), 2);
        done_once(204, merchant.key, "DELETE", at(&merchant, "routing", "/%ss/%s", noun, id), NULL);
        expect_problem(404, gone, merchant.key, "DELETE", at(&merchant, "routing", "/%ss/%s", noun, id), NULL);
        expect_problem(404, gone, merchant.key, "POST", path, "%s", body(place, next));   /* what ended stays ended */
        assert_int_equal(count_of(merchant.key, path), 0);
}

static void a_rule_changes_by_versions(void **state) { (void)state; versions_follow_what_lives("rule", "rule_id", rule, "warehouse"); }
static void a_workflow_changes_by_versions(void **state) { (void)state; versions_follow_what_lives("workflow", "workflow_id", workflow, "donation_center"); }

static void what_is_donated_goes_to_a_donation_center(void **state)
{
        struct merchant merchant = new_merchant();
        const char *own = a_destination(&merchant, "Own", "warehouse"), *path = at(&merchant, "routing", "/workflows");

        (void)state;
        expect_field(422, "destination_id", merchant.key, "POST", path, "%s", workflow(own, ""));
        expect(201, merchant.key, "POST", path, "{\"name\":\"w\",\"action\":\"route_to\",\"destination_id\":\"%s\",\"conditions\":{\"countries\":[\"US\"]}}", own);
        expect(201, merchant.key, "POST", path, "{\"name\":\"w\",\"action\":\"keep_item\",\"conditions\":{\"max_price\":500}}");
        expect_field(422, "destination_id", merchant.key, "POST", path, "{\"name\":\"w\",\"action\":\"keep_item\",\"destination_id\":\"%s\",\"conditions\":{\"max_price\":500}}", own);
        expect_field(422, "conditions.max_price", merchant.key, "POST", path, "{\"name\":\"w\",\"action\":\"keep_item\",\"conditions\":{\"max_price\":-1}}");
        expect_field(422, "conditions.skus", merchant.key, "POST", path, "{\"name\":\"w\",\"action\":\"keep_item\",\"conditions\":{\"skus\":[1]}}");
        expect_field(422, "priority", merchant.key, "POST", path, "{\"name\":\"w\",\"priority\":-1,\"action\":\"keep_item\",\"conditions\":{\"max_price\":5}}");
}

static void settings_and_facts_are_set_once(void **state)
{
        struct merchant merchant = new_merchant();

        (void)state;
        done_once(200, merchant.key, "PUT", at(&merchant, "routing", "/settings"), "{\"enforce_product_rules\":false,\"donate_scope\":\"return\"}");
        done_once(204, merchant.key, "PUT", at(&merchant, "routing", "/products"), "{\"products\":[{\"product_id\":\"1\",\"product_type\":\"Mug\"},{\"product_id\":\"1\"}]}");
        done_once(204, merchant.key, "PUT", at(&merchant, "routing", "/connections/loop"), "{\"secret\":\"a secret of sixteen\"}");
        expect_field(422, "secret", merchant.key, "PUT", at(&merchant, "routing", "/connections/loop"), "{\"secret\":\"short\"}");
        expect_field(422, "products", merchant.key, "PUT", at(&merchant, "routing", "/products"), "{\"products\":[]}");
        expect_field(422, "products[0].product_type", merchant.key, "PUT", at(&merchant, "routing", "/products"), "{\"products\":[{\"product_id\":\"1\",\"product_type\":\"\"}]}");
        expect_problem(404, "merchant-not-found", staff("administrator"), "GET", format("/routing/v1/merchants/%s/settings", new_uuid()), NULL);
        expect_problem(404, "merchant-not-found", staff("administrator"), "PUT", format("/routing/v1/merchants/%s/products", new_uuid()), "{\"products\":[{\"product_id\":\"1\"}]}");
}

/* Nothing of routing is set up, changed or tried without resale in the plan. */
static void the_plan_is_asked_by_every_change(void **state)
{
        struct merchant merchant = new_merchant();
        const char *own = a_destination(&merchant, "Own", "warehouse"), *donation = a_destination(&merchant, "D", "donation_center");
        const char *the_rule = text_at(expect(201, merchant.key, "POST", at(&merchant, "routing", "/rules"), "%s", rule(own, "")), "rule_id");
        const char *the_workflow = text_at(expect(201, merchant.key, "POST", at(&merchant, "routing", "/workflows"), "%s", workflow(donation, "")), "workflow_id");
        const struct { const char *method, *rest, *body; } changes[] = {
                { "POST", "/destinations", "{\"name\":\"x\",\"type\":\"warehouse\",\"address\":{}}" }, { "PATCH", format("/destinations/%s", own), "{\"name\":\"x\"}" },
                { "POST", "/rules", rule(own, "") }, { "DELETE", format("/rules/%s", the_rule), NULL },
                { "POST", "/workflows", workflow(donation, "") }, { "DELETE", format("/workflows/%s", the_workflow), NULL },
                { "PUT", "/settings", "{\"enforce_product_rules\":false,\"donate_scope\":\"line\"}" }, { "PUT", "/products", "{\"products\":[{\"product_id\":\"1\"}]}" },
                { "PUT", "/connections/loop", "{\"secret\":\"a secret of sixteen\"}" }, { "POST", "/dry-run", "{\"id\":1,\"line_items\":[{\"line_item_id\":1}]}" },
        };

        (void)state;
        expect(200, staff("administrator"), "PATCH", at(&merchant, "accounts", ""), "{\"resale_included\":false}");
        for (size_t i = 0; i < ARRAY_LEN(changes); i++) {
                json_t *problem = changes[i].body ? expect_problem(403, "plan-excludes-resale", merchant.key, changes[i].method, at(&merchant, "routing", "%s", changes[i].rest), "%s", changes[i].body)
                                                  : expect_problem(403, "plan-excludes-resale", merchant.key, changes[i].method, at(&merchant, "routing", "%s", changes[i].rest), NULL);
                assert_non_null(strstr(text_at(problem, "title"), "Merchant Success Manager"));
        }
        assert_int_equal(count_of(merchant.key, at(&merchant, "routing", "/rules")), 1);   /* what was, can still be read */
}

static void changes_are_audited_for_their_merchant(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        const char *own = a_destination(&merchant, "Own", "warehouse");

        (void)state;
        expect(201, merchant.key, "POST", at(&merchant, "routing", "/rules"), "%s", rule(own, ""));
        expect(204, merchant.key, "PUT", at(&merchant, "routing", "/connections/loop"), "{\"secret\":\"a secret of sixteen\"}");
        struct answer audit = call(merchant.key, "GET", at(&merchant, "routing", "/audit"), NULL);
        assert_string_equal(text_at(audit.json, "items.0.action"), "loop.connected");
        assert_string_equal(text_at(audit.json, "items.1.action"), "rule.written");
        assert_string_equal(text_at(audit.json, "items.2.action"), "destination.added");
        assert_true(text_starts(text_at(audit.json, "items.0.actor"), "key:"));
        assert_null(strstr(audit.text, "a secret of"));
        assert_int_equal(count_of(other.key, at(&other, "routing", "/audit")), 0);
}

/* Changes that come at once follow one another: none is refused for a race, and no version is lost. */
static void changes_at_once_follow_one_another(void **state)
{
        enum { SETTERS = 6 };
        struct merchant merchant = new_merchant();
        const char *own = a_destination(&merchant, "Own", "warehouse"), *path = at(&merchant, "routing", "/rules");
        const char *id = text_at(expect(201, merchant.key, "POST", path, "%s", rule(own, "")), "rule_id");
        struct racer setter[SETTERS];

        (void)state;
        for (int i = 0; i < SETTERS; i++)
                setter[i] = (struct racer){ merchant.key, path, rule(own, format(",\"rule_id\":\"%s\"", id)), 0 };
        race(setter, SETTERS);
        for (int i = 0; i < SETTERS; i++)
                assert_int_equal(setter[i].status, 201);
        assert_int_equal(integer_at(expect(200, merchant.key, "GET", path, NULL), "items.0.version"), 1 + SETTERS);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(a_destination_is_added_once), api_test(there_is_always_one_default), api_test(a_rule_changes_by_versions), api_test(a_workflow_changes_by_versions),
                api_test(what_is_donated_goes_to_a_donation_center), api_test(settings_and_facts_are_set_once), api_test(the_plan_is_asked_by_every_change),
                api_test(changes_are_audited_for_their_merchant), api_test(changes_at_once_follow_one_another),
        };

        return API_MAIN(tests);
}
