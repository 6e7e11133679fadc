/* How a catalogue is searched: over many products of several merchants the words' index is used, few blocks are touched, and no table is read through. */
#include "resale/config.h"
#include "resale/json.h"
#include "support/database.h"

#define MINE "'018f0000-0000-7000-8000-0000000000aa'::uuid"
#define OTHER "'018f0000-0000-7000-8000-0000000000bb'::uuid"
#define SAID(q, colour) "select count(*)::text from intake.find_products(" MINE ", " q ", " colour ", null, null, '', '00000000-0000-0000-0000-000000000000', 51)"

/* 20,000 of ours beside 10,000 of another: thirty words in titles of three, eight colours. All of it is rolled back. */
static const char *const filling[] = {
        "insert into intake.product (merchant_id, catalogue_id, product_id, variant_id, handle, title, variant_title, vendor, product_type, colour, size, sku, barcode, price_amount,"
        " currency) select case when i <= 20000 then " MINE " else " OTHER " end, gen_random_uuid(), (i / 4)::text, i::text, 'h' || i / 4, w[1 + i % 30] || ' ' || w[1 + i / 30 % 30] || ' ' ||"
        " w[1 + i / 900 % 30],"
        " c[1 + i % 8] || ' / M', 'Brand ' || i % 7, w[1 + i % 30], c[1 + i % 8], 'M', 'SKU-' || i, (4000000000000 + i)::text, 1999, 'USD'"
        " from generate_series(1, 30000) i,"
        " (select array['trail', 'fleece', 'jacket', 'hoodie', 'shirt', 'parka', 'down', 'light', 'merino', 'wool', 'storm', 'shell', 'rain', 'alpine', 'summit', 'river', 'canyon', 'base', 'layer',"
        " 'vest', 'pants', 'shorts', 'tee', 'crew', 'zip', 'half', 'quarter', 'full', 'snap', 'classic'] w, array['navy', 'black', 'red', 'green', 'grey', 'mustard', 'teal', 'white'] c) x",
        "insert into intake.product_word (merchant_id, word) select " MINE ", word from unnest(array['fleece', 'jacket', 'navy', 'trail', 'parka', 'merino', 'hoodie']) word",
        "analyze intake.product, intake.product_word",
        "set local role resale_intake",
};

struct asked { const char *name, *call; int64_t blocks; enum { BY_WORDS, NOT_BY_WORDS, EITHER } how; };   /* what most products have may be found along the merchant as well */
static const struct asked asked[] = {
        { "a common word", SAID("'fleece'", "null"), 2500, BY_WORDS },
        { "two words", SAID("'fleece parka'", "null"), 2500, BY_WORDS },
        { "a beginning", SAID("'f'", "null"), 2500, EITHER },
        { "slips", SAID("'flece jakcet'", "null"), 2500, BY_WORDS },
        { "a SKU", SAID("'SKU-777'", "null"), 2500, BY_WORDS },
        { "a colour", SAID("null", "'Navy'"), 2500, BY_WORDS },
        { "words that are together nowhere", SAID("'fleece zebra'", "null"), 4000, BY_WORDS },
        { "nothing", SAID("null", "null"), 400, NOT_BY_WORDS },
};
enum { FILLING = ARRAY_LEN(filling), ASKED = ARRAY_LEN(asked) };

STATEMENT(read_through, 0, "select (pg_stat_get_xact_numscans('intake.product'::regclass) + pg_stat_get_xact_numscans('intake.product_word'::regclass))::text");
STATEMENT(words_used, 0, "select pg_stat_get_xact_numscans('intake.product_words'::regclass)::text");

static struct sql filled[FILLING], run[ASKED], explained[ASKED];

static int64_t number_of(struct db *db, const struct sql *sql) { return strtoll(value_of(db, sql, DB_NO_ARGS), NULL, 10); }

static int64_t blocks_of(struct db *db, const struct sql *explain)
{
        const char *json = value_of(db, explain, DB_NO_ARGS);
        struct json_fault fault;
        const struct doc *plans;
        int64_t hit = 0, read = 0;

        assert_int_equal(doc_parse(test_memory, json, strlen(json), &plans, &fault), PROBLEM_OK);
        const struct doc *plan = doc_get(doc_item(plans, 0), "Plan");
        assert_true(doc_integer(doc_get(plan, "Shared Hit Blocks"), &hit) && doc_integer(doc_get(plan, "Shared Read Blocks"), &read));
        return hit + read;
}

static enum problem look(struct db *db, void *context)
{
        (void)context;
        for (size_t i = 0; i < FILLING; i++)
                TRY(db_exec(db, &filled[i], DB_NO_ARGS, NULL));
        int64_t before = number_of(db, &read_through);
        for (size_t i = 0; i < ASKED; i++) {
                int64_t used = number_of(db, &words_used);
                const char *found = value_of(db, &run[i], DB_NO_ARGS);
                if (asked[i].how != EITHER && (number_of(db, &words_used) > used) != (asked[i].how == BY_WORDS))
                        fail_msg("%s: the index of words is %sused", asked[i].name, asked[i].how == BY_WORDS ? "not " : "");
                if (text_equal(found, "0"))
                        fail_msg("%s finds nothing", asked[i].name);
                int64_t blocks = blocks_of(db, &explained[i]);
                if (blocks > asked[i].blocks)
                        fail_msg("%s touches %lld blocks", asked[i].name, (long long)blocks);
        }
        assert_int_equal(number_of(db, &read_through), before);
        return PROBLEM_UNIT_GONE;   /* rolled back */
}

static void a_search_uses_the_index_of_words_and_touches_little(void **state)
{
        static const struct sql *all[FILLING + 2 * ASKED + 3];
        size_t n = 0;
        struct db *db = NULL;

        (void)state;
        for (size_t i = 0; i < FILLING; i++)
                all[n++] = &filled[i], filled[i] = (struct sql){ arena_printf(test_memory, "fill_%zu", i), filling[i], 0 };
        for (size_t i = 0; i < ASKED; i++) {
                run[i] = (struct sql){ arena_printf(test_memory, "run_%zu", i), asked[i].call, 0 };
                explained[i] = (struct sql){ arena_printf(test_memory, "explain_%zu", i), arena_printf(test_memory, "explain (analyze, buffers, format json) %s", asked[i].call), 0 };
                all[n++] = &run[i];
                all[n++] = &explained[i];
        }
        all[n++] = &read_through;
        all[n++] = &words_used;
        test_config();
        assert_int_equal(db_open(config_text(SETTING_DATABASE_URL), NULL, all, &db), PROBLEM_OK);
        db_see_all(db);
        assert_int_equal(db_transaction(db, look, NULL), PROBLEM_UNIT_GONE);
        db_close(db);
}

int main(void)
{
        const struct CMUnitTest tests[] = { alone(a_search_uses_the_index_of_words_and_touches_little) };

        return UNIT_MAIN(tests);
}
