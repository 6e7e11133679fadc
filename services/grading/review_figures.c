#include "grading_sql.h"
#include "review.h"

static const struct field pair_row_fields[] = {
        FIELD(struct pair_row, by),
        FIELD(struct pair_row, key),
        FIELD(struct pair_row, name),
        FIELD(struct pair_row, first),
        FIELD(struct pair_row, second),
        FIELD(struct pair_row, first_place),
        FIELD(struct pair_row, second_place),
        FIELD(struct pair_row, pairs),
};
const struct shape pair_row_shape = SHAPE(struct pair_row, pair_row_fields);

/* --- tables of pairs --- */

/* Rubrics may call the grade in one place differently: "A/Mint". */
static void name_place(struct arena *arena, struct pair_table *table, int64_t place, const char *name)
{
        const char **label = &table->label[place], *had = *label;

        if ((size_t)place >= table->table.count)
                table->table.count = (size_t)place + 1;
        if (!had)
                *label = name;
        else if (!strstr(had, name))
                *label = arena_printf(arena, "%s/%s", had, name);
}

bool pair_table_next(struct arena *arena, const struct list *rows, size_t *at, struct pair_table *table)
{
        const struct pair_row *row = rows->item, *first = row + *at;

        if (*at >= rows->count)
                return false;
        *table = (struct pair_table){ .by = first->by, .key = first->key, .name = first->name };
        for (; *at < rows->count && text_equal(row[*at].by, first->by) && text_equal(row[*at].key, first->key); ++*at) {
                const struct pair_row *one = &row[*at];
                if (one->first_place >= AGREEMENT_CATEGORIES || one->second_place >= AGREEMENT_CATEGORIES)
                        continue;
                name_place(arena, table, one->first_place, one->first);
                name_place(arena, table, one->second_place, one->second);
                table->table.n[one->first_place][one->second_place] += one->pairs;
        }
        return true;
}

/* --- as JSON --- */

static void write_kappa(struct buffer *out, const char *name, struct kappa kappa)
{
        if (!kappa.defined)
                buffer_printf(out, "\"%s\":null", name);
        else if (!kappa.spread)
                buffer_printf(out, "\"%s\":{\"value\":%.4f,\"error\":null,\"low\":null,\"high\":null}", name, kappa.value);
        else
                buffer_printf(out, "\"%s\":{\"value\":%.4f,\"error\":%.4f,\"low\":%.4f,\"high\":%.4f}", name, kappa.value, kappa.error, kappa.low, kappa.high);
}

static void write_share(struct buffer *out, const char *name, bool known, double share)
{
        if (known)
                buffer_printf(out, "\"%s\":%.4f", name, share);
        else
                buffer_printf(out, "\"%s\":null", name);
}

static void write_matrix(struct buffer *out, const struct pair_table *table)
{
        buffer_text(out, ",\"categories\":[");
        for (size_t i = 0; i < table->table.count; i++) {
                double share = 0;
                bool known = agreement_of_category(&table->table, i, &share);
                buffer_printf(out, "%s{\"name\":%s,", i ? "," : "", json_quote(out->arena, table->label[i] ? table->label[i] : ""));
                write_share(out, "agreed", known, share);
                buffer_text(out, "}");
        }
        buffer_text(out, "],\"matrix\":[");
        for (size_t i = 0; i < table->table.count; i++) {
                buffer_text(out, i ? ",[" : "[");
                for (size_t j = 0; j < table->table.count; j++)
                        buffer_printf(out, "%s%lld", j ? "," : "", (long long)table->table.n[i][j]);
                buffer_text(out, "]");
        }
        buffer_text(out, "]");
}

