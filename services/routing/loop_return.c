/* Loop's return topic, read. */
#include "decision.h"
#include "resale/id.h"
#include "resale/money.h"

enum { LINES_MAX = 500, LABELS_MAX = 100, ID_MAX = 100, NAME_MAX_BYTES = 200, TEXT_MAX = 500 };

/* A text without "N/A" and the like, cut to `max` bytes at the end of a character: what others write may be longer than what we keep. */
static const char *text_of(struct arena *arena, const struct doc *value, size_t max)
{
        const char *text = doc_scalar(arena, value);
        size_t length = text ? strlen(text) : 0;

        if (length <= max)
                return text;
        for (length = max; ((unsigned char)text[length] & 0xc0) == 0x80; length--)
                ;
        return arena_copy(arena, text, length);
}

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

/* "180.00", 180, or nothing, which leaves the line without a currency; a sign is of the refund's making and dropped. */
static bool parse_price(struct arena *arena, const struct doc *value, const char *currency, struct return_line *line)
{
        const char *text = doc_scalar(arena, value);

        if (!text)
                return true;
        if (!money_parse(text, currency, true, &line->price))
                return false;
        line->price.amount = line->price.amount < 0 ? -line->price.amount : line->price.amount;
        return true;
}

static enum problem parse_line(struct arena *arena, const struct doc *json, size_t index, const char *currency, struct return_line *line, struct json_fault *fault)
{
        *line = (struct return_line){
                .line_item_id = text_of(arena, doc_get(json, "line_item_id"), ID_MAX), .sku = text_of(arena, doc_get(json, "sku"), NAME_MAX_BYTES),
                .barcode = text_of(arena, doc_get(json, "barcode"), ID_MAX), .title = text_of(arena, doc_get(json, "title"), TEXT_MAX),
                .product_id = text_of(arena, doc_get(json, "product_id"), ID_MAX), .variant_id = text_of(arena, doc_get(json, "variant_id"), ID_MAX),
                .product_type = text_of(arena, doc_get(json, "product_type"), NAME_MAX_BYTES), .vendor = text_of(arena, doc_get(json, "vendor"), NAME_MAX_BYTES),
                .return_reason = unquoted(arena, text_of(arena, doc_get(json, "return_reason"), TEXT_MAX)),
        };
        uuid_new(&line->line_id);
        if (!line->line_item_id)
                return wrong(fault, arena_printf(arena, "line_items[%zu].line_item_id", index), "is required");
        if (!parse_price(arena, doc_get(json, "price"), currency, line))
                return wrong(fault, arena_printf(arena, "line_items[%zu].price", index), "must be an amount");
        return PROBLEM_OK;
}

static const char *first(const char *a, const char *b) { return a ? a : b; }

/* Text that Loop writes for a return's state, to ours. */
static const char *state_of(const char *state)
{
        static const char *const states[] = { "closed", "cancelled", "expired", "review" };

        for (size_t i = 0; i < ARRAY_LEN(states); i++)
                if (text_equal(state, states[i]))
                        return states[i];
        return text_equal(state, "needs review") ? "review" : "open";
}

void label_parse(struct arena *arena, const struct doc *json, struct list *labels)
{
        const char *number = text_of(arena, doc_get(json, "tracking_number"), ID_MAX);

        if (number && labels->count < LABELS_MAX)
                ((struct label *)labels->item)[labels->count++] = (struct label){ number, text_of(arena, doc_get(json, "carrier"), ID_MAX) };
}

/* A return may have a label for each place it goes to; the one on top of the body is often among them. */
static struct list labels_of(struct arena *arena, const struct doc *body)
{
        struct list labels = { .item = arena_alloc(arena, LABELS_MAX * sizeof(struct label)) };
        const struct doc *more = doc_get(body, "labels");

        label_parse(arena, body, &labels);
        for (size_t i = 0; i < doc_count(more); i++)
                label_parse(arena, doc_item(more, i), &labels);
        return labels;
}

enum problem return_parse(struct arena *arena, const struct doc *body, struct routed_return *returned, struct json_fault *fault)
{
        const struct doc *lines = doc_get(body, "line_items");
        const char *currency = first(doc_scalar(arena, doc_get(body, "currency")), "USD");
        size_t count = doc_count(lines);

        *returned = (struct routed_return){
                .provider_return_id = doc_scalar(arena, doc_get(body, "id")), .order_name = text_of(arena, doc_get(body, "order_name"), ID_MAX),
                .provider_order_id = first(text_of(arena, doc_get(body, "provider_order_external_id"), ID_MAX), text_of(arena, doc_get(body, "provider_order_id"), ID_MAX)),
                .state = state_of(doc_string(doc_get(body, "state"))), .labels = labels_of(arena, body),
        };
        if (!returned->provider_return_id || strlen(returned->provider_return_id) > ID_MAX)
                return wrong(fault, "id", "is required, in at most 100 characters");
        if (!currency_is_known(currency))
                return wrong(fault, "currency", "must be an ISO 4217 code");
        if (!count || count > LINES_MAX || !doc_item(lines, 0))
                return wrong(fault, "line_items", "must be a list of 1 to 500 lines");
        struct return_line *line = arena_alloc(arena, count * sizeof *line);
        for (size_t i = 0; i < count; i++) {
                TRY(parse_line(arena, doc_item(lines, i), i, currency, &line[i], fault));
                line[i].country = doc_scalar(arena, doc_get(body, "address.country_code"));
        }
        returned->lines = (struct list){ count, line };
        return PROBLEM_OK;
}
