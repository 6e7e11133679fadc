/* Rows of a file become products. In Shopify's export a product is several rows: only the first has its title and the names of its options. */
#include <strings.h>

#include "catalogue.h"
#include "resale/money.h"

enum column {
        PRODUCT_ID, VARIANT_ID, HANDLE, TITLE, VARIANT_TITLE, VENDOR, TYPE, COLOUR, SIZE, SKU, BARCODE, PRICE, CURRENCY, IMAGE, VARIANT_IMAGE, TAGS,
        OPTION_NAME, OPTION_VALUE = OPTION_NAME + 3, COLUMN_COUNT = OPTION_VALUE + 3
};

enum { TAGS_MAX = 1900 };

#define NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })
static const struct csv_column columns[COLUMN_COUNT] = {
        [PRODUCT_ID] = { "Product ID", NULL, false, 100 },
        [VARIANT_ID] = { "Variant ID", NULL, false, 100 },
        [HANDLE] = { "Handle", NAMES("URL handle"), false, 300 },
        [TITLE] = { "Title", NAMES("Product title", "Product name"), true, 500 },
        [VARIANT_TITLE] = { "Variant title", NAMES("Variant"), false, 500 },
        [VENDOR] = { "Vendor", NAMES("Brand"), false, 200 },
        [TYPE] = { "Type", NAMES("Product type"), false, 200 },
        [COLOUR] = { "Colour", NAMES("Color"), false, 200 },
        [SIZE] = { "Size", NULL, false, 200 },
        [SKU] = { "SKU", NAMES("Variant SKU"), false, 200 },
        [BARCODE] = { "Barcode", NAMES("Variant Barcode", "GTIN", "UPC", "EAN"), false, 50 },
        [PRICE] = { "Price", NAMES("Variant Price"), false, 50 },
        [CURRENCY] = { "Currency", NULL, false, 3 },
        [IMAGE] = { "Image URL", NAMES("Image Src", "Image", "Product image URL"), false, 2000 },
        [VARIANT_IMAGE] = { "Variant Image", NAMES("Variant image URL"), false, 2000 },
        [TAGS] = { "Tags", NULL, false, 20000 },
        [OPTION_NAME] = { "Option1 Name", NULL, false, 200 },
        [OPTION_NAME + 1] = { "Option2 Name", NULL, false, 200 },
        [OPTION_NAME + 2] = { "Option3 Name", NULL, false, 200 },
        [OPTION_VALUE] = { "Option1 Value", NULL, false, 200 },
        [OPTION_VALUE + 1] = { "Option2 Value", NULL, false, 200 },
        [OPTION_VALUE + 2] = { "Option3 Value", NULL, false, 200 },
};

/* What later rows of the same product take over from its first. */
static const enum column shared[] = { HANDLE, PRODUCT_ID, TITLE, VENDOR, TYPE, TAGS, IMAGE, OPTION_NAME, OPTION_NAME + 1, OPTION_NAME + 2 };
struct product_memory { struct arena *arena; const char *value[COLUMN_COUNT]; };

static void forget(void *context)
{
        struct product_memory *memory = context;

        arena_free(memory->arena);
}

struct product_memory *product_memory(struct arena *arena)
{
        struct product_memory *memory = arena_alloc(arena, sizeof *memory);

        memory->arena = arena_new();
        arena_defer(arena, forget, memory);
        return memory;
}

static void remember(struct product_memory *memory, const char *const *value)
{
        arena_reset(memory->arena);
        memset(memory->value, 0, sizeof memory->value);
        for (size_t i = 0; i < ARRAY_LEN(shared); i++)
                if (value[shared[i]])
                        memory->value[shared[i]] = arena_copy(memory->arena, value[shared[i]], strlen(value[shared[i]]));
}

