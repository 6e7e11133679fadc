/* Answers are held to schemas: each keyword holds what it should and breaks at the right place. */
#include "support/contract.h"
#include "support/unit.h"
#include "support/yaml.h"

#include <unistd.h>

static void release_json(void *json) { json_decref(json); }

static json_t *borrowed(json_t *json)
{
        assert_non_null(json);
        arena_defer(test_memory, release_json, json);
        return json;
}

static json_t *parsed(const char *text) { return borrowed(json_loads(text, JSON_DECODE_ANY, NULL)); }

static const char document[] =
        "{\"components\":{\"schemas\":{"
        "\"Money\":{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"amount\",\"currency\"],"
        "\"properties\":{\"amount\":{\"type\":\"integer\",\"format\":\"int64\"},\"currency\":{\"type\":\"string\",\"minLength\":3,\"maxLength\":3}}},"
        "\"Facts\":{\"required\":[\"id\"],\"properties\":{\"id\":{\"type\":\"string\",\"format\":\"uuid\"},\"price\":{\"$ref\":\"#/components/schemas/Money\"}}},"
        "\"Whole\":{\"type\":\"object\",\"unevaluatedProperties\":false,\"allOf\":[{\"$ref\":\"#/components/schemas/Facts\"}],\"required\":[\"lines\"],"
        "\"properties\":{\"lines\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/components/schemas/Money\"}}}},"
        "\"Endless\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/components/schemas/Endless\"}}}}}";

static const char *breach(const char *schema, const char *value) { return contract_breach(test_memory, parsed(document), parsed(schema), parsed(value)); }
static const char *fault(const char *schema) { return contract_fault(test_memory, parsed(document), parsed(schema)); }

static void must_hold(const char *schema, const char *value)
{
        const char *why = breach(schema, value);

        if (why)
                fail_msg("%s against %s: %s", value, schema, why);
}

static void must_break(const char *schema, const char *value, const char *expected)
{
        const char *why = breach(schema, value);

        if (!why)
                fail_msg("%s holds against %s", value, schema);
        assert_string_equal(why, expected);
}

static void a_type_is_one_or_a_list(void **state)
{
        static const char *const values[][2] = { { "object", "{}" }, { "array", "[]" }, { "string", "\"\"" }, { "integer", "1" }, { "number", "1.5" }, { "boolean", "false" },
                                                 { "null", "null" } };

        (void)state;
        for (size_t t = 0; t < ARRAY_LEN(values); t++)
                for (size_t v = 0; v < ARRAY_LEN(values); v++) {
                        const char *schema = arena_printf(test_memory, "{\"type\":\"%s\"}", values[t][0]);
                        bool fits = t == v || (text_equal(values[t][0], "number") && text_equal(values[v][0], "integer"));
                        assert_int_equal(breach(schema, values[v][1]) == NULL, fits);
                }
        must_hold("{\"type\":[\"string\",\"null\"]}", "null");
        must_break("{\"type\":[\"string\",\"null\"]}", "1", "must be [\"string\",\"null\"], is 1");
        must_break("{\"type\":\"integer\"}", "\"12\"", "must be \"integer\", is \"12\"");
}

static void values_texts_and_sizes_are_held(void **state)
{
        (void)state;
        must_hold("{\"const\":\"a\"}", "\"a\"");
        must_break("{\"const\":\"a\"}", "\"b\"", "must be \"a\", is \"b\"");
        must_hold("{\"enum\":[\"a\",null]}", "null");
        must_break("{\"enum\":[\"a\",\"b\"]}", "\"c\"", "must be one of [\"a\",\"b\"], is \"c\"");
        must_hold("{\"minLength\":2,\"maxLength\":3}", "\"\\u00e4\\u00f6\\u00fc\"");
        must_break("{\"minLength\":2}", "\"a\"", "breaks minLength 2 with \"a\"");
        must_break("{\"maxLength\":3}", "\"abcd\"", "breaks maxLength 3 with \"abcd\"");
        must_hold("{\"minimum\":0,\"maximum\":5}", "5");
        must_break("{\"minimum\":0}", "-1", "breaks minimum 0 with -1");
        must_break("{\"maximum\":5}", "6", "breaks maximum 5 with 6");
        must_break("{\"minItems\":1}", "[]", "breaks minItems 1 with []");
        must_break("{\"maxItems\":1}", "[1,2]", "breaks maxItems 1 with [1,2]");
        must_break("{\"minProperties\":1}", "{}", "breaks minProperties 1 with {}");
        must_hold("{\"minLength\":2,\"minimum\":2,\"minItems\":2,\"minProperties\":2}", "null");
}

