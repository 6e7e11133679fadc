#ifndef MARKET_RULES_H
#define MARKET_RULES_H

#include "market/seen.h"

/* The rules that a shop has without arithmetic: a fixed share of the price new by grade, less `cut` (basis points) at 30, 60 and 90 days. */
struct rules { int64_t level, cut, least; size_t refurbishes; };   /* level: of the trade's shares; least: cheaper pieces are not offered; refurbishes: plans below this one */
struct strategy rules(struct rules *rules);
/* Everything to the liquidator. */
struct strategy liquidator(void);

#endif
