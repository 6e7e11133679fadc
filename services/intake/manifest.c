/* The lines of a manifest: what the exports call their columns, and what people and spreadsheets write into them. */
#include "consignment.h"
#include "resale/id.h"
#include "resale/money.h"

enum { SKU, BARCODE, TITLE, TYPE, VENDOR, PRODUCT, VARIANT, PRICE, CURRENCY, CONDITION, CARTON, QUANTITY,
       ITEM, EAN, DESCRIPTION, CATEGORY, MAKER, COST, PALLET, SHIPPED, COLUMNS };
enum { CELL_SKU, CELL_BARCODE, CELL_CODE, CELL_TITLE, CELL_TYPE, CELL_VENDOR, CELL_PRODUCT, CELL_VARIANT, CELL_PRICE, CELL_CURRENCY, CELL_CONDITION, CELL_CARTON,
       CELL_QUANTITY, CELLS };
enum { QUANTITY_MAX = 1000000 };

#define ALIASES(...) (const char *const[]){ __VA_ARGS__, NULL }

static const struct csv_column columns[COLUMNS] = {
        [SKU]         = { "SKU", ALIASES("Item SKU", "Seller SKU", "Merchant SKU", "MSKU", "Variant SKU", "Style SKU", "Product SKU", "SKU code", "SKU number"), false, 200 },
        [BARCODE]     = { "Barcode", ALIASES("UPC", "GTIN", "UPC code", "UPC EAN", "EAN UPC", "GTIN14", "Bar code", "Variant barcode", "Product barcode"), false, 50 },
        [TITLE]       = { "Title", ALIASES("Product title", "Product name", "Name", "Product", "Item name", "Item title", "Style name"), false, 500 },
        [TYPE]        = { "Product type", ALIASES("Type", "Item type"), false, 200 },
        [VENDOR]      = { "Vendor", ALIASES("Brand", "Brand name"), false, 200 },
        [PRODUCT]     = { "Product ID", ALIASES("Shopify product ID"), false, 100 },
        [VARIANT]     = { "Variant ID", ALIASES("Shopify variant ID"), false, 100 },
        [PRICE]       = { "Price", ALIASES("Unit price", "Retail price", "Unit retail", "Unit MSRP", "MSRP", "RRP", "Retail", "List price", "Variant price", "Item price"), false, 40 },
        [CURRENCY]    = { "Currency", ALIASES("Currency code", "Price currency"), false, 10 },
        [CONDITION]   = { "Condition", ALIASES("Item condition", "Grade", "Condition code", "Reason"), false, 200 },
        [CARTON]      = { "Carton", ALIASES("Carton number", "Carton ID", "Carton no", "Box", "Box number", "Box ID", "Box no", "Case number", "Case ID"), false, 100 },
        [QUANTITY]    = { "Quantity", ALIASES("Qty", "Units", "Pieces", "Pcs", "Unit count", "Expected", "Expected quantity", "Total units", "Item quantity"), false, 20 },
        /* Each of these stands in for the one in whose place it is below, where that is empty: many exports have both. */
        [ITEM]        = { "Item", ALIASES("Item number", "Item no", "Item code", "Item ID", "Product code", "Part number", "Model number", "Style number", "Article number"), false, 200 },
        [EAN]         = { "EAN", ALIASES("EAN code", "EAN13", "ISBN"), false, 50 },
        [DESCRIPTION] = { "Description", ALIASES("Item description", "Product description"), false, 500 },
        [CATEGORY]    = { "Category", ALIASES("Product category", "Department", "Class"), false, 200 },
        [MAKER]       = { "Manufacturer", ALIASES("Supplier"), false, 200 },
        [COST]        = { "Unit cost", ALIASES("Cost", "Cost per item", "Cost price"), false, 40 },
        [PALLET]      = { "Pallet", ALIASES("Pallet ID", "Pallet number", "LPN", "SSCC"), false, 100 },
        [SHIPPED]     = { "Shipped", ALIASES("Quantity shipped", "Ship qty", "Quantity sent", "Shipped quantity"), false, 20 },
};
static const struct { int place, stand_in; } stand_ins[] = { { SKU, ITEM }, { BARCODE, EAN }, { TITLE, DESCRIPTION }, { TYPE, CATEGORY }, { VENDOR, MAKER }, { PRICE, COST },
        { CARTON, PALLET }, { QUANTITY, SHIPPED } };