static void a_format_is_ours(void **state)
{
        (void)state;
        must_hold("{\"format\":\"uuid\"}", "\"01890a5d-ac96-774b-bcce-b302099a8057\"");
        must_break("{\"format\":\"uuid\"}", "\"01890A5D-ac96-774b-bcce-b302099a8057\"", "must be uuid, is \"01890A5D-ac96-774b-bcce-b302099a8057\"");
        must_break("{\"format\":\"uuid\"}", "\"\"", "must be uuid, is \"\"");
        must_hold("{\"format\":\"date-time\"}", "\"2026-11-20T12:00:00.250000Z\"");
        must_break("{\"format\":\"date-time\"}", "\"2026-11-20 12:00:00Z\"", "must be date-time, is \"2026-11-20 12:00:00Z\"");
        must_break("{\"format\":\"date-time\"}", "\"2026-11-20T12:00:00+01:00\"", "must be date-time, is \"2026-11-20T12:00:00+01:00\"");
        must_hold("{\"type\":[\"string\",\"null\"],\"format\":\"uuid\"}", "null");
}

static void the_place_of_a_breach_is_named(void **state)
{
        static const char lines[] = "{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"price\":{\"$ref\":\"#/components/schemas/Money\"}}}}";

        (void)state;
        must_hold(lines, "[{\"price\":{\"amount\":1,\"currency\":\"USD\"},\"more\":1}]");
        must_break(lines, "[{},{\"price\":{\"amount\":1.5,\"currency\":\"USD\"}}]", "[1].price.amount: must be \"integer\", is 1.5");
        must_break(lines, "[{\"price\":{\"amount\":1}}]", "[0].price.currency: is missing");
        must_break(lines, "[{\"price\":{\"amount\":1,\"currency\":\"USD\",\"tax\":0}}]", "[0].price.tax: is not described");
        must_break("{\"properties\":{\"a\":{\"items\":{\"const\":1}}}}", "{\"a\":[1,2]}", "a[1]: must be 1, is 2");
}

static void other_members_are_open_closed_or_of_a_kind(void **state)
{
        (void)state;
        must_hold("{\"properties\":{\"a\":{}},\"additionalProperties\":true}", "{\"b\":1}");
        must_break("{\"properties\":{\"a\":{}},\"additionalProperties\":false}", "{\"a\":1,\"b\":1}", "b: is not described");
        must_hold("{\"additionalProperties\":{\"type\":\"integer\"}}", "{\"A\":7000,\"*\":3000}");
        must_break("{\"additionalProperties\":{\"type\":\"integer\"}}", "{\"A\":7000,\"*\":\"x\"}", "*: must be \"integer\", is \"x\"");
}

static void an_object_may_be_made_of_parts(void **state)
{
        static const char whole[] = "{\"$ref\":\"#/components/schemas/Whole\"}", id[] = "\"id\":\"01890a5d-ac96-774b-bcce-b302099a8057\"";

        (void)state;
        must_hold(whole, arena_printf(test_memory, "{%s,\"lines\":[]}", id));
        must_break(whole, "{\"lines\":[]}", "id: is missing");
        must_break(whole, arena_printf(test_memory, "{%s}", id), "lines: is missing");
        must_break(whole, arena_printf(test_memory, "{%s,\"lines\":[],\"more\":1}", id), "more: is not described");
        must_break(whole, arena_printf(test_memory, "{%s,\"price\":1,\"lines\":[]}", id), "price: must be \"object\", is 1");
}

