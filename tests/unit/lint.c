/* The linter against the rules written a second time: over many random pieces an offer passes just when none of them speaks against it. */
#include "support/unit.h"

#include "../../services/listing/contrast.h"
#include "../../services/listing/lint.h"
#include "../../services/listing/place.h"
#include "resale/json.h"

enum { PIECES = 20000 };

static unsigned seed;
static unsigned below(unsigned count)
{
        seed = seed * 1664525U + 1013904223U;
        return (seed >> 8) % count;
}
static const char *one_of(const char *const *texts, unsigned count) { return texts[below(count)]; }

static struct candidate a_piece(void)
{
        static const char *const titles[] = { NULL, "", "Fleece", "Jacket" }, *const conditions[] = { "new", "used", "refurbished", "damaged" }, *const currencies[] = { "USD", "EUR", "" };
        struct candidate c = {
                .title = one_of(titles, 4), .condition = one_of(conditions, 4), .grade = "B", .currency = "USD", .original_currency = one_of(currencies, 3), .rule = "grade B",
                .original_amount = (int64_t)below(3) * 6000, .price_share = below(3) * 4000, .planned_price = below(4) ? 0 : 5000, .min_price = below(2) * 2000,
                .floor_amount = below(2) * 1500, .ceiling_amount = below(2) * 9000, .warranty_days = below(2) * 90, .photos = below(2), .needs_photo = below(2),
                .work_finished = below(2), .work_open = below(2), .final_sale = below(2), .final_sale_tag = below(2) ? "final" : NULL, .from_shop = below(2), .tagged = below(2),
        };

        return c;
}

static bool may_be_offered(const struct candidate *c, int64_t price)
{
        bool refurbished = strcmp(c->condition, "refurbished") == 0;
        bool foreign = !c->planned_price && c->original_amount && strcmp(c->original_currency, c->currency) != 0;

        if (!c->title || !*c->title || strcmp(c->condition, "damaged") == 0 || (c->needs_photo && !c->photos))
                return false;
        if (refurbished && (!c->work_finished || c->work_open || !c->warranty_days))
                return false;
        if (foreign || price <= 0 || price < c->min_price)
                return false;
        return !(c->final_sale && c->final_sale_tag && c->from_shop && !c->tagged);
}

static void what_passes_agrees_with_every_rule(void **state)
{
        size_t passed = 0;

        (void)state;
        seed = 1;
        for (int piece = 0; piece < PIECES; piece++) {
                struct candidate c = a_piece();
                int64_t price = price_by_rule(&c);
                struct faults faults;
                lint_offer(test_memory, &(struct lint){ .c = &c, .price = price }, &faults);
                assert_int_equal(faults.count == 0, may_be_offered(&c, price));
                for (size_t i = 0; i < faults.count; i++)
                        assert_true(*faults.fault[i].code && *faults.fault[i].detail && *faults.fault[i].mend);
                if (price && c.floor_amount && price != c.planned_price)
                        assert_true(price >= c.floor_amount && (!c.ceiling_amount || price <= c.ceiling_amount));
                passed += faults.count == 0;
        }
        assert_in_range(passed, 100, PIECES - 100);
}

static void faults_are_json(void **state)
{
        struct candidate c = { .condition = "damaged", .grade = "\"", .currency = "USD", .original_currency = "USD", .rule = "x", .needs_photo = true };
        struct json_fault wrong;
        const struct doc *doc;
        struct faults faults;

        (void)state;
        lint_offer(test_memory, &(struct lint){ .c = &c }, &faults);
        const char *json = faults_json(test_memory, &faults);
        assert_int_equal(doc_parse(test_memory, json, strlen(json), &doc, &wrong), PROBLEM_OK);
        assert_int_equal(doc_count(doc), faults.count);
        assert_int_equal(faults.count, 4);   /* not for sale, no title, no photo, no price */
}

static void a_shop_that_sells_without_the_mark_is_named(void **state)
{
        struct candidate c = { .condition = "used", .grade = "B", .title = "Fleece", .currency = "USD", .rule = "listing" };
        struct standing_offer offer = { .title = "Fleece", .grade = "B", .condition = "used", .currency = "USD", .price = 100, .final_sale = true };
        struct faults faults;

        (void)state;
        lint_live(test_memory, &c, &offer, &faults);
        assert_int_equal(faults.count, 0);
        offer.unmarked = (struct unmarked){ "outer.myshopify.com", "Shopify gives no token.", "all-sales-final" };
        lint_live(test_memory, &c, &offer, &faults);
        assert_int_equal(faults.count, 1);
        assert_string_equal(faults.fault->code, "final-sale-unmarked");
        assert_string_equal(faults.fault->detail, "It is a final sale, and outer.myshopify.com sells it without the tag \"all-sales-final\": Shopify gives no token.");
        assert_non_null(strstr(faults.fault->mend, "\"all-sales-final\""));
}

/* Known pairs of WCAG. */
static void contrast_is_counted_as_known(void **state)
{
        (void)state;
        assert_int_equal(contrast("#000000", "#ffffff"), 2100);
        assert_int_equal(contrast("#ffffff", "#000000"), 2100);
        assert_int_equal(contrast("#777777", "#ffffff"), 447);
        assert_int_equal(contrast("#767676", "#ffffff"), 454);
        assert_int_equal(contrast("#123456", "#123456"), 100);
        assert_int_equal(contrast("#ffffff", "#fffff"), -1);
        assert_int_equal(contrast("#FFFFFF", "#000000"), -1);
        assert_int_equal(contrast(NULL, "#000000"), -1);
}

int main(void)
{
        const struct CMUnitTest tests[] = { alone(what_passes_agrees_with_every_rule), alone(faults_are_json), alone(a_shop_that_sells_without_the_mark_is_named),
                                            alone(contrast_is_counted_as_known) };

        return UNIT_MAIN(tests);
}
