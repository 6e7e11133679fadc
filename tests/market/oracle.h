#ifndef MARKET_ORACLE_H
#define MARKET_ORACLE_H

#include "market/market.h"

/* Knows the demand for every piece, what comes back and which share of work succeeds; not which shopper comes when. It prices every five days, up or down. */
enum { ORACLE_STEP = 5, ORACLE_PERIODS = 24 };
struct oracle { const struct market *m; struct { double again[GRADES]; bool known[GRADES]; int64_t path[ORACLE_PERIODS]; } piece[PIECES_MAX]; };
struct strategy oracle(struct oracle *memory, const struct market *m);

#endif
