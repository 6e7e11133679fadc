#ifndef CONSIGNMENT_API_H
#define CONSIGNMENT_API_H

#include "resale/http.h"

http_handler get_consignments, post_manifests, get_lines, get_shipment_strangers, get_report_csv;
http_handler post_count_entries, get_count_entries, put_count_entry, post_count_submit, post_count_decision, get_differences;

#endif
