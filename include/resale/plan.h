#ifndef RESALE_PLAN_H
#define RESALE_PLAN_H

#include "resale/db.h"

/* Asked before anything is set up or routed for a merchant. MERCHANT_NOT_FOUND, PLAN_EXCLUDES_RESALE. */
enum problem plan_includes_resale(struct db *db, struct arena *arena, const struct uuid *merchant_id) MUST_USE;

#endif
