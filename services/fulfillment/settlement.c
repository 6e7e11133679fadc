#include "settlement.h"

#include "resale/money.h"

static const int64_t weights[] = { 7000, 3000 };   /* merchant, partner: basis points */

bool settle_sale(int64_t price, struct entry *entry)
{
        int64_t parts[ARRAY_LEN(weights)];

        if (price < 0 || !money_share(price, weights, ARRAY_LEN(weights), parts))
                return false;
        *entry = (struct entry){ price, -parts[0], -parts[1] };
        return true;
}

bool settle_refund(int64_t price, struct entry *entry)
{
        if (!settle_sale(price, entry))
                return false;
        *entry = (struct entry){ -entry->customer, -entry->merchant, -entry->partner };
        return true;
}