void agreement_write(struct buffer *out, const struct pair_table *table)
{
        static const char *const names[] = { "unweighted", "linear", "quadratic" };
        int64_t pairs = agreement_pairs(&table->table);
        double share = 0, most = 0;
        bool known = agreement_share(&table->table, &share), possible = agreement_most(&table->table, &most);

        buffer_printf(out, "{\"key\":%s,\"name\":%s,\"n\":%lld,", json_quote(out->arena, table->key), json_quote(out->arena, table->name), (long long)pairs);
        write_share(out, "agreed", known, share);
        buffer_text(out, ",\"kappa\":{");
        for (int weights = 0; weights < AGREEMENT_WEIGHTS; weights++) {
                write_kappa(out, names[weights], agreement_of(&table->table, (enum agreement_weights)weights));
                buffer_text(out, ",");
        }
        write_share(out, "most", possible, most);
        buffer_printf(out, "},\"undefined\":%s", possible ? "null" : pairs ? "\"one_category\"" : "\"no_pairs\"");
        write_matrix(out, table);
        buffer_text(out, "}");
}

/* The tables of `by`, from where the rows stand, as a list; the one of all pairs by itself, since it is always there. */
static void write_group(struct buffer *out, const struct list *rows, const char *by)
{
        struct pair_table *table = arena_alloc(out->arena, sizeof *table);
        bool some = false;

        buffer_text(out, "[");
        for (size_t at = 0; pair_table_next(out->arena, rows, &at, table);)
                if (text_equal(table->by, by)) {
                        buffer_text(out, some ? "," : "");
                        agreement_write(out, table);
                        some = true;
                }
        buffer_text(out, "]");
}

static void write_all(struct buffer *out, const struct list *rows)
{
        struct pair_table *table = arena_alloc(out->arena, sizeof *table);
        size_t at = 0;

        while (pair_table_next(out->arena, rows, &at, table) && !text_equal(table->by, "all")) {}
        if (!text_equal(table->by, "all"))
                *table = (struct pair_table){ .by = "all", .key = "" };
        agreement_write(out, table);
}

static void write_grades(struct buffer *out, const struct list *rows)
{
        static const char *const groups[] = { "grader", "product_type", "hour" };

        buffer_text(out, "\"grades\":");
        write_all(out, rows);
        for (size_t i = 0; i < ARRAY_LEN(groups); i++) {
                buffer_printf(out, ",\"by_%s\":", groups[i]);
                write_group(out, rows, groups[i]);
        }
}

static enum problem of_merchant(struct db *db, struct arena *arena, const struct window *window, struct buffer *out)
{
        struct db_args args = DB_ARGS(db_uuid(&window->merchant_id), db_int(window->days));
        const char *counts, *calibration, *currency;
        struct list grades, answers;

        TRY(db_value(db, arena, &sql_select_review_currency, DB_ARGS(db_uuid(&window->merchant_id)), &currency, PROBLEM_MERCHANT_NOT_FOUND));
        TRY(db_value(db, arena, &sql_count_reviews, args, &counts, PROBLEM_INTERNAL));
        TRY(db_many(db, arena, &sql_count_grade_pairs, args, &pair_row_shape, &grades));
        TRY(db_many(db, arena, &sql_count_answer_pairs, args, &pair_row_shape, &answers));
        TRY(db_value(db, arena, &sql_count_calibration, args, &calibration, PROBLEM_INTERNAL));
        buffer_printf(out, "\"counts\":%s,", counts);
        write_grades(out, &grades);
        buffer_text(out, ",\"questions\":");
        write_group(out, &answers, "question");
        buffer_printf(out, ",\"calibration\":%s", calibration);
        return PROBLEM_OK;
}

static enum problem of_all(struct db *db, struct arena *arena, const struct window *window, struct buffer *out)
{
        struct list grades;

        TRY(db_many(db, arena, &sql_count_all_grade_pairs, DB_ARGS(db_int(window->days)), &pair_row_shape, &grades));
        write_grades(out, &grades);
        buffer_text(out, ",\"by_merchant\":");
        write_group(out, &grades, "merchant");
        return PROBLEM_OK;
}

enum problem quality_figures(struct db *db, struct arena *arena, const struct window *window, const char **json)
{
        struct buffer out = { .arena = arena };

        buffer_printf(&out, "{\"days\":%lld,", (long long)window->days);
        TRY(*window->merchant_id.text ? of_merchant(db, arena, window, &out) : of_all(db, arena, window, &out));
        buffer_text(&out, "}");
        *json = out.text;
        return PROBLEM_OK;
}