/* ="0123" is how spreadsheets are told to leave a number alone: the value is what stands in the quotes. Any other formula is none. */
static bool unwrap(const struct csv_row *row, size_t column, struct arena *scratch, const char **value, struct csv_report *report)
{
        size_t length = *value ? strlen(*value) : 0;

        if (!length || **value != '=')
                return true;
        if (length > 3 && (*value)[1] == '"' && (*value)[length - 1] == '"' && !memchr(*value + 2, '"', length - 3)) {
                *value = arena_copy(scratch, *value + 2, length - 3);
                return true;
        }
        csv_complain(report, row->line, columns[column].name, "is a formula; save the values instead");
        return false;
}

static bool all_digits(const char *text) { return *text && text[strspn(text, "0123456789")] == '\0'; }

/* "8.14E+11": the digits that were there are lost. */
static bool is_rounded(const char *text)
{
        const char *e = text + strspn(text, "0123456789.,");

        return e != text && (*e == 'e' || *e == 'E') && e[1] == '+' && all_digits(e + 2);
}

static void plain_whole(struct arena *scratch, const char **value)
{
        size_t digits = *value ? strspn(*value, "0123456789") : 0;
        const char *rest = *value ? *value + digits : "";

        if (digits && *rest == '.' && rest[1] == '0' && rest[strspn(rest, ".0")] == '\0')
                *value = arena_copy(scratch, *value, digits);
}

/* What scanners give for it: a GTIN as 14 digits, also when a spreadsheet took the zero in front away; any other barcode as it is. */
static bool take_barcode(const struct csv_row *row, struct arena *scratch, const char *barcode, const char **cell, struct csv_report *report)
{
        struct gtin gtin;

        if (!barcode)
                return true;
        plain_whole(scratch, &barcode);
        if (is_rounded(barcode)) {
                csv_complain(report, row->line, "Barcode", "was rounded by a spreadsheet (%s); make the column text and export it again", barcode);
                return false;
        }
        const char *longer = arena_printf(scratch, "0%s", barcode);
        if (!gtin_parse(barcode, &gtin) && strlen(barcode) == 11 && gtin_parse(longer, &gtin))
                barcode = longer;
        cell[CELL_BARCODE] = barcode;
        cell[CELL_CODE] = gtin_parse(barcode, &gtin) ? arena_copy(scratch, gtin.text, 14) : barcode;
        return true;
}

static bool take_quantity(const struct csv_row *row, struct arena *scratch, const char *text, int64_t *quantity, struct csv_report *report)
{
        plain_whole(scratch, &text);
        if (!text || !all_digits(text) || strlen(text) > 7 || strtoll(text, NULL, 10) > QUANTITY_MAX) {
                csv_complain(report, row->line, "Quantity", "must be a whole number of at most %d", QUANTITY_MAX);
                return false;
        }
        *quantity = strtoll(text, NULL, 10);
        return true;
}

/* Without a sign of the currency in front or behind, and without commas between thousands; these only before a point, since 1,234 alone could be either. */
static const char *plain_price(struct arena *scratch, const char *text, const char *currency)
{
        static const char *const signs[] = { "US$", "$", "€", "£", "¥", "₹", "kr", NULL };
        char *copy = arena_copy(scratch, text, strlen(text)), *to;
        size_t length;

        if (strncasecmp(copy, currency, strlen(currency)) == 0)
                copy += strlen(currency);
        for (const char *const *sign = signs; *sign; sign++)
                if (text_starts(copy, *sign)) {
                        copy += strlen(*sign);
                        break;
                }
        copy += strspn(copy, " ");
        length = strlen(copy);
        if (length > 3 && strcasecmp(copy + length - 3, currency) == 0)
                copy[length - 3] = '\0';
        copy[strcspn(copy, " ")] = '\0';
        char *point = strchr(copy, '.'), *comma = strchr(copy, ',');
        if (!point || !comma || strrchr(copy, ',') > point || (point - comma) % 4 != 0)
                return copy;
        for (to = comma; *comma; comma++)
                if (*comma != ',')
                        *to++ = *comma;
        *to = '\0';
        return copy;
}

static bool take_price(const struct csv_row *row, struct arena *scratch, const char *home, const char **cell, struct csv_report *report)
{
        const char *text = row->value[PRICE];
        char currency[4] = "";
        struct money money;

        snprintf(currency, sizeof currency, "%s", row->value[CURRENCY] ? row->value[CURRENCY] : home);
        for (char *c = currency; *c; c++)
                *c = *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c;
        if (row->value[CURRENCY] && (strlen(row->value[CURRENCY]) != 3 || !currency_is_known(currency))) {
                csv_complain(report, row->line, "Currency", "must be an ISO 4217 code, as USD");
                return false;
        }
        if (!text)
                return true;
        if (!money_parse(plain_price(scratch, text, currency), currency, false, &money)) {
                csv_complain(report, row->line, "Price", "must be an amount of %s as 1234.50, with at most %d digits after the point", currency, currency_digits(currency));
                return false;
        }
        cell[CELL_PRICE] = arena_printf(scratch, "%lld", (long long)money.amount);
        cell[CELL_CURRENCY] = arena_copy(scratch, currency, 3);
        return true;
}

