#ifndef RESALE_MONEY_H
#define RESALE_MONEY_H

#include "resale/arena.h"
#include "resale/shape.h"

/* Money is integer minor units; nothing here uses floating point. */

bool currency_is_known(const char *code);
int currency_digits(const char *code);   /* ISO 4217 exponent: USD 2, JPY 0, KWD 3; -1 unknown */

/* "180.00" -> 18000 for USD. False: not a decimal, too many digits for the currency, overflow, or a sign when none is `allow_negative`. */
bool money_parse(const char *decimal, const char *currency, bool allow_negative, struct money *money) MUST_USE;

/* 18000 of USD -> "180.00", 1500 of JPY -> "1500": as many digits after the point as the currency has. */
enum { MONEY_TEXT = 24 };
void money_format(const struct money *money, char text[MONEY_TEXT]);

/* amount × basis points / 10000, rounded half away from zero. False on overflow. */
bool money_basis_points(int64_t amount, int64_t basis_points, int64_t *result) MUST_USE;

/*
 * Split `amount` by `weights` so that the parts sum to it exactly: largest remainder (Hamilton), ties to the
 * earlier part. Weights >= 0, not all zero; a negative amount splits as the mirror of the positive. At most 64 parts.
 * False when the weights are unusable.
 */
bool money_share(int64_t amount, const int64_t *weights, size_t count, int64_t *parts) MUST_USE;

#endif
