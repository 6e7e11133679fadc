#ifndef INTAKE_FLOOR_API_H
#define INTAKE_FLOOR_API_H

#include "resale/http.h"

http_handler post_bins, get_bins, get_bin_cards, post_totes, get_totes, get_tote_cards, post_placements;
http_handler get_floor, get_dock_times, get_exceptions, get_holds, get_merchant_holds, get_people, get_whereabouts;
http_handler post_triage, get_triage_rules, post_triage_rules, post_triage_preview;
http_handler post_forward, get_forward, get_forward_label, post_forward_tracking;

/* An id of the query that may be absent, then "". */
enum problem query_uuid(struct request *rq, const char *name, struct uuid *uuid) MUST_USE;

#endif
