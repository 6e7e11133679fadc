#include "assets.h"
#include "listing_api.h"
#include "look.h"
#include "templates.h"
#include "passport.h"
#include "resale/config.h"
#include "resale/crypto.h"
#include "shop.h"

#define POLICY "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

static const char live[] = "public, max-age=0, must-revalidate", hidden[] = "private, no-cache";

/* A page of a template; one that is there has a tag. */
static enum problem reply_page(struct request *rq, int status, const char *name, const char *json, const char *keeping)
{
        struct buffer html;
        char hash[33];

        TRY(template_fill(request_arena(rq), name, json, &html));
        reply_header(rq, "Content-Security-Policy", POLICY);
        reply_header(rq, "Referrer-Policy", "strict-origin-when-cross-origin");
        content_hash_hex(html.text, html.length, hash);
        if (status == 200 && reply_known(rq, arena_printf(request_arena(rq), "\"%s\"", hash), keeping))
                return PROBLEM_OK;
        return reply_bytes(rq, status, "text/html; charset=utf-8", html.text, html.length);
}

/* Nothing is here: said as a page. Anything else that fails stays what it is. */
static enum problem reply_nothing(struct request *rq, enum problem problem, const char *title, const char *words)
{
        struct arena *arena = request_arena(rq);

        if (problem_info(problem)->status != 404)
                return problem;
        return reply_page(rq, 404, "nothing", arena_printf(arena, "{\"page\":{\"title\":%s},\"words\":%s}", json_quote(arena, title), json_quote(arena, words)), hidden);
}

static enum problem no_shop(struct request *rq, enum problem problem)
{
        return reply_nothing(rq, problem, "There is no shop here", "The address may be mistyped, or the shop is closed at the moment.");
}

static const char *origin(struct arena *arena)
{
        const char *url = config_text(SETTING_RESALE_PUBLIC_URL);
        size_t length = strlen(url);

        return arena_copy(arena, url, length && url[length - 1] == '/' ? length - 1 : length);
}

enum problem get_shop(struct request *rq)
{
        struct shop_asked asked = {
                .text = request_query(rq, "q"), .type = request_query(rq, "type"), .size = request_query(rq, "size"), .grade = request_query(rq, "grade"),
                .condition = request_query(rq, "condition"), .from = request_query(rq, "from"), .to = request_query(rq, "to"), .sort = request_query(rq, "sort"),
                .cursor = request_query(rq, "cursor"),
        };
        struct public_collection found;
        const char *json, *anew;
        enum problem problem = open_collection(rq, &found);

        if (problem != PROBLEM_OK)
                return no_shop(rq, problem);
        struct shop_wish wish = { &found, origin(request_arena(rq)) };
        TRY(shop_collection_page(request_db(rq), request_arena(rq), &wish, &asked, &json, &anew));
        if (!anew)
                return reply_page(rq, 200, "shop", json, caching(&found));
        reply_header(rq, "Location", anew);
        return reply_bytes(rq, 302, NULL, "", 0);
}

enum problem get_shop_offer(struct request *rq)
{
        struct public_collection found;
        struct offer_page page;
        enum problem problem = open_collection(rq, &found);

        if (problem != PROBLEM_OK)
                return no_shop(rq, problem);
        struct shop_wish wish = { &found, origin(request_arena(rq)) };
        problem = shop_offer_page(request_db(rq), request_arena(rq), &wish, request_parameter(rq, "offer"), &page);
        if (problem != PROBLEM_OK)
                return reply_nothing(rq, problem, "There is no such piece here", "The address may be mistyped. What is for sale now is on the shop’s own page.");
        if (page.gone)
                return reply_page(rq, page.reserved ? 404 : 410, "gone", page.json, hidden);
        return reply_page(rq, 200, "offer", page.json, caching(&found));
}

enum problem get_look(struct request *rq)
{
        struct public_collection found;
        struct programme programme;
        char hash[65];

        TRY(open_collection(rq, &found));
        TRY(programme_read(request_db(rq), request_arena(rq), &found.merchant_id, &found.collection_id, &programme));
        const char *css = look_css(request_arena(rq), &programme);
        sha256_hex(css, strlen(css), hash);
        if (reply_known(rq, arena_printf(request_arena(rq), "\"%.32s\"", hash), text_equal(found.state, "live") ? "public, max-age=300" : hidden))
                return PROBLEM_OK;
        return reply_bytes(rq, 200, "text/css; charset=utf-8", css, strlen(css));
}

/* --- the passport of a unit --- */

static enum problem passport(struct request *rq, const struct gtin *gtin)
{
        struct plate plate;
        const char *json;

        TRY(request_rate(rq, arena_printf(request_arena(rq), "passport %s", request_address(rq)), 120));
        if (!plate_parse(request_parameter(rq, "plate"), &plate))
                return reply_nothing(rq, PROBLEM_UNIT_NOT_FOUND, "This is not a plate of ours",
                                     "At least one character is not as it was printed. Compare it with the label: RP, four characters, six characters, one character.");
        enum problem problem = passport_find(request_db(rq), request_arena(rq), &plate, gtin, &json);
        if (problem != PROBLEM_OK)
                return reply_nothing(rq, problem, "There is no passport for this plate",
                                     "The plate is well formed, and no piece with it has been offered here. A piece gets its passport when it is offered for the first time.");
        return reply_page(rq, 200, "passport", json, live);
}

enum problem get_passport(struct request *rq)
{
        return passport(rq, NULL);
}

/* GS1 Digital Link: the product and this unit of it. */
enum problem get_passport_by_gtin(struct request *rq)
{
        struct gtin gtin;

        if (!gtin_parse(request_parameter(rq, "gtin"), &gtin))
                return reply_nothing(rq, PROBLEM_UNIT_NOT_FOUND, "This is not a product number", "The GTIN in the address has a wrong check digit, or too few digits.");
        return passport(rq, &gtin);
}
