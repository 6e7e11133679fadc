#ifndef MARKET_H
#define MARKET_H

#include "market/seen.h"

/*
 * A merchant's two years of returned goods and the shoppers who may buy them. Shoppers come by chance, each with a price that they would pay at most:
 *   hazard = visitors × freshness(age) × season(day) × style × P(that price ≥ the price), lognormal about worth × grade × style × e^−decay·age;
 * nobody pays what it costs new.
 */
enum { STYLES = PRODUCTS, DAYS = 730, TRIPS = 3, PIECES_MAX = 40000, YEAR = 365, AGES = 160 };

struct kind {
        double visitors, worth, spread, tilt, decay, fresh, season, peak, returned, worn, price, price_spread, share;
        double success[PLANS];
        struct { double worth, visitors; } style[STYLES];
        double log_worth[STYLES][GRADES], on_day[YEAR], at_age[AGES];      /* what follows, once */
};
struct piece {
        struct seen seen;
        int64_t day;
        double patience[TRIPS], returns[TRIPS], wears[TRIPS], succeeds;     /* what chance has in store for it, the same under every strategy */
};
/* Of the robustness section; ones are the market as it is. */
struct twist { double spread, worth, visitors, returned, decay; };
struct market { struct kind kind[TYPES]; size_t pieces; struct piece piece[PIECES_MAX]; };

void market_make(struct market *m, uint64_t seed, size_t pieces, const struct twist *twist);
double market_hazard(const struct market *m, const struct piece *p, size_t grade, double log_share, int64_t age, int64_t day);

struct result { double net, second_year; size_t refurbished, listed, sold, outlets, returned; };
struct result simulate(const struct market *m, const struct strategy *s);

#endif
