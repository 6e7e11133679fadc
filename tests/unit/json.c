#include "resale/json.h"

#include "support/unit.h"

static const char *const colours[] = { "red", "green", NULL };
struct part { const char *name; int64_t count; };
static const struct field part_fields[] = { FIELD(struct part, name, .required = true, .min = 1, .max = 10), FIELD(struct part, count, .min = 1, .max = 9) };
static const struct shape part_shape = SHAPE(struct part, part_fields);
struct thing {
        const char *text, *code, *note;
        int64_t number;
        bool flag;
        struct uuid id;
        struct instant at;
        struct money price;
        struct texts tags;
        struct list parts;
        int colour;
        struct json_text any;
};
static const struct field thing_fields[] = {
        FIELD(struct thing, text), FIELD(struct thing, number), FIELD(struct thing, flag), FIELD(struct thing, id), FIELD(struct thing, at), FIELD(struct thing, price),
        FIELD(struct thing, tags), LIST(struct thing, parts, &part_shape, .max = 3), CHOICE(struct thing, colour, colours), FIELD(struct thing, any),
        FIELD(struct thing, code, .min = 3, .max = 3), FIELD(struct thing, note, .max = 4),
};
static const struct shape thing_shape = SHAPE(struct thing, thing_fields);

static struct thing thing;
static struct json_fault fault;

static enum problem read(const char *json)
{
        thing = (struct thing){ 0 };
        fault = (struct json_fault){ 0 };
        return json_read(test_memory, json, strlen(json), &thing_shape, &thing, &fault);
}

static void refuse(const char *json, const char *field)
{
        assert_int_equal(read(json), PROBLEM_INVALID_FIELD);
        assert_string_equal(fault.field, field);
        assert_non_null(fault.reason);
}

static void everything_is_read(void **state)
{
        (void)state;
        assert_int_equal(read("{\"text\":\"a\",\"number\":9007199254740993,\"flag\":true,\"id\":\"0198C0DE-0000-7000-8000-00000000000A\",\"at\":\"2026-11-20T12:00:00+01:00\","
                              "\"price\":{\"amount\":12900,\"currency\":\"USD\"},\"tags\":[\"x\",\"y\"],\"parts\":[{\"name\":\"p\",\"count\":2}],\"colour\":\"green\",\"any\":{\"b\":[1]}}"),
                         PROBLEM_OK);
        assert_true(thing.number == 9007199254740993);
        assert_string_equal(thing.id.text, "0198c0de-0000-7000-8000-00000000000a");
        assert_true(thing.at.micros == 1763636400000000ll + 365ll * 86400 * 1000000);
        assert_int_equal(thing.price.amount, 12900);
        assert_int_equal(thing.tags.count, 2);
        assert_int_equal(((struct part *)thing.parts.item)[0].count, 2);
        assert_int_equal(thing.colour, 1);
        assert_string_equal(thing.any.text, "{\"b\":[1]}");
}

static void absent_members_have_their_absent_value(void **state)
{
        (void)state;
        assert_int_equal(read("{\"text\":null}"), PROBLEM_OK);
        assert_null(thing.text);
        assert_false(instant_is_set(thing.at));
        assert_string_equal(thing.id.text, "");
}

static void what_is_wrong_is_named(void **state)
{
        (void)state;
        refuse("{\"nothing\":1}", "nothing");
        refuse("{\"text\":1}", "text");
        refuse("{\"number\":\"1\"}", "number");
        refuse("{\"number\":1.5}", "number");
        refuse("{\"flag\":1}", "flag");
        refuse("{\"id\":\"0198c0de\"}", "id");
        refuse("{\"at\":\"2026-11-20T12:00:00\"}", "at");
        refuse("{\"at\":\"2026-02-30T12:00:00Z\"}", "at");
        refuse("{\"price\":{\"amount\":-1,\"currency\":\"USD\"}}", "price.amount");
        refuse("{\"price\":{\"amount\":1,\"currency\":\"ZZZ\"}}", "price.currency");
        refuse("{\"price\":1}", "price");
        refuse("{\"tags\":[\"\"]}", "tags[0]");
        refuse("{\"parts\":[{\"name\":\"p\"},{\"count\":1}]}", "parts[1].name");
        refuse("{\"parts\":[{\"name\":\"p\",\"count\":10}]}", "parts[0].count");
        refuse("{\"parts\":[{\"name\":\"far too long\"}]}", "parts[0].name");
        refuse("{\"parts\":[{\"name\":\"\"}]}", "parts[0].name");
        refuse("{\"parts\":[{\"name\":\" \\t\\n\"}]}", "parts[0].name");
        refuse("{\"parts\":[{\"name\":\"a\"},{\"name\":\"b\"},{\"name\":\"c\"},{\"name\":\"d\"}]}", "parts");
        refuse("{\"colour\":\"blue\"}", "colour");
        refuse("{\"code\":\"ABCD\"}", "code");
        assert_string_equal(fault.reason, "must have 3 characters");
        refuse("{\"note\":\"too long\"}", "note");
        assert_string_equal(fault.reason, "must have at most 4 characters");
        refuse("{\"parts\":[{\"name\":\"far too long\"}]}", "parts[0].name");
        assert_string_equal(fault.reason, "must have 1 to 10 characters");
}

static void what_is_no_document_is_malformed(void **state)
{
        static const char *const bad[] = { "", "{", "[]", "1", "{\"text\":\"a\",\"text\":\"b\"}", "{\"text\":\"\xff\"}", "{\"text\":\"a\\u0000b\"}",
                                           "{\"any\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}", "{} {}" };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(bad); i++)
                assert_int_equal(read(bad[i]), PROBLEM_MALFORMED_JSON);
}

