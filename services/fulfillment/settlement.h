#ifndef FULFILLMENT_SETTLEMENT_H
#define FULFILLMENT_SETTLEMENT_H

#include "resale/base.h"

/*
 * The postings of a sale, in minor units: the customer owes the price, which the merchant and the partner share 70 : 30 by largest remainder.
 * A refund is the sale with every sign turned. Each entry sums to zero, so a unit's books do after any sequence of them.
 */
struct entry { int64_t customer, merchant, partner; };

bool settle_sale(int64_t price, struct entry *entry) MUST_USE;     /* false: a price that cannot be shared */
bool settle_refund(int64_t price, struct entry *entry) MUST_USE;

#endif
