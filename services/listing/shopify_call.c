/* One call of the Admin API, and every way in which it can end. */
#include "shopify_call.h"

#include "assets.h"
#include "resale/clock.h"
#include "resale/crypto.h"

enum { COST = 60, SLOW_MICROS = 3000000, CLOSED_MS = 15 * 60000, BACKOFF_MS = 500, BACKOFF_MAX_MS = 600000, RETRY_AFTER_MAX = 3600 };

const char *shop_document(struct arena *arena, const char *name)
{
        const char *file = arena_printf(arena, "%s.graphql", name);

        for (const struct asset *asset = shopify_assets; asset->path; asset++)
                if (text_equal(asset->path, file))
                        return arena_copy(arena, (const char *)asset->bytes, asset->length);
        abort();
}

/* With full jitter, longer each time the shop fails in a row. */
static void back_off(struct shop *shop)
{
        int64_t longest = BACKOFF_MS << (shop->failures < 11 ? shop->failures : 11);

        shop->failures++;
        shop->wait_ms = 1 + (int64_t)random_below((uint32_t)(longest < BACKOFF_MAX_MS ? longest : BACKOFF_MAX_MS));
}

enum said shop_later(struct shop *shop, const char *words)
{
        shop_closed(shop, "unreachable", words);
        back_off(shop);
        return SAID_LATER;
}

static enum said too_many(struct shop *shop, const struct client_answer *answer)
{
        const char *after = client_header(shop->arena, answer, "Retry-After");
        double seconds = after ? strtod(after, NULL) : 2;

        if (!(seconds > 0 && seconds < RETRY_AFTER_MAX))
                seconds = seconds > 0 ? RETRY_AFTER_MAX : 1;
        shop->wait_ms = (int64_t)(seconds * 1000) + 1;
        return SAID_LATER;
}

struct closed { int status; const char *problem, *words; };
static const struct closed closed[] = {
        { 402, "shop-unpaid", "The shop is frozen until its bill at Shopify is paid." },
        { 403, "shop-forbids", "Shopify forbids the app to call this shop: it may be deactivated, or the app may be blocked." },
        { 404, "shop-unknown", "Shopify knows no shop of this name." },
        { 423, "shop-locked", "The shop is locked, or was called too often and has to be asked for at Shopify." },
};

static enum said closed_by(struct shop *shop, int status, const char *where)
{
        for (size_t i = 0; i < ARRAY_LEN(closed); i++)
                if (closed[i].status == status) {
                        shop_closed(shop, closed[i].problem, closed[i].words);
                        shop->wait_ms = CLOSED_MS;
                        shop->failures++;
                        return SAID_CLOSED;
                }
        return shop_later(shop, arena_printf(shop->arena, "The shop answers %d%s.", status, where));
}

enum said shop_unanswered(struct shop *shop, const struct client_answer *answer, const char *where)
{
        return answer->status == 429 ? too_many(shop, answer) : closed_by(shop, answer->status, where);
}

/* What may be asked for at this moment: the bucket fills by restore_rate points a second. */
static int64_t available_now(const struct shop *shop)
{
        int64_t passed = clock_now().micros - shop->available_at.micros;

        return shop->available + (passed > 0 ? passed / 1000 * shop->restore_rate / 1000 : 0);
}

static void learn_cost(struct shop *shop, const struct doc *body)
{
        const struct doc *status = doc_get(body, "extensions.cost.throttleStatus");
        int64_t available, rate;

        if (!doc_integer(doc_get(status, "currentlyAvailable"), &available))
                return;
        shop->available = available;
        shop->available_at = clock_now();
        if (doc_integer(doc_get(status, "restoreRate"), &rate) && rate > 0 && rate < 1000000)
                shop->restore_rate = rate;
}

/* (requested - available) / rate, from the answer itself. */
static enum said throttled(struct shop *shop, const struct doc *body)
{
        int64_t requested = COST;

        (void)doc_integer(doc_get(body, "extensions.cost.requestedQueryCost"), &requested);
        int64_t missing = requested - shop->available;
        shop->wait_ms = (missing > 0 ? missing * 1000 / shop->restore_rate : 0) + 50;
        return SAID_LATER;
}

static const char *path_of(struct arena *arena, const struct doc *error)
{
        const struct doc *field = doc_get(error, "field");
        struct buffer out = { .arena = arena };

        buffer_text(&out, "");
        for (size_t i = 0; i < doc_count(field); i++)
                buffer_printf(&out, "%s%s", i ? "." : "", doc_scalar(arena, doc_item(field, i)) ? doc_scalar(arena, doc_item(field, i)) : "?");
        return out.text;
}