static void begin(const struct csv *csv, struct csv_report *report, void *context)
{
        struct product_file *file = context;

        memset(file->memory->value, 0, sizeof file->memory->value);
        if (!csv_has(csv, VARIANT_ID) && !csv_has(csv, HANDLE) && !csv_has(csv, SKU))
                csv_complain(report, 1, "SKU", "is a column that the first line must name, or Variant ID, or Handle");
}

/* The rest of a product's rows are its further pictures. */
static bool is_picture(const char *const *value)
{
        static const enum column own[] = { VARIANT_ID, VARIANT_TITLE, COLOUR, SIZE, SKU, BARCODE, PRICE, OPTION_VALUE };

        for (size_t i = 0; i < ARRAY_LEN(own); i++)
                if (value[own[i]])
                        return false;
        return true;
}

/* --- values --- */

const char *plain_id(const char *id)
{
        const char *slash = id ? strrchr(id, '/') : NULL;

        return slash && slash[1] ? slash + 1 : id;
}

/* Spreadsheets keep a number's zeros by an apostrophe before it, and write a long one as 8.4E+12, which nobody can read back. */
static const char *code_of(const struct csv_row *row, enum column column, const char *value, struct csv_report *report)
{
        if (value && *value == '\'')
                value++;
        if (value && strspn(value, "0123456789.,") < strlen(value) && value[strspn(value, "0123456789.,")] == 'E' && strchr("+0123456789", value[strspn(value, "0123456789.,") + 1]))
                csv_complain(report, row->line, columns[column].name, "was rounded by a spreadsheet (%s); format the column as text there and export it again", value);
        return value;
}

/* "1,50" is how half of the world writes 1.50. */
static const char *with_point(struct arena *scratch, const char *decimal)
{
        const char *comma = strchr(decimal, ',');

        if (!comma || strchr(decimal, '.') || strlen(comma) != 3)
                return decimal;
        return arena_printf(scratch, "%.*s.%s", (int)(comma - decimal), decimal, comma + 1);
}

static void take_price(const struct csv_row *row, struct arena *scratch, const char *merchant_currency, const char **cell, struct csv_report *report)
{
        const char *currency = row->value[CURRENCY] ? row->value[CURRENCY] : merchant_currency;
        struct money price;

        if (!row->value[PRICE])
                return;
        if (!currency_is_known(currency))
                csv_complain(report, row->line, "Currency", "must be three letters of ISO 4217, such as USD");
        else if (!money_parse(with_point(scratch, row->value[PRICE]), currency, false, &price))
                csv_complain(report, row->line, "Price", "must be an amount of %s, such as 19.90; it is %.50s", currency, row->value[PRICE]);
        else {
                cell[CELL_PRICE] = arena_printf(scratch, "%lld", (long long)price.amount);
                cell[CELL_CURRENCY] = currency;
        }
}

static void take_image(const struct csv_row *row, const char *url, const char **cell, struct csv_report *report)
{
        if (url && !text_starts(url, "https://") && !text_starts(url, "http://"))
                csv_complain(report, row->line, "Image URL", "must be an https address");
        cell[CELL_IMAGE_URL] = url;
}

/* Only words of them are looked for: too many are cut between two. */
static const char *some_tags(struct arena *scratch, const char *tags)
{
        if (!tags || strlen(tags) <= TAGS_MAX)
                return tags;
        const char *comma = memrchr(tags, ',', TAGS_MAX);
        return arena_copy(scratch, tags, comma ? (size_t)(comma - tags) : 0);
}

/* --- options --- */

static bool names_one_of(const char *name, const char *const *words)
{
        while (*words && !strcasestr(name, *words))
                words++;
        return *words;
}

static enum cell option_cell(const char *name)
{
        static const char *const colours[] = { "color", "colour", "farbe", "couleur", "kleur", "colore", NULL };
        static const char *const sizes[] = { "size", "größe", "groesse", "taille", "talla", "taglia", "maat", NULL };

