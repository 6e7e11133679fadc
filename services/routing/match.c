#include <strings.h>

#include "match.h"

static bool holds_text(const struct doc *values, const char *text)
{
        for (size_t i = 0; text && i < doc_count(values); i++) {
                const char *value = doc_string(doc_item(values, i));
                if (value && strcasecmp(value, text) == 0)
                        return true;
        }
        return false;
}

static bool holds_any(const struct doc *values, const struct doc *texts)
{
        for (size_t i = 0; i < doc_count(texts); i++)
                if (holds_text(values, doc_string(doc_item(texts, i))))
                        return true;
        return false;
}

static bool member_holds(const char *name, const struct doc *values, const struct return_line *line)
{
        int64_t limit;

        if (text_equal(name, "return_reasons")) return holds_text(values, line->return_reason);
        if (text_equal(name, "product_types"))  return holds_text(values, line->product_type);
        if (text_equal(name, "vendors"))        return holds_text(values, line->vendor);
        if (text_equal(name, "product_ids"))    return holds_text(values, line->product_id);
        if (text_equal(name, "skus"))           return holds_text(values, line->sku);
        if (text_equal(name, "countries"))      return holds_text(values, line->country);
        if (text_equal(name, "tags"))           return holds_any(values, line->parsed_tags);
        if (text_equal(name, "min_price"))      return line->price.currency[0] && doc_integer(values, &limit) && line->price.amount >= limit;
        if (text_equal(name, "max_price"))      return line->price.currency[0] && doc_integer(values, &limit) && line->price.amount <= limit;
        return false;
}

bool conditions_hold(const struct doc *conditions, const struct return_line *line)
{
        const struct doc *values;
        size_t count = doc_count(conditions);

        for (size_t i = 0; i < count; i++) {
                const char *name = doc_member(conditions, i, &values);
                if (!member_holds(name, values, line))
                        return false;
        }
        return count > 0;
}

static const char *check_texts(const struct doc *values)
{
        if (!doc_count(values) || doc_member(values, 0, &values))
                return "must be a list that is not empty";
        for (size_t i = 0; i < doc_count(values); i++)
                if (!doc_string(doc_item(values, i)))
                        return "must be a list of texts";
        return NULL;
}

const char *conditions_check(const struct doc *conditions, const char **member)
{
        static const char *const lists[] = { "return_reasons", "product_types", "vendors", "product_ids", "skus", "tags", "countries" };
        const struct doc *values;
        int64_t number;

        *member = "conditions";
        if (!doc_count(conditions) || !doc_member(conditions, 0, &values))
                return "must have at least one member";
        for (size_t i = 0; i < doc_count(conditions); i++) {
                const char *reason = "is not a condition";
                *member = doc_member(conditions, i, &values);
                for (size_t l = 0; l < ARRAY_LEN(lists); l++)
                        if (text_equal(lists[l], *member))
                                reason = check_texts(values);
                if (text_equal(*member, "min_price") || text_equal(*member, "max_price"))
                        reason = doc_integer(values, &number) && number >= 0 ? NULL : "must be minor units, not negative";
                if (reason)
                        return reason;
        }
        return NULL;
}