static enum said refused(struct shop *shop, const struct doc *error, const char *code, struct reply *reply)
{
        const char *field = path_of(shop->arena, error), *message = doc_string(doc_get(error, "message"));

        reply->code = code ? code : "REFUSED";
        reply->words = arena_printf(shop->arena, "%s%s%s", *field ? field : "", *field ? ": " : "", message ? message : "Shopify does not say why.");
        return SAID_NO;
}

static enum said failed(struct shop *shop, const struct doc *body, struct reply *reply)
{
        const struct doc *error = doc_item(doc_get(body, "errors"), 0);
        const char *code = doc_string(doc_get(error, "extensions.code"));

        if (text_equal(code, "THROTTLED"))
                return throttled(shop, body);
        if (text_equal(code, "INTERNAL_SERVER_ERROR") || text_equal(code, "TIMEOUT"))
                return shop_later(shop, arena_printf(shop->arena, "Shopify failed inside: %s.", code));
        return refused(shop, error, code, reply);
}

/* Of a document that asks for one thing, that thing; its userErrors are a refusal. */
static enum said read_data(struct shop *shop, const struct doc *body, struct reply *reply)
{
        const struct doc *data = doc_get(body, "data"), *one = NULL;

        if (doc_count(data) == 1)
                (void)doc_member(data, 0, &one);
        const struct doc *errors = doc_get(one, "userErrors");
        reply->data = one ? one : data;
        if (doc_count(errors))
                return refused(shop, doc_item(errors, 0), doc_string(doc_get(doc_item(errors, 0), "code")), reply);
        shop->failures = 0;
        return SAID_YES;
}

static enum said understand(struct shop *shop, const struct client_answer *answer, struct reply *reply)
{
        const struct doc *body;
        struct json_fault fault;
        const char *version = client_header(shop->arena, answer, "X-Shopify-API-Version");

        if (version)
                shop->answered_version = version;
        if (answer->status != 200)
                return shop_unanswered(shop, answer, "");
        if (doc_parse(shop->arena, answer->body, answer->length, &body, &fault) != PROBLEM_OK)
                return shop_later(shop, "The shop answers with what is no JSON.");
        learn_cost(shop, body);
        return doc_count(doc_get(body, "errors")) ? failed(shop, body, reply) : read_data(shop, body, reply);
}

static enum problem send(struct shop *shop, const char *body, struct client_answer *answer)
{
        const char *headers[] = { "Content-Type: application/json", arena_printf(shop->arena, "X-Shopify-Access-Token: %s", shop->token), NULL };
        int64_t begun = clock_monotonic_micros();
        enum problem problem = client_call(shop->client, shop->arena, "POST", shop_url(shop, "/admin/api/" SHOPIFY_VERSION "/graphql.json"), headers, body, strlen(body), answer);

        shop->calls++;
        shop->slow = clock_monotonic_micros() - begun > SLOW_MICROS;
        return problem;
}

/* A token that is refused is renewed once; refused again, the connection is broken. */
static enum problem ask(struct shop *shop, const char *body, struct reply *reply)
{
        struct client_answer answer;

        TRY(shop_token(shop, false, &reply->said));
        for (bool again = false; reply->said == SAID_YES; again = true) {
                if (send(shop, body, &answer) != PROBLEM_OK) {
                        reply->said = shop_later(shop, "The shop cannot be reached.");
                } else if (answer.status != 401) {
                        reply->said = understand(shop, &answer, reply);
                } else if (again) {
                        shop_closed(shop, "token-refused", "Shopify refuses the token, and the one that it gave in its place: the app was removed from the shop, or its rights were taken.");
                        shop->broken = true;
                        reply->said = SAID_CLOSED;
                } else {
                        TRY(shop_token(shop, true, &reply->said));
                        continue;
                }
                return PROBLEM_OK;
        }
        return PROBLEM_OK;
}

enum problem shop_ask(struct shop *shop, const char *name, const char *variables, struct reply *reply)
{
        *reply = (struct reply){ .said = SAID_LATER };
        int64_t available = available_now(shop);
        if (available < COST) {
                shop->wait_ms = (COST - available) * 1000 / shop->restore_rate + 1;
                return PROBLEM_OK;
        }
        shop->wait_ms = 0;
        shop->problem = shop->detail = NULL;
        return ask(shop, arena_printf(shop->arena, "{\"query\":%s,\"variables\":%s}", json_quote(shop->arena, shop_document(shop->arena, name)), variables), reply);
}
