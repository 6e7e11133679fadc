#ifndef ROUTING_API_H
#define ROUTING_API_H

#include "resale/http.h"

http_handler get_setup_audit, get_destinations, post_destinations, patch_destination;
http_handler get_rules, post_rules, delete_rule;
http_handler get_workflows, post_workflows, delete_workflow;
http_handler get_settings, put_settings, put_products, put_loop_connection;
http_handler post_dry_run, get_decisions, get_decision, post_loop_webhook;
http_handler get_loop_target, put_loop_target, delete_loop_target, get_loop_reports, post_loop_report_again;

#endif
