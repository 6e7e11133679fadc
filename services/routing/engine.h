#ifndef ROUTING_ENGINE_H
#define ROUTING_ENGINE_H

#include "resale/arena.h"
#include "resale/json.h"

/*
 * Deciding one return. Pure: the same set-up and the same return give the same answer and trace for ever.
 *
 * Conditions are JSON objects; every member must hold, each of its values is an alternative:
 * return_reasons, product_types, vendors, product_ids, skus, tags, countries (lists of texts, compared without case), min_price, max_price (minor units;
 * neither holds for a price that is not known).
 */
struct destination { struct uuid destination_id; const char *name, *type; bool is_partner, is_default, enabled; };

enum rule_mode { RECEIVE_ALL, DO_NOT_RECEIVE, ONLY_RECEIVE };
extern const char *const rule_mode_names[];
struct rule { struct uuid rule_id, destination_id; int64_t version; enum rule_mode mode; const char *conditions; const struct doc *parsed; };

enum workflow_action { DONATE, ROUTE_TO, KEEP_ITEM };
extern const char *const workflow_action_names[];
struct workflow { struct uuid workflow_id, destination_id; int64_t version, priority; const char *name; enum workflow_action action; const char *conditions; const struct doc *parsed; };

struct setup {
        struct list destinations, rules, workflows;   /* destinations in the merchant's order, workflows by falling priority */
        bool enforce, donate_whole_return;
};

struct return_line {
        struct uuid line_id;
        const char *line_item_id, *sku, *barcode, *title, *product_id, *variant_id, *product_type, *vendor, *return_reason;
        const char *country;                          /* where it comes from, ISO 3166: "US" */
        struct money price;                           /* without a currency it is not known */
        struct json_text tags;                        /* a list of texts, or NULL */
        const struct doc *parsed_tags;
        /* the answer: */
        struct uuid destination_id;                   /* "" when the customer keeps the item */
        const char *kind;                             /* "workflow", "rule", "default", "keep_item" */
        struct json_text trace;                       /* {"decided_by":{…},"passed_over":[…]} */
};

/* Fills the answers of `lines`; *conflicts is a JSON list of sentences. NO_DESTINATION when there is none at all. */
enum problem routing_decide(struct arena *arena, const struct setup *setup, const struct list *lines, const char **conflicts) MUST_USE;

#endif
