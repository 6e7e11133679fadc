#ifndef ACCOUNTS_API_H
#define ACCOUNTS_API_H

#include "resale/http.h"

http_handler post_sign_in, post_sign_out, get_me;
http_handler get_merchants, post_merchants, get_merchant, patch_merchant;
http_handler get_facilities, post_facilities;
http_handler get_staff, post_staff, patch_staff;
http_handler get_keys, post_keys, delete_key;
http_handler get_audit;
http_handler get_stations, post_stations, delete_station, post_enrol, get_station, post_station_sign_in;
http_handler post_badge, delete_badge, post_pin, delete_pin, post_approvals;

enum { SESSION_SECONDS = 43200, STATION_SECONDS = 400 * 86400 };   /* 400 days: no browser keeps a cookie longer */
/* HttpOnly, SameSite=Strict; seconds 0: it ends. */
void set_cookie(struct request *rq, const char *name, const char *path, const char *token, int seconds);
enum problem ration_sign_in(struct request *rq, const char *email) MUST_USE;   /* TOO_MANY_REQUESTS */

#endif
