#ifndef ACCOUNTS_API_H
#define ACCOUNTS_API_H

#include "resale/http.h"

http_handler post_sign_in, post_sign_out, get_me;
http_handler get_merchants, post_merchants, get_merchant, patch_merchant;
http_handler get_facilities, post_facilities;
http_handler get_staff, post_staff, patch_staff;
http_handler get_keys, post_keys, delete_key;
http_handler get_audit;

#endif
