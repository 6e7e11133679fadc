#include "support/admin_shop.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "resale/base.h"

void shop_breach(struct own_shop *shop, const char *format, ...)
{
        va_list args;

        if (shop->breach[0])
                return;
        va_start(args, format);
        vsnprintf(shop->breach, sizeof shop->breach, format, args);
        va_end(args);
}

static json_t *new_gid(struct own_shop *shop, const char *kind) { return json_sprintf("gid://shopify/%s/%d", kind, ++shop->next_id); }
static const char *text(json_t *object, const char *name) { return json_string_value(json_object_get(object, name)); }

static json_t *refused(const char *name, const char *code, const char *message)
{
        return json_pack("{s:{s:[{s:[s],s:s,s:s}]}}", name, "userErrors", "field", "input", "message", message, "code", code);
}

static json_t *done(const char *name, const char *member, json_t *value)
{
        json_t *inside = json_pack("{s:[]}", "userErrors");

        if (member)
                json_object_set_new(inside, member, value);
        return json_pack("{s:o}", name, inside);
}

/* Of any kind, by its id. */
static json_t *find_id(json_t *things, const char *id)
{
        const char *key;
        json_t *one;

        json_object_foreach(things, key, one)
                if (text_equal(text(one, "id"), id))
                        return one;
        return NULL;
}

static json_t *check(struct own_shop *shop)
{
        return json_pack("{s:{s:s,s:s,s:s},s:{s:[{s:s},{s:s},{s:s},{s:s}]},s:{s:[{s:s,s:s,s:b,s:b}]},s:{s:[{s:s,s:{s:s}},{s:s,s:{s:s}}]}}", "shop", "myshopifyDomain", shop->name, "name",
                         "Outer", "currencyCode", "USD", "currentAppInstallation", "accessScopes", "handle", "write_products", "handle", "write_inventory", "handle",
                         "write_publications", "handle", "read_locations", "locations", "nodes", "id", "gid://shopify/Location/1", "name", "Warehouse", "isActive", 1,
                         "fulfillsOnlineOrders", 1, "publications", "nodes", "id", "gid://shopify/Publication/1", "catalog", "title", "Online Store", "id",
                         "gid://shopify/Publication/2", "catalog", "title", "Point of Sale");
}

static json_t *collection_create(struct own_shop *shop, json_t *input)
{
        const char *handle = text(input, "handle");
        json_t *id = new_gid(shop, "Collection");

        if (json_object_get(shop->collections, handle))
                return refused("collectionCreate", "TAKEN", "Handle has already been taken");
        if (!json_array_size(json_object_get(input, "sources")))
                shop_breach(shop, "a collection without sources");
        json_object_set_new(shop->collections, handle, json_pack("{s:O,s:s,s:b}", "id", id, "title", text(input, "title"), "published", 0));
        return done("collectionCreate", "collection", json_pack("{s:o}", "id", id));
}

static json_t *collection_update(struct own_shop *shop, json_t *input)
{
        json_t *collection = find_id(shop->collections, text(input, "id")), *image = json_object_get(input, "image");

        if (!collection)
                return refused("collectionUpdate", "NOT_FOUND", "Collection does not exist");
        if (json_is_object(image) && !json_object_get(shop->uploads, text(image, "src")))
                shop_breach(shop, "an image that was not uploaded");
        if (image)
                json_object_set_new(collection, "image", json_boolean(json_is_object(image)));
        return done("collectionUpdate", NULL, NULL);
}

static json_t *staged_uploads(struct own_shop *shop, json_t *input)
{
        json_t *targets = json_array(), *one;
        size_t i;

        json_array_foreach(input, i, one) {
                if (!json_is_string(json_object_get(one, "fileSize")))
                        shop_breach(shop, "fileSize has to be a text");
                json_t *url = json_sprintf("%s/%s/upload/%d", shop->base, shop->name, ++shop->next_id);
                json_array_append_new(targets, json_pack("{s:O,s:o,s:[{s:s,s:s},{s:s,s:s}]}", "url", url, "resourceUrl", url, "parameters", "name", "key", "value", "tmp/1", "name", "policy",
                                                         "value", "p"));
        }
        return done("stagedUploadsCreate", "stagedTargets", targets);
}

