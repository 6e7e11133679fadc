/* What an offer says, rendered when it is written. */
#include "fragment.h"

#include "offer.h"
#include "resale/clock.h"
#include "resale/json.h"

static const struct field candidate_fields[] = {
        FIELD(struct candidate, unit_id),
        FIELD(struct candidate, collection_id),
        FIELD(struct candidate, lpn),
        FIELD(struct candidate, title),
        FIELD(struct candidate, slug),
        FIELD(struct candidate, product_type),
        FIELD(struct candidate, product_key),
        FIELD(struct candidate, original_currency),
        FIELD(struct candidate, grade),
        FIELD(struct candidate, condition),
        FIELD(struct candidate, sentence),
        FIELD(struct candidate, disposition),
        FIELD(struct candidate, currency),
        FIELD(struct candidate, collection_state),
        FIELD(struct candidate, final_sale_set_by),
        FIELD(struct candidate, rule),
        FIELD(struct candidate, final_sale_tag),
        FIELD(struct candidate, body),
        FIELD(struct candidate, original_amount),
        FIELD(struct candidate, warranty_days),
        FIELD(struct candidate, policy_version),
        FIELD(struct candidate, return_days),
        FIELD(struct candidate, min_price),
        FIELD(struct candidate, price_share),
        FIELD(struct candidate, planned_price),
        FIELD(struct candidate, floor_amount),
        FIELD(struct candidate, ceiling_amount),
        FIELD(struct candidate, photos),
        FIELD(struct candidate, final_sale),
        FIELD(struct candidate, auto_publish),
        FIELD(struct candidate, pool),
        FIELD(struct candidate, needs_photo),
        FIELD(struct candidate, work_finished),
        FIELD(struct candidate, work_open),
        FIELD(struct candidate, from_shop),
        FIELD(struct candidate, tagged),
        FIELD(struct candidate, was_offered),
};
const struct shape candidate_shape = SHAPE(struct candidate, candidate_fields);

static const struct condition_words words[] = {
        { "new",         "https://schema.org/NewCondition",         "new" },
        { "refurbished", "https://schema.org/RefurbishedCondition", "refurbished" },
        { "used",        "https://schema.org/UsedCondition",        "used" },
        { "damaged",     "https://schema.org/DamagedCondition",     "used" },   /* Google has no word of its own for it */
};

const struct condition_words *condition_words(const char *condition)
{
        for (size_t i = 0; i < ARRAY_LEN(words); i++)
                if (text_equal(words[i].condition, condition))
                        return &words[i];
        return &words[ARRAY_LEN(words) - 1];
}

bool condition_is_known(const char *condition) { return text_equal(condition_words(condition)->condition, condition); }

/* Those between condition_text and price are of listing.detail. */
static const char *const members[] = {
        "listing_id", "unit_id", "handle", "title", "grade", "condition", "item_condition", "google_condition", "condition_text",
        "sku", "product_id", "product_type", "vendor", "size", "colour", "options", "gtin", "image_url", "grade_name", "grade_text", "flaws", "photos", "warranty_days",
        "price", "compare_at_price", "final_sale", "return_days", "terms_rule", "pooled", "quantity", "published_at", "valid_until",
};

bool fragment_has(const char *member)
{
        for (size_t i = 0; i < ARRAY_LEN(members); i++)
                if (text_equal(members[i], member))
                        return true;
        return false;
}

int64_t fragment_compare_at(const struct candidate *c, int64_t price)
{
        return c->original_amount > price && text_equal(c->original_currency, c->currency) ? c->original_amount : 0;
}

static void add_time(struct buffer *out, const char *name, struct instant at)
{
        char text[28];

        if (!instant_is_set(at)) {
                buffer_printf(out, ",\"%s\":null", name);
                return;
        }
        instant_format(at, text);
        buffer_printf(out, ",\"%s\":\"%s\"", name, text);
}

static void add_money(struct buffer *out, const char *name, int64_t amount, const char *currency)
{
        if (amount)
                buffer_printf(out, ",\"%s\":{\"amount\":%lld,\"currency\":\"%s\"}", name, (long long)amount, currency);
        else
                buffer_printf(out, ",\"%s\":null", name);
}

/* What the offer says of the piece itself, in the words of the candidate and of its body, whose members stand among these. */
static void add_piece(struct buffer *out, const struct candidate *c)
{
        const struct condition_words *w = condition_words(c->condition);
        struct arena *arena = out->arena;
        size_t length = c->body ? strlen(c->body) : 0;

        buffer_printf(out, ",\"title\":%s,\"grade\":%s", json_quote(arena, c->title), json_quote(arena, c->grade));
        buffer_printf(out, ",\"condition\":\"%s\",\"item_condition\":\"%s\",\"google_condition\":\"%s\",\"condition_text\":%s", c->condition, w->schema_org, w->google,
                      json_quote(arena, c->sentence));
        if (length > 2) {
                buffer_text(out, ",");
                buffer_add(out, c->body + 1, length - 2);
        }
}

const char *fragment_render(struct arena *arena, const struct candidate *c, const struct offered *offered)
{
        struct buffer out = { .arena = arena };

        buffer_printf(&out, "{\"listing_id\":\"%s\",\"unit_id\":\"%s\",\"handle\":%s", offered->listing_id.text, c->unit_id.text, json_quote(arena, offered->handle));
        add_piece(&out, c);
        add_money(&out, "price", offered->price, c->currency);
        add_money(&out, "compare_at_price", fragment_compare_at(c, offered->price), c->currency);
        buffer_printf(&out, ",\"final_sale\":%s,\"return_days\":%lld,\"terms_rule\":%s,\"pooled\":false,\"quantity\":1", c->final_sale ? "true" : "false",
                      (long long)(c->final_sale ? 0 : c->return_days), json_quote(arena, c->rule));
        add_time(&out, "published_at", offered->published_at);
        add_time(&out, "valid_until", offered->valid_until);
        buffer_text(&out, "}");
        return out.text;
}
