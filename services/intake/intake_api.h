#ifndef INTAKE_API_H
#define INTAKE_API_H

#include "resale/http.h"

http_handler post_scans, get_queue, get_shipments, get_shipment, post_shipments, post_close, get_report, put_subscription;
http_handler post_receive, post_strangers, post_receive_again, get_unit, post_hold, post_release, get_label, post_label_prints;
http_handler post_catalogue, get_catalogue, get_catalogue_state, put_shop_connection, post_shop_webhook;

#endif
