#ifndef CATALOGUE_H
#define CATALOGUE_H

#include "resale/csv.h"
#include "resale/inbox.h"

/* Cells of a product on its way into the catalogue; the numbers in schema/0011_catalogue.sql are one higher. */
enum cell {
        CELL_PRODUCT_ID, CELL_VARIANT_ID, CELL_HANDLE, CELL_TITLE, CELL_VARIANT_TITLE, CELL_VENDOR, CELL_PRODUCT_TYPE, CELL_COLOUR, CELL_SIZE, CELL_SKU, CELL_BARCODE,
        CELL_PRICE, CELL_CURRENCY, CELL_IMAGE_URL, CELL_TAGS, CELL_SOURCE_AT, CELL_COUNT
};

/* --- what a file of products says: Shopify's export as it is, or columns named as the fields are (product_file.c) --- */

struct product_file { const char *currency; struct product_memory *memory; };
extern const struct csv_import product_import;
struct product_memory *product_memory(struct arena *arena);

/* Shopify's three options: what they call themselves, and what this variant is of each. Colour and size are known by their names in some languages. */
struct options { const char *name[3], *value[3]; };
void options_take(struct arena *arena, const struct options *options, const char **cell);   /* into cells that are still empty */
/* An id as the number it ends with: Shopify writes "gid://shopify/Product/1" too. */
const char *plain_id(const char *id);

/* --- the catalogue --- */

enum catalogue_mode { CATALOGUE_MERGE, CATALOGUE_REPLACE };
extern const char *const catalogue_modes[];

struct catalogue_import {
        struct uuid merchant_id;
        const char *actor;
        int file, mode;                              /* CATALOGUE_…; merge: an empty cell leaves what is known, replace: what the file has not is gone */
        struct csv_report report;                    /* with LINES_INVALID */
        int64_t rows, added, changed, removed, products;   /* the answer: of the file, and what the catalogue holds now */
        struct texts ignored_columns;
};
extern const struct shape catalogue_import_shape;
/* All of a CSV file or nothing. MERCHANT_NOT_FOUND, PLAN_EXCLUDES_RESALE, LINES_INVALID. */
enum problem catalogue_import(struct db *db, struct arena *arena, struct catalogue_import *import) MUST_USE;
/* What it holds, and what its last file did. MERCHANT_NOT_FOUND. */
enum problem catalogue_state(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char **json) MUST_USE;

/* A background step: Shopify's products/create, products/update and products/delete (shop_inbox.c). */
enum problem shop_inbox_step(struct db *db, struct arena *arena, bool *more) MUST_USE;
/* From here on the transaction writes the catalogue alone. *currency is the merchant's. MERCHANT_NOT_FOUND. */
enum problem catalogue_begin(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char **currency) MUST_USE;
struct shop_product { struct uuid merchant_id; const char *product_id, *cells, *source_at; struct texts variants; };   /* cells: a JSON array of an array for each variant */
/* What the shop says of a product; of the variants of it that we know only `variants` stay. None: it is gone. After catalogue_begin. */
enum problem catalogue_take(struct db *db, struct arena *arena, const struct shop_product *product) MUST_USE;

#endif