static json_t *file_create(struct own_shop *shop, json_t *files)
{
        json_t *made = json_array(), *one;
        size_t i;

        json_array_foreach(files, i, one) {
                const char *name = text(one, "filename");
                if (!json_object_get(shop->uploads, text(one, "originalSource")))
                        return refused("fileCreate", "INVALID_IMAGE_SOURCE_URL", "Image URL is invalid");
                if (!text_equal(text(one, "duplicateResolutionMode"), "REPLACE"))
                        shop_breach(shop, "a file that does not replace itself");
                if (!json_object_get(shop->files, name))
                        json_object_set_new(shop->files, name, json_pack("{s:o,s:i}", "id", new_gid(shop, "MediaImage"), "asked", 0));
                json_array_append_new(made, json_pack("{s:O,s:s}", "id", json_object_get(json_object_get(shop->files, name), "id"), "fileStatus", "UPLOADED"));
        }
        return done("fileCreate", "files", made);
}

/* Ready when it is asked after for the second time. */
static json_t *file_status(struct own_shop *shop, json_t *ids)
{
        json_t *nodes = json_array(), *id;
        size_t i;

        json_array_foreach(ids, i, id) {
                json_t *file = find_id(shop->files, json_string_value(id));
                int asked = file ? (int)json_integer_value(json_object_get(file, "asked")) : 0;
                if (file)
                        json_object_set_new(file, "asked", json_integer(asked + 1));
                json_array_append_new(nodes, file ? json_pack("{s:O,s:s,s:[]}", "id", id, "fileStatus", asked ? "READY" : "PROCESSING", "fileErrors") : json_null());
        }
        return json_pack("{s:o}", "nodes", nodes);
}

static json_t *as_answered(json_t *product)
{
        return json_pack("{s:O,s:{s:[{s:O,s:{s:O}}]}}", "id", json_object_get(product, "id"), "variants", "nodes", "id", json_object_get(product, "variant"), "inventoryItem", "id",
                         json_object_get(product, "item"));
}

static const char *wrong_product(struct own_shop *shop, const char *handle, json_t *input)
{
        json_t *variant = json_array_get(json_object_get(input, "variants"), 0), *file;
        size_t i;

        if (json_object_get(input, "id"))
                return "ID_NOT_ALLOWED";
        if (!text_equal(handle, text(input, "handle")))
                return "INPUT_MISMATCH";
        if (!json_object_get(input, "productOptions") || json_array_size(json_object_get(input, "variants")) != 1)
                return "PRODUCT_OPTIONS_INPUT_MISSING";
        if (!text_equal(text(variant, "inventoryPolicy"), "DENY") || !json_is_true(json_object_get(json_object_get(variant, "inventoryItem"), "tracked")))
                shop_breach(shop, "a variant that sells what is not there");
        json_array_foreach(json_object_get(input, "files"), i, file) {
                json_t *own = find_id(shop->files, text(file, "id"));
                if (!own || json_integer_value(json_object_get(own, "asked")) < 2)
                        return "NON_READY_STATE";
        }
        return NULL;
}

static bool has_tag(json_t *product, const char *wanted)
{
        json_t *tag;
        size_t i;

        json_array_foreach(json_object_get(json_object_get(product, "input"), "tags"), i, tag)
                if (text_equal(json_string_value(tag), wanted))
                        return true;
        return false;
}

/* It could be bought at this moment, and returned. */
static void watch(struct own_shop *shop, json_t *product)
{
        static const char count[] = "on sale without final-sale";

        if (json_is_true(json_object_get(product, "published")) && json_integer_value(json_object_get(product, "stock")) > 0 && !has_tag(product, "final-sale"))
                json_object_set_new(shop->counts, count, json_integer(json_integer_value(json_object_get(shop->counts, count)) + 1));
}

static json_t *product_set(struct own_shop *shop, json_t *variables)
{
        json_t *input = json_object_get(variables, "input"), *variant = json_array_get(json_object_get(input, "variants"), 0);
        const char *handle = text(variables, "handle"), *wrong = wrong_product(shop, handle, input);
        json_t *product = json_object_get(shop->products, handle), *levels = json_object_get(variant, "inventoryQuantities");

        if (wrong)
                return refused("productSet", wrong, wrong);
        if (!product) {
                product = json_pack("{s:o,s:o,s:o,s:b,s:i}", "id", new_gid(shop, "Product"), "variant", new_gid(shop, "ProductVariant"), "item", new_gid(shop, "InventoryItem"), "published", 0,
                                    "stock", -1000);
                json_object_set_new(shop->products, handle, product);
        }
        json_object_set(product, "input", input);
        json_object_set(product, "status", json_object_get(input, "status"));
        json_object_set(product, "price", json_object_get(variant, "price"));
        if (json_array_size(levels))
                json_object_set(product, "stock", json_object_get(json_array_get(levels, 0), "quantity"));
        watch(shop, product);
        return done("productSet", "product", as_answered(product));
}