static void one_of_several_forms_fits(void **state)
{
        static const char price[] = "{\"oneOf\":[{\"$ref\":\"#/components/schemas/Money\"},{\"type\":\"null\"}]}";

        (void)state;
        must_hold(price, "null");
        must_hold(price, "{\"amount\":1,\"currency\":\"USD\"}");
        must_break(price, "{\"amount\":1}", "fits none of 2 forms: currency is missing; must be \"null\", is {\"amount\":1}");
        must_break("{\"oneOf\":[{\"type\":\"integer\"},{\"const\":1}]}", "1", "fits 2 of 2 forms");
}

static void a_schema_that_cannot_be_held_is_at_fault(void **state)
{
        (void)state;
        assert_null(fault("{\"$ref\":\"#/components/schemas/Whole\"}"));
        assert_string_equal(fault("{\"type\":\"string\",\"pattern\":\"a\"}"), "\"pattern\" is not held");
        assert_string_equal(fault("{\"type\":\"string\",\"format\":\"email\"}"), "the format email is not held");
        assert_string_equal(fault("{\"type\":\"object\"}"), "does not say whether it is open (additionalProperties)");
        assert_string_equal(fault("{\"type\":[\"object\",\"null\"],\"properties\":{}}"), "does not say whether it is open (additionalProperties)");
        assert_string_equal(fault("{\"$ref\":\"#/components/schemas/Facts\"}"), "does not say whether it is open (additionalProperties)");
        assert_string_equal(fault("{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"a\"]}"), "requires a and does not describe it");
        assert_string_equal(fault("{\"items\":{\"$ref\":\"#/components/schemas/None\"}}"), "items: is not there: {\"$ref\":\"#/components/schemas/None\"}");
        assert_string_equal(fault("{\"$ref\":\"#/components/schemas/Money\",\"minimum\":1}"), "has more than a description beside its $ref");
        assert_null(fault("{\"$ref\":\"#/components/schemas/Money\",\"description\":\"of it\"}"));
        assert_string_equal(fault("{\"oneOf\":[{},{\"type\":\"object\"}]}"), "[1]: does not say whether it is open (additionalProperties)");
        assert_non_null(strstr(fault("{\"$ref\":\"#/components/schemas/Endless\"}"), "has no end"));
        must_break("{\"pattern\":\"a\"}", "1", "has a schema with \"pattern\", which is not held");
        must_break("{\"$ref\":\"#/components/schemas/None\"}", "1", "has no schema");
}

static void yaml_is_read_as_json(void **state)
{
        static const char yaml[] = "# a comment\na: { b: [1, -2.5, true, null, 'true', \"200\", v1 text], \"c\": ~ }\nlong: >-\n  two\n  lines\nref: { $ref: '#/a/b' }\n";
        char path[] = "/tmp/resale-yaml.XXXXXX";
        int file = mkstemp(path);

        (void)state;
        assert_true(file >= 0);
        assert_int_equal(write(file, yaml, sizeof yaml - 1), sizeof yaml - 1);
        close(file);
        json_t *loaded = borrowed(yaml_load(path));
        unlink(path);
        assert_true(json_equal(loaded, parsed("{\"a\":{\"b\":[1,-2.5,true,null,\"true\",\"200\",\"v1 text\"],\"c\":null},\"long\":\"two lines\",\"ref\":{\"$ref\":\"#/a/b\"}}")));
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                alone(a_type_is_one_or_a_list), alone(values_texts_and_sizes_are_held), alone(a_format_is_ours), alone(the_place_of_a_breach_is_named),
                alone(other_members_are_open_closed_or_of_a_kind), alone(an_object_may_be_made_of_parts), alone(one_of_several_forms_fits),
                alone(a_schema_that_cannot_be_held_is_at_fault), alone(yaml_is_read_as_json),
        };

        return UNIT_MAIN(tests);
}
