#include "common_sql.h"
#include "resale/crypto.h"
#include "resale/id.h"
#include "webhook_private.h"

struct delivery { const char *key, *id, *topic; };

/* The topic as the sender names it: Shopify in a header, the others in the body. */
static const char *topic_of(struct request *rq, enum webhook_source source, const struct doc *body)
{
        switch (source) {
        case WEBHOOK_LOOP:      return doc_string(doc_get(body, "trigger"));
        case WEBHOOK_SHOPIFY:   return request_header(rq, "X-Shopify-Topic");
        case WEBHOOK_EASYPOST:  return doc_string(doc_get(body, "description"));
        default:                return doc_string(doc_get(body, "event"));
        }
}

static const char *id_of(struct request *rq, enum webhook_source source, const struct doc *body)
{
        switch (source) {
        case WEBHOOK_SHOPIFY:   return request_header(rq, "X-Shopify-Webhook-Id");
        case WEBHOOK_EASYPOST:  return doc_string(doc_get(body, "id"));
        case WEBHOOK_AFTERSHIP: return doc_string(doc_get(body, "event_id"));
        default:                return NULL;   /* Loop gives none */
        }
}

static struct delivery delivery_of(struct request *rq, enum webhook_source source, const struct doc *json, const char *body, size_t length)
{
        char *hex = arena_alloc(request_arena(rq), 65);
        const char *id = id_of(rq, source, json);

        sha256_hex(body, length, hex);
        return (struct delivery){ .key = id && *id && strlen(id) <= 200 ? id : hex, .id = id, .topic = topic_of(rq, source, json) };
}

static enum problem verify(struct request *rq, const struct uuid *merchant_id, enum webhook_source source, const char *body, size_t length)
{
        const char *signature = request_header(rq, webhook_signature_header(source)), *secrets[2];

        TRY(webhook_secrets(request_db(rq), request_arena(rq), merchant_id, source, secrets));
        for (int i = 0; i < 2; i++)
                if (secrets[i] && webhook_verify(source, secrets[i], signature, body, length))
                        return PROBLEM_OK;
        return PROBLEM_WRONG_SIGNATURE;
}

enum problem webhook_receive(struct request *rq, enum webhook_source source)
{
        struct json_fault fault = { 0 };
        struct uuid merchant_id, message_id;
        const struct doc *json;
        size_t length;
        const char *body = request_body(rq, &length);

        request_merchant(rq, &merchant_id);
        TRY(verify(rq, &merchant_id, source, body, length));
        enum problem problem = doc_parse(request_arena(rq), body, length, &json, &fault);
        if (problem != PROBLEM_OK)
                return request_fault(rq, problem, &fault);
        if (body[strspn(body, " \t\r\n")] != '{')
                return request_problem(rq, PROBLEM_MALFORMED_JSON, "a webhook is an object");
        struct delivery delivery = delivery_of(rq, source, json, body, length);
        uuid_new(&message_id);
        const char *sealed = seal(request_arena(rq), body, inbox_context(request_arena(rq), &merchant_id, &message_id));
        TRY(db_exec(request_db(rq), &sql_insert_inbox,
                    DB_ARGS(db_uuid(&merchant_id), db_uuid(&message_id), db_text(webhook_source_names[source]), db_text(delivery.key), db_text(delivery.id),
                            db_text(delivery.topic), db_text(sealed)), NULL));
        return reply_text(rq, 200, "{\"accepted\":true}");
}
