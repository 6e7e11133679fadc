/* What a rubric may say, member by member; what an answer with a measure may. */
#include "../../services/grading/rubric.h"
#include "support/unit.h"

static const char good[] =
        "{\"warranty_days\":90,\"grades\":[{\"code\":\"A\",\"name\":\"Like new\",\"public\":\"Like new\","
        "\"crosswalk\":{\"loop\":\"grade_a\",\"r2_function\":\"F5\",\"r2_cosmetic\":\"C8\","
        "\"back_market\":\"excellent\",\"google\":\"refurbished\",\"schema_org\":\"RefurbishedCondition\"}},"
        "{\"code\":\"B\",\"name\":\"Good\",\"public\":\"Good\"},"
        "{\"code\":\"C\",\"name\":\"Fair\",\"crosswalk\":{\"google\":\"used\"}},{\"code\":\"R\",\"name\":\"No\",\"saleable\":false}],"
        "\"questions\":[{\"code\":\"OV\",\"axis\":\"cosmetic\",\"text\":\"As new at 20 cm?\",\"overall\":true,\"required\":true,"
        "\"picture\":\"distance_20\",\"distance_cm\":20,\"help\":\"Under the lamp.\","
        "\"answers\":[{\"code\":\"yes\",\"text\":\"as new\"},{\"code\":\"no\",\"text\":\"worn\",\"cap\":\"B\"}]},"
        "{\"code\":\"SG\",\"axis\":\"cosmetic\",\"text\":\"Snag?\",\"required\":true,\"ask\":{\"question\":\"OV\",\"answers\":[\"no\"]},"
        "\"measure\":{\"unit\":\"mm\",\"min\":1,\"max\":300,\"caps\":[{\"over\":3,\"cap\":\"B\"},{\"over\":10,\"cap\":\"C\"}]},"
        "\"answers\":[{\"code\":\"none\",\"text\":\"none\"},{\"code\":\"snag\",\"text\":\"snag {measure} on the front\",\"measured\":true,\"photos\":[\"Defect\"],\"clean\":false}]},"
        "{\"code\":\"DP\",\"axis\":\"cosmetic\",\"text\":\"Through?\",\"ask\":{\"question\":\"SG\",\"answers\":[\"snag\"]},"
        "\"answers\":[{\"code\":\"fine\",\"text\":\"thread\"},{\"code\":\"hole\",\"text\":\"hole\",\"cap\":\"R\",\"hold\":\"Sharp.\"}]},"
        "{\"code\":\"BT\",\"axis\":\"functional\",\"text\":\"Battery?\",\"required\":true,"
        "\"measure\":{\"unit\":\"%\",\"min\":1,\"max\":100,\"caps\":[{\"under\":85,\"cap\":\"B\"},{\"under\":80,\"cap\":\"R\"}]},"
        "\"answers\":[{\"code\":\"read\",\"text\":\"battery at\",\"public\":\"Battery health {measure}.\",\"measured\":true},{\"code\":\"unread\",\"text\":\"battery not read\",\"cap\":\"C\"}]}]}";

static struct conclusion conclusion;
static struct json_fault fault;

static const struct doc *parse(const char *text)
{
        const struct doc *doc;

        assert_int_equal(doc_parse(test_memory, text, strlen(text), &doc, &fault), PROBLEM_OK);
        return doc;
}

static void refuse(const char *from, const char *to, const char *field)
{
        const char *at = strstr(good, from);

        assert_non_null(at);
        const char *text = arena_printf(test_memory, "%.*s%s%s", (int)(at - good), good, to, at + strlen(from));
        assert_int_equal(rubric_check(test_memory, parse(text), &fault), PROBLEM_RUBRIC_INVALID);
        assert_string_equal(fault.field, field);
        assert_non_null(fault.reason);
}

