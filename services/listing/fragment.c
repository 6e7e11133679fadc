/* What an offer says, rendered when it is written. */
#include "fragment.h"

#include "offer.h"
#include "resale/clock.h"
#include "resale/json.h"

static const struct field candidate_fields[] = {
        FIELD(struct candidate, unit_id),
        FIELD(struct candidate, collection_id),
        FIELD(struct candidate, title),
        FIELD(struct candidate, sku),
        FIELD(struct candidate, product_type),
        FIELD(struct candidate, vendor),
        FIELD(struct candidate, product_id),
        FIELD(struct candidate, original_currency),
        FIELD(struct candidate, grade),
        FIELD(struct candidate, condition),
        FIELD(struct candidate, sentence),
        FIELD(struct candidate, disposition),
        FIELD(struct candidate, handle),
        FIELD(struct candidate, currency),
        FIELD(struct candidate, collection_state),
        FIELD(struct candidate, final_sale_set_by),
        FIELD(struct candidate, lpn),
        FIELD(struct candidate, original_amount),
        FIELD(struct candidate, warranty_days),
        FIELD(struct candidate, policy_version),
        FIELD(struct candidate, return_days),
        FIELD(struct candidate, min_price),
        FIELD(struct candidate, price_share),
        FIELD(struct candidate, planned_price),
        FIELD(struct candidate, floor_amount),
        FIELD(struct candidate, ceiling_amount),
        FIELD(struct candidate, final_sale),
        FIELD(struct candidate, auto_publish),
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

int64_t fragment_compare_at(const struct candidate *c, int64_t price)
{
        return c->original_amount > price && text_equal(c->original_currency, c->currency) ? c->original_amount : 0;
}

const char *fragment_render(struct arena *arena, const struct candidate *c, const struct uuid *listing_id, int64_t price, struct instant published_at)
{
        const struct condition_words *w = condition_words(c->condition);
        struct buffer out = { .arena = arena };
        char at[28];

        instant_format(published_at, at);
        buffer_printf(&out, "{\"listing_id\":\"%s\",\"unit_id\":\"%s\",\"title\":%s,\"sku\":%s,\"product_id\":%s,", listing_id->text, c->unit_id.text,
                      json_quote(arena, c->title), json_quote(arena, c->sku), json_quote(arena, c->product_id));
        buffer_printf(&out, "\"product_type\":%s,\"vendor\":%s,\"grade\":%s,", json_quote(arena, c->product_type), json_quote(arena, c->vendor),
                      json_quote(arena, c->grade));
        buffer_printf(&out, "\"condition\":\"%s\",\"item_condition\":\"%s\",\"google_condition\":\"%s\",\"condition_text\":%s,", c->condition, w->schema_org, w->google,
                      json_quote(arena, c->sentence));
        buffer_printf(&out, "\"price\":{\"amount\":%lld,\"currency\":\"%s\"},\"compare_at_price\":", (long long)price, c->currency);
        if (fragment_compare_at(c, price))
                buffer_printf(&out, "{\"amount\":%lld,\"currency\":\"%s\"}", (long long)fragment_compare_at(c, price), c->currency);
        else
                buffer_text(&out, "null");
        buffer_printf(&out, ",\"final_sale\":%s,\"return_days\":%lld,\"published_at\":\"%s\"}", c->final_sale ? "true" : "false",
                      (long long)(c->final_sale ? 0 : c->return_days), at);
        return out.text;
}
