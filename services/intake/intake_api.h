#ifndef INTAKE_API_H
#define INTAKE_API_H

#include "resale/http.h"

http_handler post_scans, get_queue, get_shipments, get_shipment, post_shipments, post_close, get_report, put_subscription;
http_handler post_receive, post_strangers, post_receive_again, get_unit, post_hold, post_release, get_label, post_label_prints, post_label_checks, post_undo_receipt;
http_handler post_photo_uploads, get_photo_upload, put_photo_upload, get_photos, get_photo, get_unit_shots, get_shot_lists, put_shot_lists;
http_handler get_label_print, get_unchecked_labels, get_printers, post_printers, patch_printer, post_test_prints, get_test_print, get_rolls, post_rolls, get_roll_labels, get_symbol;
http_handler post_catalogue, get_catalogue, get_catalogue_state, put_shop_connection, post_shop_webhook;

#endif