static void refuse_document(const char *json, enum problem problem, const char *field)
{
        assert_int_equal(read(json), problem);
        assert_string_equal(fault.field, field);
        assert_non_null(fault.reason);
}

static void the_field_is_named_also_where_the_document_ends_to_be_one(void **state)
{
        (void)state;
        refuse_document("{\"text\":\"a\",\"number\":9223372036854775808}", PROBLEM_INVALID_FIELD, "number");
        refuse_document("{\"number\":-9223372036854775809}", PROBLEM_INVALID_FIELD, "number");
        refuse_document("{\"price\":{\"currency\":\"USD\",\"amount\":1e400}}", PROBLEM_INVALID_FIELD, "price.amount");
        refuse_document("{\"parts\":[{\"name\":\"a,]}[\\\"\"},{\"count\":99999999999999999999}]}", PROBLEM_INVALID_FIELD, "parts[1].count");
        refuse_document("{\"parts\":[{\"name\":\"a\"},{\"name\":\"\xff\"}]}", PROBLEM_MALFORMED_JSON, "parts[1].name");
        refuse_document("{\"tags\":[\"a\",\"b\\u0000\"]}", PROBLEM_MALFORMED_JSON, "tags[1]");
        refuse_document("{\"text\":\"a\",\"text\":\"b\"}", PROBLEM_MALFORMED_JSON, "text");
        refuse_document("{\"price\":{\"amount\":1,\"amount\":2}}", PROBLEM_MALFORMED_JSON, "price.amount");
        refuse_document("{\"any\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", PROBLEM_MALFORMED_JSON, "any[0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0]");
        assert_int_equal(read("{\"\xff\":1}"), PROBLEM_MALFORMED_JSON);
        assert_null(fault.field);
}

static void what_is_written_reads_back(void **state)
{
        (void)state;
        assert_int_equal(read("{\"text\":\"a\\\"b\\\\\\n\",\"number\":-5,\"price\":{\"amount\":0,\"currency\":\"JPY\"},\"tags\":[\"q\"]}"), PROBLEM_OK);
        const char *written = json_write(test_memory, &thing_shape, &thing);
        assert_non_null(strstr(written, "\"text\":\"a\\\"b\\\\\\u000a\",\"number\":-5"));
        struct json_fault none;
        struct thing again;
        assert_int_equal(json_read(test_memory, written, strlen(written), &thing_shape, &again, &none), PROBLEM_OK);
        assert_string_equal(again.text, thing.text);
}

static void a_document_is_walked(void **state)
{
        const struct doc *doc, *value;
        const char *json = "{\"id\":5812345678901,\"a\":{\"b\":\"N/A\",\"c\":\"x\"},\"list\":[1,\"2\",true]}";
        int64_t number;

        (void)state;
        assert_int_equal(doc_parse(test_memory, json, strlen(json), &doc, &fault), PROBLEM_OK);
        assert_string_equal(doc_scalar(test_memory, doc_get(doc, "id")), "5812345678901");
        assert_null(doc_scalar(test_memory, doc_get(doc, "a.b")));
        assert_string_equal(doc_string(doc_get(doc, "a.c")), "x");
        assert_null(doc_get(doc, "a.b.c.d"));
        assert_int_equal(doc_count(doc_get(doc, "list")), 3);
        assert_false(doc_integer(doc_item(doc_get(doc, "list"), 1), &number));
        assert_string_equal(doc_member(doc, 1, &value), "a");
        assert_string_equal(doc_text(test_memory, doc_get(doc, "list")), "[1,\"2\",true]");
        assert_string_equal(doc_text(test_memory, doc_get(doc, "nothing")), "null");
}

/* As they stand there, whatever stands in them; where the object ends is told. */
static void members_are_passed_by_or_taken(void **state)
{
        static const char text[] = " { \"a\" : 1 , \"b\\\"{\":\"x,}\\\\\\\"]\",\"c\":{\"d\":[{},\"}\"],\"e\":null} ,\"f\": [ ] , \"g\":-1.5e3\n}, {}";
        static const char *const expected[][2] = { { "a", "1" }, { "b\\\"{", "\"x,}\\\\\\\"]\"" }, { "c", "{\"d\":[{},\"}\"],\"e\":null}" }, { "f", "[ ]" }, { "g", "-1.5e3" } };
        static const char *const broken[] = { "", "{", "{\"", "{\"a\\", "{\"a\"", "{\"a\":", "{\"a\":\"", "{\"a\":[{", "{\"a\":1,", "x" };
        struct json_span name, value;
        const char *at = text;

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(expected); i++) {
                assert_true(json_next_member(&at, &name, &value));
                assert_string_equal(arena_copy(test_memory, name.text, name.length), expected[i][0]);
                assert_string_equal(arena_copy(test_memory, value.text, value.length), expected[i][1]);
        }
        assert_false(json_next_member(&at, &name, &value));
        assert_string_equal(at, ", {}");
        at += 2;
        assert_false(json_next_member(&at, &name, &value));
        assert_string_equal(at, "");
        for (size_t i = 0; i < ARRAY_LEN(broken); i++)   /* it ends, and within the text */
                for (at = broken[i]; json_next_member(&at, &name, &value);)
                        assert_true(value.text + value.length <= broken[i] + strlen(broken[i]) && name.text + name.length <= broken[i] + strlen(broken[i]));
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                alone(everything_is_read), alone(absent_members_have_their_absent_value), alone(what_is_wrong_is_named),
                alone(what_is_no_document_is_malformed),
                alone(the_field_is_named_also_where_the_document_ends_to_be_one), alone(what_is_written_reads_back), alone(a_document_is_walked), alone(members_are_passed_by_or_taken),
        };

        return UNIT_MAIN(tests);
}
