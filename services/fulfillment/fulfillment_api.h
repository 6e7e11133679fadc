#ifndef FULFILLMENT_API_H
#define FULFILLMENT_API_H

#include "resale/http.h"

http_handler post_claims, get_claim, delete_claim;
http_handler put_connection, post_shopify, post_easypost, post_aftership, put_subscription;
http_handler get_orders, get_order, post_orders, post_cancel, get_picks, post_pick, post_parcels, get_parcel, post_ship;
http_handler get_returnability, post_returns, get_books, get_earnings;

#endif