        if (!name)
                return CELL_VARIANT_TITLE;
        return names_one_of(name, colours) ? CELL_COLOUR : names_one_of(name, sizes) ? CELL_SIZE : CELL_VARIANT_TITLE;
}

void options_take(struct arena *arena, const struct options *options, const char **cell)
{
        struct buffer title = { .arena = arena };

        for (size_t i = 0; i < ARRAY_LEN(options->value); i++) {
                const char *value = options->value[i];
                enum cell which = option_cell(options->name[i]);
                if (!value || text_equal(value, "Default Title"))
                        continue;
                buffer_printf(&title, "%s%s", title.length ? " / " : "", value);
                if (which != CELL_VARIANT_TITLE && !cell[which])
                        cell[which] = value;
        }
        if (!cell[CELL_VARIANT_TITLE])
                cell[CELL_VARIANT_TITLE] = title.text;
}

/* --- a row --- */

static void take_identity(const struct csv_row *row, const char *const *value, const char **cell, struct csv_report *report)
{
        cell[CELL_PRODUCT_ID] = plain_id(code_of(row, PRODUCT_ID, value[PRODUCT_ID], report));
        cell[CELL_VARIANT_ID] = plain_id(code_of(row, VARIANT_ID, value[VARIANT_ID], report));
        cell[CELL_BARCODE] = code_of(row, BARCODE, value[BARCODE], report);
        cell[CELL_HANDLE] = value[HANDLE];
        cell[CELL_SKU] = value[SKU];
        cell[CELL_TITLE] = value[TITLE];
        if (!value[TITLE])
                csv_complain(report, row->line, "Title", "is missing");
        if (!cell[CELL_VARIANT_ID] && !value[HANDLE] && !value[SKU])
                csv_complain(report, row->line, "SKU", "is missing: a product is known by its SKU, variant id or handle");
}

static bool take(const struct csv_row *row, struct arena *scratch, const char **cell, struct csv_report *report, void *context)
{
        struct product_file *file = context;
        const char *value[COLUMN_COUNT];
        struct options options;

        memcpy(value, row->value, sizeof value);
        if (value[HANDLE] && text_equal(value[HANDLE], file->memory->value[HANDLE])) {
                if (is_picture(value))
                        return false;
                for (size_t i = 0; i < ARRAY_LEN(shared); i++)
                        if (!value[shared[i]])
                                value[shared[i]] = file->memory->value[shared[i]];
        } else {
                remember(file->memory, value);
        }
        take_identity(row, value, cell, report);
        cell[CELL_VARIANT_TITLE] = value[VARIANT_TITLE];
        cell[CELL_VENDOR] = value[VENDOR];
        cell[CELL_PRODUCT_TYPE] = value[TYPE];
        cell[CELL_COLOUR] = value[COLOUR];
        cell[CELL_SIZE] = value[SIZE];
        cell[CELL_TAGS] = some_tags(scratch, value[TAGS]);
        memcpy(options.name, value + OPTION_NAME, sizeof options.name);
        memcpy(options.value, value + OPTION_VALUE, sizeof options.value);
        options_take(scratch, &options, cell);
        if (!cell[CELL_VARIANT_TITLE] && (cell[CELL_COLOUR] || cell[CELL_SIZE]))
                cell[CELL_VARIANT_TITLE] = arena_printf(scratch, "%s%s%s", cell[CELL_COLOUR] ? cell[CELL_COLOUR] : "", cell[CELL_COLOUR] && cell[CELL_SIZE] ? " / " : "",
                                                        cell[CELL_SIZE] ? cell[CELL_SIZE] : "");
        take_price(row, scratch, file->currency, cell, report);
        take_image(row, value[VARIANT_IMAGE] ? value[VARIANT_IMAGE] : value[IMAGE], cell, report);
        return true;
}

const struct csv_import product_import = { columns, COLUMN_COUNT, CELL_COUNT, begin, take };