static json_t *metafields_set(struct own_shop *shop, json_t *list)
{
        json_t *one;
        size_t i;

        if (json_array_size(list) > 25)
                shop_breach(shop, "more than 25 metafields");
        json_array_foreach(list, i, one) {
                char key[300];
                snprintf(key, sizeof key, "%s %s.%s", text(one, "ownerId"), text(one, "namespace"), text(one, "key"));
                json_object_set(shop->metafields, key, json_object_get(one, "value"));
        }
        return done("metafieldsSet", NULL, NULL);
}

static json_t *of_item(struct own_shop *shop, const char *item)
{
        const char *handle;
        json_t *product;

        json_object_foreach(shop->products, handle, product)
                if (text_equal(text(product, "item"), item))
                        return product;
        return NULL;
}

static json_t *change_stock(struct own_shop *shop, json_t *change)
{
        json_t *product = of_item(shop, text(change, "inventoryItemId")), *from = json_object_get(change, "changeFromQuantity");

        if (!product)
                return refused("inventorySetQuantities", "INVALID_INVENTORY_ITEM", "The specified inventory item could not be found.");
        json_int_t stock = json_integer_value(json_object_get(product, "stock"));
        if (stock == -1000)
                return refused("inventorySetQuantities", "ITEM_NOT_STOCKED_AT_LOCATION", "The specified inventory item is not stocked at the location.");
        if (json_is_integer(from) && json_integer_value(from) != stock)
                return refused("inventorySetQuantities", "CHANGE_FROM_QUANTITY_STALE", "The changeFromQuantity value does not match persisted value.");
        json_object_set(product, "stock", json_object_get(change, "quantity"));
        watch(shop, product);
        if (json_integer_value(json_object_get(change, "quantity")) > shop->most)
                shop_breach(shop, "more pieces than there are");
        return done("inventorySetQuantities", "inventoryAdjustmentGroup", json_pack("{s:o}", "id", new_gid(shop, "InventoryAdjustmentGroup")));
}

static json_t *stock_set(struct own_shop *shop, const char *query, json_t *variables, json_t **errors)
{
        json_t *input = json_object_get(variables, "input"), *change = json_array_get(json_object_get(input, "quantities"), 0);
        json_t *before = json_object_get(shop->keys, text(variables, "key"));

        if (!strstr(query, "@idempotent(key: $key)") || !text(variables, "key") || !json_object_get(change, "changeFromQuantity")) {
                shop_breach(shop, "stock without @idempotent or changeFromQuantity");
                *errors = json_pack("[{s:s,s:{s:s}}]", "message", "The @idempotent directive is required for this mutation but was not provided.", "extensions", "code", "BAD_REQUEST");
                return NULL;
        }
        if (before && !json_equal(json_object_get(before, "input"), input)) {
                shop_breach(shop, "one key for two changes");
                return refused("inventorySetQuantities", "IDEMPOTENCY_KEY_PARAMETER_MISMATCH", "The same idempotency key cannot be used with different operation parameters.");
        }
        if (before)
                return json_incref(json_object_get(before, "answer"));
        json_t *answer = change_stock(shop, change);
        json_object_set_new(shop->keys, text(variables, "key"), json_pack("{s:O,s:O}", "input", input, "answer", answer));
        return answer;
}

static json_t *archive(struct own_shop *shop, json_t *input)
{
        json_t *product = find_id(shop->products, text(input, "id"));

        if (!product)
                return refused("productUpdate", "NOT_FOUND", "Product does not exist");
        json_object_set(product, "status", json_object_get(input, "status"));
        return done("productUpdate", NULL, NULL);
}

static json_t *stock_find(struct own_shop *shop, json_t *variables)
{
        json_t *product = of_item(shop, text(variables, "item"));

        return product ? json_pack("{s:{s:{s:[{s:O}]}}}", "inventoryItem", "inventoryLevel", "quantities", "quantity", json_object_get(product, "stock")) : json_pack("{s:n}", "inventoryItem");
}

static json_t *publish(struct own_shop *shop, json_t *variables, bool on)
{
        const char *id = text(variables, "id"), *name = on ? "publishablePublish" : "publishableUnpublish";
        json_t *thing = find_id(shop->products, id);

        if (!thing)
                thing = find_id(shop->collections, id);
        if (!thing)
                return refused(name, "NOT_FOUND", "Resource does not exist");
        if (!text_equal(text(json_array_get(json_object_get(variables, "input"), 0), "publicationId"), "gid://shopify/Publication/1"))
                shop_breach(shop, "published elsewhere");
        json_object_set_new(thing, "published", json_boolean(on));
        watch(shop, thing);
        return done(name, NULL, NULL);
}

