/* Access tokens: by client credentials for a day, or by a refresh token that changes with each use, for an hour. */
#include "shopify_call.h"

#include "listing_sql.h"
#include "resale/clock.h"
#include "resale/config.h"
#include "resale/crypto.h"

enum { BEFORE_SECONDS = 300, USUAL_SECONDS = 3600, LONGEST_SECONDS = 400 * 86400 };

const char *shop_url(const struct shop *shop, const char *path)
{
        const char *stand_in = config_text(SETTING_SHOPIFY_API_URL);

        return stand_in ? arena_printf(shop->arena, "%s/%s%s", stand_in, shop->shop, path) : arena_printf(shop->arena, "https://%s%s", shop->shop, path);
}

const char *shop_seal_name(const struct shop *shop, const char *what)
{
        return arena_printf(shop->arena, "shopify %s %s", shop->connection_id.text, what);
}

void shop_closed(struct shop *shop, const char *problem, const char *words)
{
        shop->problem = problem;
        shop->detail = words;
}

static void broken(struct shop *shop, const char *words)
{
        shop_closed(shop, "no-token", words);
        shop->broken = true;
}

static const char *opened(const struct shop *shop, const char *sealed, const char *what)
{
        const char *plain = sealed ? seal_open(shop->arena, sealed, shop_seal_name(shop, what)) : NULL;

        return plain ? plain : "";
}

static const char *body_of(const struct shop *shop)
{
        struct buffer out = { .arena = shop->arena };

        buffer_printf(&out, "{\"client_id\":%s,\"client_secret\":%s,\"grant_type\":\"%s\"", json_quote(shop->arena, shop->client_id),
                      json_quote(shop->arena, opened(shop, shop->sealed_secret, "secret")), shop->grant_type);
        if (shop->sealed_refresh)
                buffer_printf(&out, ",\"refresh_token\":%s", json_quote(shop->arena, opened(shop, shop->sealed_refresh, "refresh")));
        buffer_text(&out, "}");
        return out.text;
}

/*
 * Kept before anything is done with it. Until then the refresh token that was used stands in the database, and Shopify takes it again until its replacement is used:
 * an answer that was lost, or could not be kept, is asked for again. The replacement of one that a person has changed meanwhile is not kept.
 */
static enum problem keep(struct shop *shop, const struct doc *answer, const char *token)
{
        const char *refresh = doc_string(doc_get(answer, "refresh_token"));
        const char *used = shop->sealed_refresh;
        int64_t seconds = USUAL_SECONDS;

        if (!doc_integer(doc_get(answer, "expires_in"), &seconds) || seconds < 1 || seconds > LONGEST_SECONDS)
                seconds = USUAL_SECONDS;
        shop->token_until = (struct instant){ clock_now().micros + seconds * 1000000 };
        shop->sealed_token = seal(shop->arena, token, shop_seal_name(shop, "token"));
        if (shop->sealed_refresh && refresh)
                shop->sealed_refresh = seal(shop->arena, refresh, shop_seal_name(shop, "refresh"));
        TRY(db_exec_one(shop->db, &sql_save_shopify_token, DB_ARGS(db_uuid(&shop->merchant_id), db_uuid(&shop->connection_id), db_uuid(&shop->lease), db_text(shop->sealed_token),
                                                                   db_instant(shop->token_until), db_text(shop->sealed_refresh), db_text(used)), PROBLEM_BUSY));
        shop->token = token;
        return PROBLEM_OK;
}

static enum problem granted(struct shop *shop, const struct client_answer *answer, enum said *said)
{
        const struct doc *body = NULL;
        struct json_fault fault;
        const char *token = NULL;

        if (doc_parse(shop->arena, answer->body, answer->length, &body, &fault) == PROBLEM_OK)
                token = doc_string(doc_get(body, "access_token"));
        if (answer->status == 200 && token && *token) {
                *said = SAID_YES;
                return keep(shop, body, token);
        }
        *said = SAID_CLOSED;
        const char *why = doc_string(doc_get(body, "error_description")) ? doc_string(doc_get(body, "error_description")) : doc_string(doc_get(body, "error"));
        broken(shop, arena_printf(shop->arena, "Shopify gives no token: %s (%d). %s", why ? why : "it does not say why", answer->status,
                                  shop->sealed_refresh ? "Install the app again and give the new refresh token." : "See that the app is installed and its client secret is right."));
        return PROBLEM_OK;
}

enum problem shop_token(struct shop *shop, bool anew, enum said *said)
{
        static const char *const headers[] = { "Content-Type: application/json", "Accept: application/json", NULL };
        const char *body, *known = anew || !shop->sealed_token ? "" : opened(shop, shop->sealed_token, "token");
        struct client_answer answer;

        *said = SAID_YES;
        if (*known && clock_now().micros + BEFORE_SECONDS * 1000000LL < shop->token_until.micros) {
                shop->token = known;
                return PROBLEM_OK;
        }
        body = body_of(shop);
        enum problem problem = client_call(shop->client, shop->arena, "POST", shop_url(shop, "/admin/oauth/access_token"), headers, body, strlen(body), &answer);
        if (problem == PROBLEM_OK && (answer.status == 200 || answer.status == 400 || answer.status == 401))
                return granted(shop, &answer, said);
        *said = problem == PROBLEM_OK ? shop_unanswered(shop, &answer, " where tokens are given") : shop_later(shop, "The shop cannot be reached.");
        return PROBLEM_OK;
}