static void conditions_of_asking_are_checked(void **state)
{
        (void)state;
        assert_int_equal(rubric_check(test_memory, parse(good), &fault), PROBLEM_OK);
        refuse("\"ask\":{\"question\":\"OV\"", "\"ask\":{\"question\":\"DP\"", "questions[1].ask.question");
        assert_non_null(strstr(fault.reason, "loop"));
        refuse("\"ask\":{\"question\":\"OV\"", "\"ask\":{\"question\":\"SG\"", "questions[1].ask.question");
        assert_non_null(strstr(fault.reason, "loop"));
        refuse("\"ask\":{\"question\":\"OV\",\"answers\":[\"no\"]}", "\"ask\":{\"question\":\"BT\",\"answers\":[\"read\"]}", "questions[1].ask.question");
        assert_non_null(strstr(fault.reason, "before"));
        refuse("\"ask\":{\"question\":\"OV\"", "\"ask\":{\"question\":\"XX\"", "questions[1].ask.question");
        refuse("\"ask\":{\"question\":\"OV\"", "\"ask\":{\"other\":\"OV\"", "questions[1].ask.other");
        refuse("\"ask\":{\"question\":\"OV\",\"answers\":[\"no\"]}", "\"ask\":{}", "questions[1].ask.question");
        refuse("\"answers\":[\"no\"]}", "\"answers\":[\"perhaps\"]}", "questions[1].ask.answers[0]");
        refuse("\"answers\":[\"no\"]}", "\"answers\":[]}", "questions[1].ask.answers");
        refuse("\"required\":true,\"ask\":", "\"overall\":true,\"ask\":", "questions[1].ask");
}

/* With all that leads to it: its own answer is not enough. */
static void a_grade_that_nothing_leads_to_is_refused(void **state)
{
        (void)state;
        assert_int_equal(rubric_check(test_memory, parse("{\"grades\":[{\"code\":\"A\",\"name\":\"A\"},{\"code\":\"B\",\"name\":\"B\"},{\"code\":\"C\",\"name\":\"C\"}],\"questions\":["
                "{\"code\":\"P\",\"axis\":\"cosmetic\",\"text\":\"P\",\"answers\":[{\"code\":\"y\",\"text\":\"y\"},{\"code\":\"n\",\"text\":\"n\",\"cap\":\"C\"}]},"
                "{\"code\":\"Q\",\"axis\":\"cosmetic\",\"text\":\"Q\",\"ask\":{\"question\":\"P\",\"answers\":[\"n\"]},"
                "\"answers\":[{\"code\":\"y\",\"text\":\"y\"},{\"code\":\"n\",\"text\":\"n\",\"cap\":\"B\"}]}]}"),
                &fault), PROBLEM_RUBRIC_INVALID);
        assert_string_equal(fault.field, "grades[1]");
}

static void measures_are_checked(void **state)
{
        (void)state;
        refuse("\"unit\":\"mm\",", "", "questions[1].measure.unit");
        refuse("\"unit\":\"mm\"", "\"unit\":\"much too long a unit\"", "questions[1].measure.unit");
        refuse("\"min\":1,\"max\":300", "\"min\":0,\"max\":300", "questions[1].measure.min");
        refuse("\"min\":1,\"max\":300", "\"min\":300,\"max\":300", "questions[1].measure.max");
        refuse("{\"over\":10,\"cap\":\"C\"}", "{\"over\":3,\"cap\":\"C\"}", "questions[1].measure.caps[1].over");
        refuse("{\"over\":10,\"cap\":\"C\"}", "{\"over\":10,\"cap\":\"B\"}", "questions[1].measure.caps[1].cap");
        refuse("{\"over\":3,\"cap\":\"B\"}", "{\"over\":3,\"cap\":\"A\"}", "questions[1].measure.caps[0].cap");
        refuse("{\"over\":10,\"cap\":\"C\"}", "{\"over\":10,\"cap\":\"Z\"}", "questions[1].measure.caps[1].cap");
        refuse("{\"over\":10,\"cap\":\"C\"}", "{\"under\":10,\"cap\":\"C\"}", "questions[1].measure.caps[1].over");
        refuse("{\"over\":10,\"cap\":\"C\"}", "{\"over\":300,\"cap\":\"C\"}", "questions[1].measure.caps[1].over");
        refuse("{\"under\":80,\"cap\":\"R\"}", "{\"under\":90,\"cap\":\"R\"}", "questions[3].measure.caps[1].under");
        refuse("{\"under\":85,\"cap\":\"B\"}", "{\"under\":101,\"cap\":\"B\"}", "questions[3].measure.caps[0].under");
        refuse("\"caps\":[{\"over\":3,\"cap\":\"B\"},{\"over\":10,\"cap\":\"C\"}]", "\"caps\":\"none\"", "questions[1].measure.caps");
        refuse("\"measured\":true,\"photos\"", "\"photos\"", "questions[1].measure");
        refuse("\"text\":\"thread\"", "\"text\":\"thread\",\"measured\":true", "questions[2].answers[0].measured");
}

