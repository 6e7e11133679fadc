/* The linter: no offer contradicts what is known of the piece, its terms and its price. */
#include "lint.h"

#include "resale/json.h"
#include "shopper.h"

static void add(struct faults *faults, const char *code, const char *detail, const char *mend)
{
        if (faults->count < FAULTS_MAX)
                faults->fault[faults->count++] = (struct fault){ code, detail, mend };
}

static void lint_claim(const char *condition, const struct candidate *c, struct faults *faults)
{
        if (text_equal(condition, "damaged"))
                add(faults, "not-for-sale", "The grade says that it may not be sold.", "Grade it again after work, or dispose of it.");
        if (!text_equal(condition, "refurbished"))
                return;
        if (!c->work_finished)
                add(faults, "refurbished-without-work", "It is called refurbished without a finished work order on this trip.", "Finish its work order and grade it again.");
        if (c->work_open)
                add(faults, "work-open", "It is called refurbished while a work order is open.", "Finish or cancel the work order.");
        if (!c->warranty_days)
                add(faults, "refurbished-without-warranty", "It is called refurbished without a warranty.", "Grade it under a rubric with warranty_days.");
}

static void lint_words(struct arena *arena, const struct candidate *c, struct faults *faults)
{
        if (!c->title || !*c->title)
                add(faults, "title-missing", "It has no title.", "Give the product a title in the catalogue, or name it when it is received.");
        if (c->needs_photo && !c->photos)
                add(faults, "photo-missing", arena_printf(arena, "Grade %s is offered only with a photo of the unit as it is, and there is none.", c->grade),
                    "Take the shots of its list at a station; those from before its work do not count.");
}

static void lint_terms(struct arena *arena, const struct candidate *c, bool final_sale, struct faults *faults)
{
        if (final_sale && c->final_sale_tag && c->from_shop && !c->tagged)
                add(faults, "final-sale-tag-missing", arena_printf(arena, "It is a final sale (%s), and its product in the shop has no tag \"%s\".", c->rule, c->final_sale_tag),
                    arena_printf(arena, "Add the tag \"%s\" to the product in Shopify, and mark it in Loop too.", c->final_sale_tag));
}

static void lint_shops(struct arena *arena, const struct unmarked *unmarked, struct faults *faults)
{
        if (unmarked->shop)
                add(faults, "final-sale-unmarked", arena_printf(arena, "It is a final sale, and %s sells it without the tag \"%s\": %s", unmarked->shop, unmarked->tag, unmarked->why),
                    arena_printf(arena, "Mend that on the page Shopify; until then add the tag \"%s\" to the product in Shopify, or take it off sale there.", unmarked->tag));
}

static void lint_currency(struct arena *arena, const struct lint *lint, struct faults *faults)
{
        const struct candidate *c = lint->c;

        if (lint->given.currency[0] && !text_equal(lint->given.currency, c->currency))
                add(faults, "currency-differs", arena_printf(arena, "The price is in %s; the collection sells in %s.", lint->given.currency, c->currency),
                    arena_printf(arena, "Give a price in %s.", c->currency));
        else if (!lint->given.currency[0] && !c->planned_price && c->original_amount && !text_equal(c->original_currency, c->currency))
                add(faults, "currency-differs", arena_printf(arena, "Its original price is in %s, the collection sells in %s.", c->original_currency, c->currency),
                    arena_printf(arena, "Give a price in %s.", c->currency));
}

static void lint_price(struct arena *arena, const struct lint *lint, struct faults *faults)
{
        const struct candidate *c = lint->c;

        if (lint->price <= 0)
                add(faults, "price-missing", arena_printf(arena, "No price follows for grade %s.", c->grade), "Give a price, or add the grade to the policy.");
        else if (lint->price < c->min_price)
                add(faults, "price-below-minimum", arena_printf(arena, "Its price would be %s, below the collection's lowest, %s.", amount_words(arena, lint->price, c->currency),
                                                                amount_words(arena, c->min_price, c->currency)), "Give a higher price, or lower the collection's.");
}

void lint_offer(struct arena *arena, const struct lint *lint, struct faults *faults)
{
        *faults = (struct faults){ 0 };
        lint_claim(lint->c->condition, lint->c, faults);
        lint_words(arena, lint->c, faults);
        lint_currency(arena, lint, faults);
        if (!faults->count || !text_equal(faults->fault[faults->count - 1].code, "currency-differs"))
                lint_price(arena, lint, faults);
        lint_terms(arena, lint->c, lint->c->final_sale, faults);
}

static void lint_bounds(struct arena *arena, const struct candidate *c, const struct standing_offer *offer, struct faults *faults)
{
        int64_t floor = c->floor_amount > c->min_price ? c->floor_amount : c->min_price;

        if (!text_equal(offer->currency, c->currency))
                add(faults, "currency-differs", arena_printf(arena, "It is offered in %s; the collection sells in %s.", offer->currency, c->currency), "Withdraw it and offer it anew.");
        else if (c->ceiling_amount && offer->price > c->ceiling_amount)
                add(faults, "price-above-ceiling", arena_printf(arena, "Its price of %s is above the ceiling of %s.", amount_words(arena, offer->price, c->currency),
                                                                amount_words(arena, c->ceiling_amount, c->currency)),
                    "Lower its price, or raise the ceiling of the earning policy.");
        else if (offer->price < floor && !offer->approved)
                add(faults, "price-below-floor", arena_printf(arena, "Its price of %s is below the floor of %s, and no second person approved it.",
                                                              amount_words(arena, offer->price, c->currency), amount_words(arena, floor, c->currency)),
                    "Raise its price, or change it with a reason and a second person.");
}

void lint_live(struct arena *arena, const struct candidate *c, const struct standing_offer *offer, struct faults *faults)
{
        *faults = (struct faults){ 0 };
        lint_claim(offer->condition, c, faults);
        lint_words(arena, c, faults);
        if (!text_equal(offer->grade, c->grade) || !text_equal(offer->condition, c->condition))
                add(faults, "grade-differs", arena_printf(arena, "It is offered as %s, %s; by now it is %s, %s.", offer->grade, offer->condition, c->grade, c->condition),
                    "Withdraw it and offer it anew.");
        lint_bounds(arena, c, offer, faults);
        lint_terms(arena, c, offer->final_sale, faults);
        lint_shops(arena, &offer->unmarked, faults);
}

const char *faults_json(struct arena *arena, const struct faults *faults)
{
        struct buffer out = { .arena = arena };

        buffer_text(&out, "[");
        for (size_t i = 0; i < faults->count; i++)
                buffer_printf(&out, "%s{\"code\":\"%s\",\"detail\":%s,\"mend\":%s}", i ? "," : "", faults->fault[i].code, json_quote(arena, faults->fault[i].detail),
                              json_quote(arena, faults->fault[i].mend));
        buffer_text(&out, "]");
        return out.text;
}
