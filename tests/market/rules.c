#include "market/rules.h"

static struct verdict decide(void *self, const struct seen *p, int64_t day, bool may_refurbish)
{
        const struct rules *r = self;

        (void)day;
        if (p->price_new < r->least)
                return (struct verdict){ OUTLET, best_outlet(p->grade, p->price_new) };
        for (size_t plan = r->refurbishes; may_refurbish && plan-- > 0;)
                if (plan_applies(plan, p->grade))
                        return (struct verdict){ REFURBISH, plan };
        return p->grade == UNSALEABLE ? (struct verdict){ OUTLET, best_outlet(p->grade, p->price_new) } : (struct verdict){ LIST, 0 };
}

static int64_t price(void *self, const struct seen *p, const struct offered *now, int64_t day)
{
        const struct rules *r = self;
        const struct price_band *band = business()->bands.item;
        int64_t price = p->price_new * band[p->grade].reference / 10000 * r->level / 10000;

        (void)day;
        for (int64_t at = 30; at <= now->age && at <= 90; at += 30)
                price -= price * r->cut / 10000;
        return price > 100 ? price / 100 * 100 : 100;
}

struct strategy rules(struct rules *r)
{
        return (struct strategy){ .self = r, .decide = decide, .price = price };
}

static struct verdict liquidate(void *self, const struct seen *p, int64_t day, bool may_refurbish)
{
        (void)self;
        (void)p;
        (void)day;
        (void)may_refurbish;
        return (struct verdict){ OUTLET, 0 };
}

struct strategy liquidator(void) { return (struct strategy){ .decide = liquidate, .price = price }; }