static void words_of_others_and_demands_are_checked(void **state)
{
        (void)state;
        refuse("\"loop\":\"grade_a\"", "\"loop\":\"grade_e\"", "grades[0].crosswalk.loop");
        refuse("\"r2_function\":\"F5\"", "\"r2_function\":\"F7\"", "grades[0].crosswalk.r2_function");
        refuse("\"r2_cosmetic\":\"C8\"", "\"r2_cosmetic\":8", "grades[0].crosswalk.r2_cosmetic");
        refuse("\"back_market\":\"excellent\"", "\"back_market\":\"superb\"", "grades[0].crosswalk.back_market");
        refuse("\"google\":\"used\"", "\"google\":\"damaged\"", "grades[2].crosswalk.google");
        refuse("\"schema_org\":\"RefurbishedCondition\"", "\"schema_org\":\"Refurbished\"", "grades[0].crosswalk.schema_org");
        refuse("\"crosswalk\":{\"google\":\"used\"}", "\"crosswalk\":{\"ebay\":\"used\"}", "grades[2].crosswalk.ebay");
        refuse("\"crosswalk\":{\"google\":\"used\"}", "\"crosswalk\":\"used\"", "grades[2].crosswalk");
        refuse("\"public\":\"Good\"", "\"public\":\"\"", "grades[1].public");
        refuse("\"picture\":\"distance_20\"", "\"picture\":\"https://example.com/a.png\"", "questions[0].picture");
        refuse("\"distance_cm\":20", "\"distance_cm\":0", "questions[0].distance_cm");
        refuse("\"overall\":true", "\"overall\":1", "questions[0].overall");
        refuse("\"help\":\"Under the lamp.\"", "\"help\":5", "questions[0].help");
        refuse("\"photos\":[\"Defect\"]", "\"photos\":\"Defect\"", "questions[1].answers[1].photos");
        refuse("\"photos\":[\"Defect\"]", "\"photos\":[\"Defect\",\"Defect\"]", "questions[1].answers[1].photos[1]");
        refuse("\"photos\":[\"Defect\"]", "\"photos\":[\"\"]", "questions[1].answers[1].photos[0]");
        refuse("\"clean\":false", "\"clean\":\"no\"", "questions[1].answers[1].clean");
        refuse("\"hold\":\"Sharp.\"", arena_printf(test_memory, "\"hold\":\"%0201d\"", 0), "questions[2].answers[1].hold");
}

/* --- answers --- */

enum { SNAG, DEEP, BATTERY, OVERALL };
static struct answered given[] = {
        [SNAG] = { .question = "SG", .answer = "snag", .measure = 8, .unit = "mm" }, [DEEP] = { .question = "DP", .answer = "fine" },
        [BATTERY] = { .question = "BT", .answer = "read", .measure = 90, .unit = "%" }, [OVERALL] = { .question = "OV", .answer = "no" },
};

static enum problem apply(struct answered snag, struct answered battery, const char *overall)
{
        struct answered answers[] = { snag, given[DEEP], battery, given[OVERALL] };

        answers[OVERALL].answer = overall;
        return rubric_apply(test_memory, parse(good), 12, &(struct list){ ARRAY_LEN(answers), answers }, &conclusion, &fault);
}

static struct answered of(int which, int64_t measure, const char *unit)
{
        struct answered answered = given[which];

        answered.measure = measure;
        answered.unit = unit;
        return answered;
}

