#ifndef TESTS_PUSHED_H
#define TESTS_PUSHED_H

#include "support/admin.h"
#include "support/steps.h"
#include "support/unit.h"

/* A merchant's listings in a shop, seen from both sides: what our API says of them, and what the stand-in was told. */
extern struct admin *admin;                /* of the running test */
const char *a_shop_name(void);
const char *connect_shop(const struct merchant *merchant, const char *shop, const char *more);             /* more: members, ",…"; its id */
const char *one_of(const struct merchant *merchant, const char *connection);                                /* its address */
json_t *the_product(const struct merchant *merchant, const char *connection, const char *listing_id);

/* Until it says so; value NULL: null. */
void until(const struct merchant *merchant, const char *connection, const char *listing_id, const char *member, const char *value);
json_t *until_shop(const struct merchant *merchant, const char *connection, const char *member, const char *value);
void until_gone(const struct merchant *merchant, const char *path);

/* In the shop: once, with one piece, its price, its words, and published, and its collection; or with none, and hidden. */
void is_on_sale(const char *shop, const char *listing_id, bool final_sale);
void is_off_sale(const char *shop, const char *listing_id);

/* For `eventually`. */
struct wait { const char *listing_id, *member, *value; };
bool has_value(const json_t *json, const void *context);

int shop_setup(void **state);
int shop_teardown(void **state);
#define shop_test(f) cmocka_unit_test_setup_teardown(f, shop_setup, shop_teardown)

#endif