/* A line that only sums up the ones above it: "Total", "Subtotal:", or nothing that names a product beside the number of all pieces. */
static bool is_totals(const char *const *value, int64_t pieces)
{
        static const char *const words[] = { "total", "totals", "subtotal", "subtotals", "sub total", "sub-total", "grand total", "total units", "total pieces", NULL };
        const char *said = value[SKU] ? value[SKU] : value[TITLE] ? value[TITLE] : value[CARTON];

        if (value[BARCODE] || (value[SKU] && value[TITLE]))
                return false;
        if (!said)
                return value[QUANTITY] && all_digits(value[QUANTITY]) && pieces && strtoll(value[QUANTITY], NULL, 10) == pieces;
        for (const char *const *word = words; *word; word++) {
                size_t length = strlen(*word);
                if (strncasecmp(said, *word, length) == 0 && said[length + strspn(said + length, ": ")] == '\0')
                        return true;
        }
        return false;
}

static void take_texts(const char *const *value, const char **cell)
{
        cell[CELL_TITLE] = value[TITLE];
        cell[CELL_TYPE] = value[TYPE];
        cell[CELL_VENDOR] = value[VENDOR];
        cell[CELL_PRODUCT] = value[PRODUCT];
        cell[CELL_VARIANT] = value[VARIANT];
        cell[CELL_CONDITION] = value[CONDITION];
        cell[CELL_CARTON] = value[CARTON];
        cell[CELL_SKU] = value[SKU];
}

static bool take_product(const struct csv_row *row, struct arena *scratch, const char **cell, struct csv_report *report)
{
        const char *const *value = row->value;

        take_texts(value, cell);
        if (value[SKU] && is_rounded(value[SKU])) {
                csv_complain(report, row->line, "SKU", "was rounded by a spreadsheet (%s); make the column text and export it again", value[SKU]);
                return false;
        }
        if (!value[SKU] && !value[BARCODE]) {
                csv_complain(report, row->line, NULL, "the line has neither SKU nor barcode");
                return false;
        }
        return take_barcode(row, scratch, value[BARCODE], cell, report);
}

static bool take(const struct csv_row *read, struct arena *scratch, const char **cell, struct csv_report *report, void *context)
{
        struct manifest_reading *reading = context;
        const char *value[COLUMNS];
        struct csv_row row = { read->line, value };
        int64_t quantity = 1;
        bool good = reading->names_product;

        if (!good)
                return false;
        memcpy(value, read->value, sizeof value);
        for (size_t i = 0; i < COLUMNS; i++)
                good &= unwrap(&row, i, scratch, &value[i], report);
        for (size_t i = 0; i < ARRAY_LEN(stand_ins); i++)
                if (!value[stand_ins[i].place])
                        value[stand_ins[i].place] = value[stand_ins[i].stand_in];
        if (good && is_totals(value, reading->pieces)) {
                reading->passed_over++;
                return false;
        }
        good &= take_product(&row, scratch, cell, report);
        good &= !reading->has_quantity || take_quantity(&row, scratch, value[QUANTITY], &quantity, report);
        good &= take_price(&row, scratch, reading->currency, cell, report);
        if (!good || quantity == 0) {
                reading->passed_over += good;
                return false;
        }
        cell[CELL_QUANTITY] = arena_printf(scratch, "%lld", (long long)quantity);
        reading->lines++;
        reading->pieces += quantity;
        return true;
}

/* Each reading sums up anew. */
static void begin(const struct csv *csv, struct csv_report *report, void *context)
{
        struct manifest_reading *reading = context;

        reading->lines = reading->pieces = reading->passed_over = 0;
        reading->has_quantity = csv_has(csv, QUANTITY) || csv_has(csv, SHIPPED);
        reading->names_product = csv_has(csv, SKU) || csv_has(csv, BARCODE) || csv_has(csv, ITEM) || csv_has(csv, EAN);
        if (!reading->names_product)
                csv_complain(report, 1, NULL, "the first line names neither a column for SKUs nor one for barcodes");
}

const struct csv_import manifest_file = { .columns = columns, .column_count = COLUMNS, .cell_count = CELLS, .begin = begin, .take = take };
