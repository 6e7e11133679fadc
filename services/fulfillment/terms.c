#include "terms.h"

#include "resale/clock.h"

static const struct field returnability_fields[] = {
        FIELD(struct returnability, returnable),
        FIELD(struct returnability, until),
        FIELD(struct returnability, why),
};
const struct shape returnability_shape = SHAPE(struct returnability, returnability_fields);

static struct returnability no(const char *why)
{
        return (struct returnability){ false, NO_INSTANT, why };
}

struct returnability returnability_of(struct arena *arena, const struct terms *terms)
{
        char until[28];

        if (terms->final_sale)
                return no(arena_printf(arena, "It was sold as final sale; this was fixed at the sale (policy version %lld, set by %s).", (long long)terms->policy_version,
                                       terms->final_sale_set_by));
        if (text_equal(terms->line_state, "returned") || text_equal(terms->unit_state, "returning"))
                return no("A return of this sale was authorised already.");
        if (!text_equal(terms->unit_state, "shipped") && !text_equal(terms->unit_state, "delivered"))
                return no("It has not been shipped; cancel the order instead.");
        instant_format(terms->until, until);
        if (terms->asked_at.micros > terms->until.micros)
                return no(arena_printf(arena, "Its window of %lld days ended on %s.", (long long)terms->return_days, until));
        return (struct returnability){
                true, terms->until,
                arena_printf(arena, "It was sold with a window of %lld days from %s (policy version %lld), which ends on %s.", (long long)terms->return_days,
                             instant_is_set(terms->delivered_at) ? "delivery" : "shipment", (long long)terms->policy_version, until),
        };
}
