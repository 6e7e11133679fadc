#include "market/market.h"

#include <math.h>

/* One strategy works through a market, day by day, piece by piece; everything that it spends and earns is summed. */
enum { WORK_DAYS = 4, RETURN_DAYS = 14, ASKED_EVERY = 5, LAST = DAYS + 900, NOBODY = -1 };
enum stage { AWAY, SHELVED, IN_WORK, OUT, GONE };

struct life {
        struct seen seen;               /* with the grade that it has now */
        enum stage stage;
        size_t trip, plan;
        struct offered offered;
        double left;                    /* of the patience of chance on this trip */
        int64_t since;                  /* on offer, or sold */
        int next;                       /* due on the same day */
        bool worked;
};
struct run {
        const struct market *m;
        const struct strategy *s;
        struct result result;
        struct life *life;
        size_t shelved, *shelf;         /* on offer */
        int due[LAST + 1];
};

static void wait_for(struct run *r, size_t id, int64_t day)
{
        r->life[id].next = r->due[day];
        r->due[day] = (int)id;
}

static void book(struct run *r, size_t id, double amount)
{
        r->result.net += amount;
        if (r->m->piece[id].day >= DAYS / 2)
                r->result.second_year += amount;
}

static void leave(struct run *r, struct life *l, size_t outlet)
{
        book(r, l->seen.id, (double)outlet_net(outlet, l->seen.grade, l->seen.price_new));
        r->result.outlets++;
        l->stage = GONE;
}

static void shelve(struct run *r, struct life *l, int64_t day)
{
        book(r, l->seen.id, -(double)business()->handling);
        r->result.listed++;
        l->stage = SHELVED;
        l->offered = (struct offered){ 0 };
        l->offered.price = r->s->price(r->s->self, &l->seen, &l->offered, day);
        l->left = r->m->piece[l->seen.id].patience[l->trip];
        l->since = day;
        r->shelf[r->shelved++] = l->seen.id;
}

static void decide(struct run *r, struct life *l, int64_t day)
{
        struct verdict v = r->s->decide(r->s->self, &l->seen, day, !l->worked);

        if (v.what == OUTLET || (v.what == LIST && l->seen.grade == UNSALEABLE)) {
                leave(r, l, v.what == OUTLET ? v.which : best_outlet(l->seen.grade, l->seen.price_new));
        } else if (v.what == REFURBISH) {
                book(r, l->seen.id, -(double)plan_cost(v.which, l->seen.price_new));
                r->result.refurbished++;
                l->plan = v.which;
                l->worked = true;
                l->stage = IN_WORK;
                wait_for(r, l->seen.id, day + WORK_DAYS);
        } else {
                shelve(r, l, day);
        }
}

static void finish_work(struct run *r, struct life *l)
{
        const struct piece *p = &r->m->piece[l->seen.id];
        bool success = p->succeeds < r->m->kind[p->seen.type].success[l->plan];

        if (r->s->refurbished)
                r->s->refurbished(r->s->self, &l->seen, l->plan, success);
        if (success)
                l->seen.grade = plan_grade(l->plan, l->seen.grade);
}

static void come_back(struct run *r, struct life *l)
{
        const struct piece *p = &r->m->piece[l->seen.id];

        book(r, l->seen.id, -(double)(l->offered.price + business()->return_cost));
        r->result.returned++;
        if (r->s->returned)
                r->s->returned(r->s->self, &l->seen, &l->offered, l->since);
        if (p->wears[l->trip] < r->m->kind[p->seen.type].worn && l->seen.grade < UNSALEABLE)
                l->seen.grade++;
        l->trip++;
}

static void sell(struct run *r, struct life *l, int64_t day)
{
        const struct piece *p = &r->m->piece[l->seen.id];
        const struct channel *c = business()->channels.item;

        book(r, l->seen.id, (double)(l->offered.price - c->fee_fixed - l->offered.price * c->fee_share / 10000));
        r->result.sold++;
        l->since = day;
        if (r->s->sold)
                r->s->sold(r->s->self, &l->seen, &l->offered, day);
        l->stage = l->trip + 1 < TRIPS && p->returns[l->trip] < r->m->kind[p->seen.type].returned ? OUT : GONE;   /* the last is final sale */
        if (l->stage == OUT)
                wait_for(r, l->seen.id, day + RETURN_DAYS);
}

/* False: it is not on the shelf any more. */
static bool stand(struct run *r, struct life *l, int64_t day)
{
        struct offered *o = &l->offered;

        if (o->age && o->age % ASKED_EVERY == 0) {
                int64_t price = r->s->price(r->s->self, &l->seen, o, day);
                o->held = price == o->price ? o->held : 0;
                o->price = price;
        }
        if (r->s->stood)
                r->s->stood(r->s->self, &l->seen, o, day);
        book(r, l->seen.id, -(double)business()->storage_per_day);
        l->left -= market_hazard(r->m, &r->m->piece[l->seen.id], l->seen.grade, log((double)o->price / (double)l->seen.price_new), o->age, day);
        o->age++;
        o->held++;
        if (l->left <= 0)
                sell(r, l, day);
        else if (o->age >= business()->horizon)
                leave(r, l, best_outlet(l->seen.grade, l->seen.price_new));
        return l->stage == SHELVED;
}

static void take_due(struct run *r, int64_t day)
{
        for (int id = r->due[day], next; id != NOBODY; id = next) {
                struct life *l = &r->life[id];
                next = l->next;
                if (l->stage == IN_WORK)
                        finish_work(r, l);
                if (l->stage == OUT)
                        come_back(r, l);
                decide(r, l, day);
        }
}

static void pass_day(struct run *r, int64_t day)
{
        size_t kept = 0;

        take_due(r, day);
        for (size_t i = 0; i < r->shelved; i++)
                if (stand(r, &r->life[r->shelf[i]], day))
                        r->shelf[kept++] = r->shelf[i];
        r->shelved = kept;
        if (r->s->night)
                r->s->night(r->s->self, day);
}

struct result simulate(const struct market *m, const struct strategy *s)
{
        struct run *r = calloc(1, sizeof *r);

        *r = (struct run){ .m = m, .s = s, .life = calloc(m->pieces, sizeof *r->life), .shelf = calloc(m->pieces, sizeof *r->shelf) };
        for (int64_t day = 0; day <= LAST; day++)
                r->due[day] = NOBODY;
        for (size_t i = m->pieces; i-- > 0;) {
                r->life[i].seen = m->piece[i].seen;
                wait_for(r, i, m->piece[i].day);
        }
        for (int64_t day = 0; day <= LAST - RETURN_DAYS; day++)
                pass_day(r, day);
        struct result result = r->result;
        free(r->life);
        free(r->shelf);
        free(r);
        return result;
}