static json_t *bulk_begin(struct own_shop *shop, json_t *variables)
{
        const char *query = text(variables, "query"), *handle;
        char *out = NULL;
        size_t size = 0;
        json_t *product;

        if (!strstr(query, "\"gid://shopify/Publication/1\"") || !strstr(query, "\"gid://shopify/Location/1\""))
                shop_breach(shop, "a bulk query without its ids");
        FILE *lines = open_memstream(&out, &size);
        json_object_foreach(shop->products, handle, product) {
                char *tags = json_dumps(json_object_get(json_object_get(product, "input"), "tags"), JSON_COMPACT);
                fprintf(lines, "{\"id\":\"%s\",\"handle\":\"%s\",\"status\":\"%s\",\"tags\":%s,\"publishedOnPublication\":%s}\n", text(product, "id"), handle, text(product, "status"), tags,
                        json_is_true(json_object_get(product, "published")) ? "true" : "false");
                fprintf(lines, "{\"id\":\"%s\",\"price\":\"%s\",\"inventoryItem\":{\"inventoryLevel\":{\"quantities\":[{\"quantity\":%d}]}},\"__parentId\":\"%s\"}\n", text(product, "variant"),
                        text(product, "price"), (int)json_integer_value(json_object_get(product, "stock")), text(product, "id"));
                free(tags);
        }
        fclose(lines);
        free(shop->bulk);
        shop->bulk = out;
        return done("bulkOperationRunQuery", "bulkOperation", json_pack("{s:s,s:s}", "id", "gid://shopify/BulkOperation/1", "status", "CREATED"));
}

static json_t *bulk_state(struct own_shop *shop)
{
        return json_pack("{s:{s:s,s:s,s:n,s:s,s:o}}", "bulkOperation", "id", "gid://shopify/BulkOperation/1", "status", "COMPLETED", "errorCode", "objectCount", "2", "url",
                         shop->bulk && *shop->bulk ? json_sprintf("%s/%s/bulk/1", shop->base, shop->name) : json_null());
}

static json_t *by_handle(json_t *things, const char *field, json_t *variables, bool product)
{
        json_t *found = json_object_get(things, text(variables, "handle"));

        return json_pack("{s:o}", field, !found ? json_null() : product ? as_answered(found) : json_pack("{s:O}", "id", json_object_get(found, "id")));
}

json_t *shop_answers(struct own_shop *shop, const char *document, const char *query, json_t *variables, json_t **errors)
{
        if (text_equal(document, "check"))
                return check(shop);
        if (text_equal(document, "collection_find"))
                return by_handle(shop->collections, "collectionByIdentifier", variables, false);
        if (text_equal(document, "product_find"))
                return by_handle(shop->products, "productByIdentifier", variables, true);
        if (text_equal(document, "collection_create"))
                return collection_create(shop, json_object_get(variables, "collection"));
        if (text_equal(document, "collection_update"))
                return collection_update(shop, json_object_get(variables, "collection"));
        if (text_equal(document, "staged_uploads"))
                return staged_uploads(shop, json_object_get(variables, "input"));
        if (text_equal(document, "file_create"))
                return file_create(shop, json_object_get(variables, "files"));
        if (text_equal(document, "file_status"))
                return file_status(shop, json_object_get(variables, "ids"));
        if (text_equal(document, "product_set"))
                return product_set(shop, variables);
        if (text_equal(document, "metafields_set"))
                return metafields_set(shop, json_object_get(variables, "metafields"));
        if (text_equal(document, "stock_set"))
                return stock_set(shop, query, variables, errors);
        if (text_equal(document, "archive"))
                return archive(shop, json_object_get(variables, "product"));
        if (text_equal(document, "stock_find"))
                return stock_find(shop, variables);
        if (text_equal(document, "publish") || text_equal(document, "unpublish"))
                return publish(shop, variables, text_equal(document, "publish"));
        if (text_equal(document, "bulk_begin"))
                return bulk_begin(shop, variables);
        if (text_equal(document, "bulk_state"))
                return bulk_state(shop);
        shop_breach(shop, "an unknown document %s", document);
        *errors = json_pack("[{s:s}]", "message", "unknown");
        return NULL;
}

json_t *shop_product(struct own_shop *shop, const char *listing_id)
{
        const char *key;
        json_t *value;

        json_object_foreach(shop->metafields, key, value)
                if (strstr(key, " resale.listing_id") && text_equal(json_string_value(value), listing_id)) {
                        char id[100];
                        snprintf(id, sizeof id, "%.*s", (int)strcspn(key, " "), key);
                        return find_id(shop->products, id);
                }
        return NULL;
}
