#include "fulfillment.h"
#include "fulfillment_api.h"
#include "resale/outbox.h"
#include "resale/webhook.h"

struct claim_body { struct uuid listing_id, unit_id; int64_t minutes; };
static const struct field claim_fields[] = {
        FIELD(struct claim_body, listing_id),
        FIELD(struct claim_body, unit_id),
        FIELD(struct claim_body, minutes, .min = 1, .max = 60),
};
static const struct shape claim_shape = SHAPE(struct claim_body, claim_fields);

enum problem post_claims(struct request *rq)
{
        struct claiming claiming = { .actor = request_actor(rq) };
        struct claim_body body;
        const char *json;

        TRY(request_json(rq, &claim_shape, &body));
        if (!body.listing_id.text[0] == !body.unit_id.text[0])
                return request_invalid(rq, "listing_id", "or unit_id is required, not both");
        request_merchant(rq, &claiming.merchant_id);
        claiming.listing_id = body.listing_id;
        claiming.unit_id = body.unit_id;
        claiming.minutes = body.minutes ? body.minutes : 15;
        TRY(claim_take(request_db(rq), request_arena(rq), &claiming, &json));
        return reply_text(rq, 201, json);
}

enum problem get_claim(struct request *rq)
{
        struct uuid merchant_id, claim_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "claim_id", &claim_id));
        TRY(claim_find(request_db(rq), request_arena(rq), &merchant_id, &claim_id, &json));
        return reply_text(rq, 200, json);
}

enum problem delete_claim(struct request *rq)
{
        struct uuid merchant_id, claim_id;

        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "claim_id", &claim_id));
        TRY(claim_release(request_db(rq), request_arena(rq), &merchant_id, &claim_id, request_actor(rq)));
        return reply_empty(rq);
}

struct secret_body { const char *url, *secret; };
static const struct field secret_fields[] = { FIELD(struct secret_body, secret, .required = true, .min = 16, .max = 200) };
static const struct shape secret_shape = SHAPE(struct secret_body, secret_fields);

enum problem put_connection(struct request *rq)
{
        const char *name = request_parameter(rq, "source");
        struct secret_body body;
        struct uuid merchant_id;

        request_merchant(rq, &merchant_id);
        for (int source = WEBHOOK_SHOPIFY; source < WEBHOOK_SOURCE_COUNT; source++)
                if (text_equal(webhook_source_names[source], name)) {
                        TRY(request_json(rq, &secret_shape, &body));
                        TRY(webhook_secret_set(request_db(rq), request_arena(rq), &merchant_id, (enum webhook_source)source, body.secret));
                        return reply_empty(rq);
                }
        return request_invalid(rq, "source", "must be shopify, easypost or aftership");
}

enum problem post_shopify(struct request *rq) { return webhook_receive(rq, WEBHOOK_SHOPIFY); }
enum problem post_easypost(struct request *rq) { return webhook_receive(rq, WEBHOOK_EASYPOST); }
enum problem post_aftership(struct request *rq) { return webhook_receive(rq, WEBHOOK_AFTERSHIP); }

static const struct field subscription_fields[] = {
        FIELD(struct secret_body, url, .required = true, .min = 10, .max = 2000),
        FIELD(struct secret_body, secret, .required = true, .min = 16, .max = 200),
};
static const struct shape subscription_shape = SHAPE(struct secret_body, subscription_fields);

enum problem put_subscription(struct request *rq)
{
        struct secret_body body;
        struct uuid merchant_id;

        request_merchant(rq, &merchant_id);
        TRY(request_json(rq, &subscription_shape, &body));
        if (!text_starts(body.url, "https://") && !text_starts(body.url, "http://"))
                return request_invalid(rq, "url", "must be an http or https address");
        TRY(outbox_subscribe(request_db(rq), request_arena(rq), &merchant_id, body.url, body.secret));
        return reply_empty(rq);
}
