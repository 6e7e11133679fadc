/* Loop's return topic, read. */
#include "decision.h"
#include "resale/id.h"
#include "resale/money.h"

enum { LINES_MAX = 500 };

/* Reasons may come wrapped in another pair of quotes. */
static const char *unquoted(struct arena *arena, const char *text)
{
        size_t length = text ? strlen(text) : 0;

        if (length >= 2 && text[0] == '"' && text[length - 1] == '"')
                return arena_copy(arena, text + 1, length - 2);
        return text;
}

static enum problem wrong(struct json_fault *fault, const char *field, const char *reason)
{
        *fault = (struct json_fault){ field, reason };
        return PROBLEM_INVALID_FIELD;
}

/* "180.00", 180, or nothing; a sign is of the refund's making and dropped. */
static bool parse_price(struct arena *arena, const struct doc *value, const char *currency, int64_t *amount)
{
        const char *text = doc_scalar(arena, value);
        struct money money;

        *amount = 0;
        if (!text)
                return true;
        if (!money_parse(text, currency, true, &money))
                return false;
        *amount = money.amount < 0 ? -money.amount : money.amount;
        return true;
}

static enum problem parse_line(struct arena *arena, const struct doc *json, size_t index, const char *currency, struct return_line *line, struct json_fault *fault)
{
        *line = (struct return_line){
                .line_item_id = doc_scalar(arena, doc_get(json, "line_item_id")), .sku = doc_scalar(arena, doc_get(json, "sku")),
                .barcode = doc_scalar(arena, doc_get(json, "barcode")), .title = doc_scalar(arena, doc_get(json, "title")),
                .product_id = doc_scalar(arena, doc_get(json, "product_id")), .variant_id = doc_scalar(arena, doc_get(json, "variant_id")),
                .product_type = doc_string(doc_get(json, "product_type")), .vendor = doc_string(doc_get(json, "vendor")),
                .return_reason = unquoted(arena, doc_string(doc_get(json, "return_reason"))), .currency = currency,
        };
        uuid_new(&line->line_id);
        if (!line->line_item_id)
                return wrong(fault, arena_printf(arena, "line_items[%zu].line_item_id", index), "is required");
        if (!parse_price(arena, doc_get(json, "price"), currency, &line->price_amount))
                return wrong(fault, arena_printf(arena, "line_items[%zu].price", index), "must be an amount");
        return PROBLEM_OK;
}

static const char *first(const char *a, const char *b) { return a ? a : b; }

enum problem return_parse(struct arena *arena, const struct doc *body, struct routed_return *returned, struct json_fault *fault)
{
        const struct doc *lines = doc_get(body, "line_items"), *label = doc_item(doc_get(body, "labels"), 0);
        const char *currency = first(doc_string(doc_get(body, "currency")), "USD");
        size_t count = doc_count(lines);

        *returned = (struct routed_return){
                .provider_return_id = doc_scalar(arena, doc_get(body, "id")), .order_name = doc_string(doc_get(body, "order_name")),
                .provider_order_id = first(doc_scalar(arena, doc_get(body, "provider_order_external_id")), doc_scalar(arena, doc_get(body, "provider_order_id"))),
                .tracking_number = first(doc_scalar(arena, doc_get(body, "tracking_number")), doc_scalar(arena, doc_get(label, "tracking_number"))),
                .carrier = first(doc_scalar(arena, doc_get(body, "carrier")), doc_scalar(arena, doc_get(label, "carrier"))),
        };
        if (!returned->provider_return_id)
                return wrong(fault, "id", "is required");
        if (!currency_is_known(currency))
                return wrong(fault, "currency", "must be an ISO 4217 code");
        if (!count || count > LINES_MAX || !doc_item(lines, 0))
                return wrong(fault, "line_items", "must be a list of 1 to 500 lines");
        struct return_line *line = arena_alloc(arena, count * sizeof *line);
        for (size_t i = 0; i < count; i++)
                TRY(parse_line(arena, doc_item(lines, i), i, currency, &line[i], fault));
        returned->lines = (struct list){ count, line };
        return PROBLEM_OK;
}
