/* The first line says which value belongs to which column. */
#include "csv_private.h"
#include "resale/json.h"

struct csv {
        struct reader reader;
        const struct csv_column *columns;
        size_t count;
        struct slot *slots;              /* of each column */
        const char **value;
        size_t *place;                   /* of each column in the first line, from 1; 0: it is not there */
        struct texts unknown;
};

/* As names are compared: letters and digits, in small letters; what is not ASCII as it is. */
static const char *plain(struct arena *arena, const char *name)
{
        char *copy = arena_copy(arena, name, strlen(name)), *to = copy;

        for (; *name; name++)
                if ((*name >= 'a' && *name <= 'z') || (*name >= '0' && *name <= '9') || *name < 0)
                        *to++ = *name;
                else if (*name >= 'A' && *name <= 'Z')
                        *to++ = (char)(*name - 'A' + 'a');
        *to = '\0';
        return copy;
}

static bool is_called(struct arena *arena, const struct csv_column *column, const char *name)
{
        if (text_equal(plain(arena, column->name), name))
                return true;
        for (const char *const *alias = column->aliases; alias && *alias; alias++)
                if (text_equal(plain(arena, *alias), name))
                        return true;
        return false;
}

static size_t column_called(const struct csv *csv, struct arena *arena, const char *name)
{
        size_t i = 0;

        while (i < csv->count && !is_called(arena, &csv->columns[i], name))
                i++;
        return i;
}

static void trim(struct slot *slot, size_t *from)
{
        *from = 0;
        while (slot->length && strchr(" \t\r\n", slot->text[slot->length - 1]))
                slot->length--;
        slot->text[slot->length] = '\0';
        while (slot->text[*from] && strchr(" \t\r\n", slot->text[*from]))
                ++*from;
}

/* The place of a name; the slot of its column takes the values from here on. */
static void place_name(struct csv *csv, size_t at, const char *name, struct arena *scratch)
{
        struct reader *reader = &csv->reader;
        size_t column = column_called(csv, scratch, plain(scratch, name));

        reader->slot[at] = NULL;
        if (column == csv->count) {
                if (*name)
                        csv->unknown.item[csv->unknown.count++] = name;
        } else if (csv->place[column]) {
                csv_complain(reader->report, 1, name, "is the same column as number %zu", csv->place[column]);
        } else {
                csv->place[column] = at + 1;
                reader->slot[at] = &csv->slots[column];
        }
}

static void read_names(struct csv *csv)
{
        struct reader *reader = &csv->reader;
        struct arena *scratch = arena_new();
        const char **names = arena_alloc(reader->arena, CSV_COLUMNS_MAX * sizeof *names);
        size_t from;

        csv->unknown.item = arena_alloc(reader->arena, CSV_COLUMNS_MAX * sizeof *csv->unknown.item);
        for (size_t i = 0; i < reader->slots; i++) {
                trim(reader->slot[i], &from);
                names[i] = reader->slot[i]->text + from;
                if (!utf8_is_plain(names[i])) {
                        csv_complain(reader->report, 1, NULL, "the name of column %zu must be UTF-8 without control characters", i + 1);
                        names[i] = "";
                }
                place_name(csv, i, names[i], scratch);
        }
        reader->name = names;
        arena_free(scratch);
}

static void make_slots(struct csv *csv)
{
        struct arena *arena = csv->reader.arena;

        csv->slots = arena_alloc(arena, csv->count * sizeof *csv->slots);
        csv->value = arena_alloc(arena, csv->count * sizeof *csv->value);
        csv->place = arena_alloc(arena, csv->count * sizeof *csv->place);
        for (size_t i = 0; i < csv->count; i++) {
                size_t max = csv->columns[i].max ? csv->columns[i].max : CSV_VALUE_MAX;
                csv->slots[i] = (struct slot){ .text = arena_alloc(arena, max + 1), .max = max };
        }
}

static void ask_for_required(const struct csv *csv)
{
        for (size_t i = 0; i < csv->count; i++)
                if (csv->columns[i].required && !csv->place[i])
                        csv_complain(csv->reader.report, 1, csv->columns[i].name, "is a column that the first line must name");
}

struct csv *csv_open(struct arena *arena, int file, const struct csv_column *columns, size_t count, struct csv_report *report)
{
        struct csv *csv = arena_alloc(arena, sizeof *csv);
        int64_t before = report->count;

        csv->columns = columns;
        csv->count = count;
        if (!reader_open(&csv->reader, arena, file, report) || !reader_line(&csv->reader))
                return NULL;
        if (csv->reader.values > csv->reader.slots)
                csv_complain(report, 1, NULL, "there are more than %d columns", CSV_COLUMNS_MAX);
        make_slots(csv);
        if (report->count == before)
                read_names(csv);
        if (report->count == before)
                ask_for_required(csv);
        return report->count == before ? csv : NULL;
}

bool csv_has(const struct csv *csv, size_t column) { return csv->place[column]; }
struct texts csv_unknown(const struct csv *csv) { return csv->unknown; }

static bool take_value(struct csv *csv, size_t column)
{
        struct slot *slot = &csv->slots[column];
        struct reader *reader = &csv->reader;
        size_t from;

        csv->value[column] = NULL;
        if (!csv->place[column])
                return true;
        trim(slot, &from);
        const char *value = slot->text + from;
        if (!utf8_is_plain(value)) {
                csv_complain(reader->report, reader->begun, reader->name[csv->place[column] - 1],
                             utf8_is_valid(value) ? "holds a line break or another control character" : "is not UTF-8; save the file as \"CSV UTF-8\"");
                return false;
        }
        csv->value[column] = *value ? value : NULL;
        return true;
}

static bool take_values(struct csv *csv)
{
        struct reader *reader = &csv->reader;
        bool good = true;

        if (reader->bad)
                return false;
        if (reader->values != reader->slots) {
                csv_complain(reader->report, reader->begun, NULL, "the line has %zu values, the first line %zu", reader->values, reader->slots);
                return false;
        }
        for (size_t i = 0; i < csv->count; i++)
                good &= take_value(csv, i);
        return good;
}

bool csv_next(struct csv *csv, struct csv_row *row)
{
        while (reader_line(&csv->reader)) {
                if ((!csv->reader.any && !csv->reader.bad) || !take_values(csv))
                        continue;
                *row = (struct csv_row){ csv->reader.begun, csv->value };
                return true;
        }
        return false;
}