static void refuse_answer(enum problem problem, const char *field)
{
        assert_int_equal(problem, PROBLEM_ANSWER_INVALID);
        assert_string_equal(fault.field, field);
}

static void a_measure_without_its_unit_or_out_of_range_is_refused(void **state)
{
        (void)state;
        refuse_answer(apply(of(SNAG, 8, NULL), given[BATTERY], "no"), "answers[0].unit");
        refuse_answer(apply(of(SNAG, 8, "cm"), given[BATTERY], "no"), "answers[0].unit");
        assert_string_equal(fault.reason, "must be mm");
        refuse_answer(apply(of(SNAG, 301, "mm"), given[BATTERY], "no"), "answers[0].measure");
        assert_string_equal(fault.reason, "must be 1 to 300 mm");
        refuse_answer(apply(of(SNAG, 0, "mm"), given[BATTERY], "no"), "answers[0].measure");
        refuse_answer(apply(given[SNAG], (struct answered){ .question = "BT", .answer = "unread", .measure = 8, .unit = "%" }, "no"), "answers[2].measure");
        refuse_answer(apply(given[SNAG], given[BATTERY], "yes"), "answers[0].question");   /* behind the overall one, which is perfect */
        assert_int_equal(apply(given[SNAG], given[BATTERY], "no"), PROBLEM_OK);
        struct answered overall[] = { given[OVERALL], given[BATTERY] };
        refuse_answer(rubric_apply(test_memory, parse(good), 1, &(struct list){ 2, overall }, &conclusion, &fault), "answers.SG");
        overall[0].answer = "yes";
        assert_int_equal(rubric_apply(test_memory, parse(good), 1, &(struct list){ 2, overall }, &conclusion, &fault), PROBLEM_OK);
        assert_string_equal(conclusion.grade, "A");
}

static void a_measure_caps_and_is_said(void **state)
{
        static const struct { int64_t snag, battery; const char *reason, *sentence; } cases[] = {
                { 8, 90, "B because: snag 8 mm on the front (SG, rubric v12)", "Good. Snag 8 mm on the front." },
                { 3, 90, "B because: worn (OV, rubric v12)", "Good." },
                { 4, 84, "B because: snag 4 mm on the front (SG, rubric v12)", "Good. Snag 4 mm on the front. Battery health 84%." },
                { 10, 80, "B because: snag 10 mm on the front (SG, rubric v12)", "Good. Snag 10 mm on the front. Battery health 80%." },
                { 11, 85, "C because: snag 11 mm on the front (SG, rubric v12)", "snag 11 mm on the front" },
                { 11, 79, "R because: battery at 79% (BT, rubric v12)", "Battery health 79%." },
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
                assert_int_equal(apply(of(SNAG, cases[i].snag, "mm"), of(BATTERY, cases[i].battery, "%"), "no"), PROBLEM_OK);
                assert_string_equal(conclusion.reason, cases[i].reason);
                assert_string_equal(conclusion.sentence, cases[i].sentence);
                assert_int_equal(conclusion.photos.count, 1);
        }
}

/* Work and warranty are there: it is the crosswalk that allows no more than used. */
static void a_claim_is_never_more_than_the_crosswalk_allows(void **state)
{
        (void)state;
        assert_int_equal(apply(of(SNAG, 8, "mm"), given[BATTERY], "no"), PROBLEM_OK);
        assert_string_equal(condition_of(&conclusion, true), "refurbished");
        assert_int_equal(apply(of(SNAG, 11, "mm"), given[BATTERY], "no"), PROBLEM_OK);
        assert_string_equal(condition_of(&conclusion, true), "used");
        conclusion.claim = 0;
        assert_string_equal(condition_of(&conclusion, false), "used");   /* nor does it make new what is not */
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                alone(conditions_of_asking_are_checked), alone(a_grade_that_nothing_leads_to_is_refused), alone(measures_are_checked), alone(words_of_others_and_demands_are_checked),
                alone(a_measure_without_its_unit_or_out_of_range_is_refused), alone(a_measure_caps_and_is_said), alone(a_claim_is_never_more_than_the_crosswalk_allows),
        };

        return UNIT_MAIN(tests);
}
