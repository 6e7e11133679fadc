/* Returns of Loop, in whatever order their webhooks come, and what intake is told of them. */
#include <unistd.h>

#include "support/database.h"
#include "support/steps.h"

static const char secret[] = "a secret of sixteen";

struct shop { struct merchant merchant; const char *path, *own, *partner; };

static struct shop a_shop(void)
{
        struct shop shop = { .merchant = new_merchant() };
        const struct merchant *m = &shop.merchant;

        shop.path = format("/routing/v1/webhooks/loop/%s", m->id);
        shop.own = text_at(expect(201, m->key, "POST", at(m, "routing", "/destinations"), "{\"name\":\"Own\",\"type\":\"warehouse\",\"address\":{}}"), "destination_id");
        shop.partner = text_at(expect(201, m->key, "POST", at(m, "routing", "/destinations"), "{\"name\":\"Partner\",\"type\":\"warehouse\",\"address\":{},\"is_partner\":true}"), "destination_id");
        expect(201, m->key, "POST", at(m, "routing", "/rules"), "{\"destination_id\":\"%s\",\"mode\":\"only_receive\",\"conditions\":{\"product_types\":[\"Fleece\"]}}", shop.partner);
        expect(204, m->key, "PUT", at(m, "routing", "/products"), "{\"products\":[{\"product_id\":\"7\",\"product_type\":\"Fleece\"}]}");
        expect(204, m->key, "PUT", at(m, "routing", "/connections/loop"), "{\"secret\":\"%s\"}", secret);
        return shop;
}

static void tell(const struct shop *shop, const char *body) { assert_int_equal(send_webhook("loop", secret, shop->path, NULL, body).status, 200); }

/* Of fleeces with these line ids ("1", or "1,2"). */
static const char *a_return(const char *id, const char *trigger, const char *state, const char *ids, const char *more)
{
        const char *lines = "";

        for (const char *at = ids; *at; at += strcspn(at, ","), at += *at == ',')
                lines = format("%s%s{\"line_item_id\":\"%.*s\",\"product_id\":7,\"sku\":\"FL-S\",\"title\":\"Fleece\",\"price\":\"120.00\",\"return_reason\":\"Too small\"}", lines,
                               *lines ? "," : "", (int)strcspn(at, ","), at);
        return format("{\"topic\":\"return\",\"trigger\":\"%s\",\"id\":\"%s\",\"state\":\"%s\",\"order_name\":\"#O%s\",\"currency\":\"USD\",\"line_items\":[%s]%s}", trigger, id, state, id,
                      lines, more);
}

static bool has_decision(const json_t *json, const void *id)
{
        return text_equal(json_string_value(value_at(json, "items.0.provider_return_id")), id);
}

static json_t *decision_of(const struct shop *shop, const char *id)
{
        return value_at(eventually(shop->merchant.key, at(&shop->merchant, "routing", "/decisions"), has_decision, id), "items.0");
}

static bool has_rma(const json_t *json, const void *id) { return text_equal(json_string_value(value_at(json, "items.0.rma")), id); }

/* The address of the parcel that intake expects for a return. */
static const char *parcel_of(const struct shop *shop, const char *id)
{
        json_t *page = eventually(shop->merchant.key, at(&shop->merchant, "intake", "/shipments"), has_rma, id);

        return at(&shop->merchant, "intake", "/shipments/%s", text_at(page, "items.0.shipment_id"));
}

static json_t *scan(const char *code) { return expect(200, staff("receiver"), "POST", "/intake/v1/scans", "{\"code\":\"%s\"}", code); }

static bool is_called_off(const json_t *json, const void *yes) { return json_is_true(value_at(json, "called_off")) == (yes != NULL); }
static bool has_outcomes(const json_t *json, const void *outcomes)
{
        const char *all = "";

        for (size_t i = 0; i < json_array_size(value_at(json, "lines")); i++)
                all = format("%s%s ", all, text_at(json, format("lines.%zu.outcome", i)));
        return text_equal(all, outcomes);
}

static void a_label_is_kept_whether_it_comes_before_or_after_the_return(void **state)
{
        struct shop shop = a_shop();
        const char *early = unique("R"), *late = unique("R"), *first = unique("1Z"), *second = unique("1Z");

        (void)state;
        tell(&shop, format("{\"topic\":\"label\",\"trigger\":\"label.created\",\"id\":\"%s\",\"carrier\":\"UPS\",\"tracking_number\":\"%s\"}", early, first));
        tell(&shop, a_return(early, "return.created", "open", "1", ",\"tracking_number\":\"N/A\""));
        assert_string_equal(text_at(decision_of(&shop, early), "tracking_number"), first);
        parcel_of(&shop, early);
        assert_string_equal(text_at(scan(first), "shipments.0.rma"), early);

        tell(&shop, a_return(late, "return.created", "open", "1", ",\"label_status\":\"pending\""));
        parcel_of(&shop, late);
        tell(&shop, format("{\"topic\":\"label\",\"trigger\":\"label.updated\",\"return_id\":\"%s\",\"carrier\":\"UPS\",\"tracking_number\":\"%s\"}", late, second));
        for (int i = 0; i < 400 && call(staff("receiver"), "POST", "/intake/v1/scans", "{\"code\":\"%s\"}", second).status != 200; i++)
                usleep(20000);
        assert_string_equal(text_at(scan(second), "shipments.0.rma"), late);
        assert_string_equal(text_at(scan(second), "shipments.0.tracking_number"), second);
}

static void each_label_of_a_return_and_its_order_find_its_parcel(void **state)
{
        struct shop shop = a_shop();
        const char *id = unique("R"), *one = unique("A"), *two = unique("B");

        (void)state;
        tell(&shop, a_return(id, "return.created", "open", "1,2", format(",\"labels\":[{\"carrier\":\"USPS\",\"tracking_number\":\"%s\"},{\"tracking_number\":\"%s\"}]", one, two)));
        parcel_of(&shop, id);
        assert_string_equal(text_at(scan(one), "shipments.0.rma"), id);
        assert_string_equal(text_at(scan(two), "shipments.0.rma"), id);
        assert_string_equal(text_at(scan(format("#O%s", id)), "kind"), "order");
        assert_string_equal(text_at(scan(format("O%s", id)), "kind"), "order");
}

static void an_update_before_the_creation_is_routed_once(void **state)
{
        struct shop shop = a_shop();
        const char *id = unique("R");

        (void)state;
        tell(&shop, a_return(id, "return.updated", "open", "1", ""));
        tell(&shop, a_return(id, "return.created", "open", "1", ""));
        json_t *decision = decision_of(&shop, id);
        assert_int_equal(json_array_size(value_at(decision, "lines")), 1);
        assert_string_equal(text_at(decision, "lines.0.kind"), "rule");
        assert_int_equal(count_of(shop.merchant.key, at(&shop.merchant, "routing", "/decisions")), 1);
        expect(200, shop.merchant.key, "GET", at(&shop.merchant, "routing", "/decisions/%s", text_at(decision, "decision_id")), NULL);
        struct merchant other = new_merchant();
        expect_problem(404, "decision-not-found", other.key, "GET", at(&other, "routing", "/decisions/%s", text_at(decision, "decision_id")), NULL);
}

static void lines_that_come_and_go_are_followed_until_the_parcel_is_closed(void **state)
{
        struct shop shop = a_shop();
        const char *id = unique("R");

        (void)state;
        tell(&shop, a_return(id, "return.created", "open", "1,2", ""));
        const char *parcel = parcel_of(&shop, id);
        tell(&shop, a_return(id, "return.updated", "open", "2,3", ""));
        eventually(shop.merchant.key, parcel, has_outcomes, "withdrawn pending pending ");
        tell(&shop, a_return(id, "return.updated", "open", "1,2", ""));
        json_t *shipment = eventually(shop.merchant.key, parcel, has_outcomes, "pending pending withdrawn ");
        assert_true(json_is_true(value_at(decision_of(&shop, id), "lines.2.withdrawn")));
        expect(201, staff("receiver"), "POST", format("%s/receive", parcel),
               "{\"line_id\":\"%s\",\"facility_id\":\"%s\"}", text_at(shipment, "lines.2.line_id"), facility());   /* it came all the same */
        tell(&shop, a_return(id, "return.updated", "closed", "1,4", ""));
        eventually(shop.merchant.key, parcel, has_outcomes, "pending withdrawn received pending ");
        json_t *report = expect(200, staff("receiver"), "POST", format("%s/close", parcel), NULL);
        assert_true(has_outcomes(report, "short withdrawn received short "));
        tell(&shop, a_return(id, "return.updated", "closed", "1,5", ""));
        const char *last = unique("R");
        tell(&shop, a_return(last, "return.created", "open", "1", ""));
        parcel_of(&shop, last);   /* what came before it has been read as well */
        assert_true(has_outcomes(expect(200, shop.merchant.key, "GET", parcel, NULL), "short withdrawn received short "));
}

static bool is_in_queue(const char *shipment_id)
{
        json_t *page = NULL, *item;
        const char *path = "/intake/v1/shipments?limit=200";
        size_t i;

        do {
                page = expect(200, staff("receiver"), "GET", path, NULL);
                json_array_foreach(value_at(page, "items"), i, item)
                        if (text_equal(text_at(item, "shipment_id"), shipment_id))
                                return true;
                path = json_is_string(value_at(page, "next")) ? format("/intake/v1/shipments?limit=200&cursor=%s", text_at(page, "next")) : NULL;
        } while (path);
        return false;
}

static void a_cancelled_return_is_called_off_and_stays_so(void **state)
{
        struct shop shop = a_shop();
        const char *id = unique("R");

        (void)state;
        tell(&shop, a_return(id, "return.created", "open", "1", ""));
        const char *parcel = parcel_of(&shop, id), *shipment_id = text_at(expect(200, shop.merchant.key, "GET", parcel, NULL), "shipment_id");
        assert_true(is_in_queue(shipment_id));
        tell(&shop, a_return(id, "return.updated", "expired", "1", ""));
        eventually(shop.merchant.key, parcel, is_called_off, "yes");
        assert_false(is_in_queue(shipment_id));
        tell(&shop, a_return(id, "return.updated", "open", "1", ",\"edited_at\":\"2026-11-21T12:00:00Z\""));
        eventually(shop.merchant.key, parcel, is_called_off, NULL);
        tell(&shop, a_return(id, "return.updated", "cancelled", "1", ""));
        eventually(shop.merchant.key, parcel, is_called_off, "yes");
        tell(&shop, a_return(id, "return.created", "open", "1", ",\"note\":\"late\""));
        const char *last = unique("R");
        tell(&shop, a_return(last, "return.created", "open", "1", ""));
        parcel_of(&shop, last);
        json_t *shipment = expect(200, shop.merchant.key, "GET", parcel, NULL);
        assert_true(is_called_off(shipment, "yes"));
        expect(201, staff("receiver"), "POST", format("%s/receive", parcel),
               "{\"line_id\":\"%s\",\"facility_id\":\"%s\"}", text_at(shipment, "lines.0.line_id"), facility());   /* it was sent all the same */
        assert_true(is_in_queue(shipment_id));
}

static void a_return_first_heard_of_as_cancelled_is_not_expected(void **state)
{
        struct shop shop = a_shop();
        const char *id = unique("R");

        (void)state;
        tell(&shop, a_return(id, "return.updated", "cancelled", "1", ""));
        tell(&shop, a_return(id, "return.created", "open", "1", ""));
        assert_true(is_called_off(expect(200, shop.merchant.key, "GET", parcel_of(&shop, id), NULL), "yes"));
        assert_string_equal(text_at(decision_of(&shop, id), "return_state"), "cancelled");
}

/* Loop's texts may be longer than what we keep; nobody's parcels wait for such a one. */
static void long_texts_hold_nobody_up(void **state)
{
        struct shop shop = a_shop(), next = a_shop();
        const char *id = unique("R"), *after = unique("R");
        char sku[302] = "", title[702] = "";

        (void)state;
        memset(sku, 'S', 301);
        for (size_t i = 0; i < 350; i++)
                memcpy(title + 2 * i, "\xc3\xa4", 3);
        tell(&shop, format("{\"topic\":\"return\",\"id\":\"%s\",\"line_items\":[{\"line_item_id\":1,\"product_id\":7,\"sku\":\"%s\",\"title\":\"%s\",\"price\":120.5,"
                           "\"return_reason\":\"\\\"Too small\\\"\",\"barcode\":\"N/A\"}]}", id, sku, title));
        json_t *shipment = expect(200, shop.merchant.key, "GET", parcel_of(&shop, id), NULL);
        assert_int_equal(strlen(text_at(shipment, "lines.0.sku")), 200);
        assert_int_equal(strlen(text_at(shipment, "lines.0.title")), 500);
        assert_string_equal(text_at(shipment, "lines.0.return_reason"), "Too small");
        assert_true(json_is_null(value_at(shipment, "lines.0.price")) && json_is_null(value_at(shipment, "lines.0.barcode")));
        expect(201, staff("receiver"), "POST", at(&shop.merchant, "intake", "/shipments/%s/receive", text_at(shipment, "shipment_id")), "{\"line_id\":\"%s\",\"facility_id\":\"%s\"}",
               text_at(shipment, "lines.0.line_id"), facility());
        tell(&next, a_return(after, "return.created", "open", "1", ""));
        parcel_of(&next, after);
}

STATEMENT(told, 2, "select (select count(*) from routing.decision d join routing.decision_line l using (merchant_id, decision_id) where d.merchant_id = $1::uuid "
                   "and position($2::text in row_to_json(d)::text || row_to_json(l)::text) > 0) + (select count(*) from intake.shipment s join intake.shipment_line l "
                   "using (merchant_id, shipment_id) where s.merchant_id = $1::uuid and position($2::text in row_to_json(s)::text || row_to_json(l)::text) > 0) "
                   "+ (select count(*) from routing.inbox i where i.merchant_id = $1::uuid and position($2::text in row_to_json(i)::text) > 0) || ''");
static const struct sql *const statements[] = { &told, NULL };

/* Who sends something back is nobody's business here: it stands sealed in the inbox, and nowhere else. */
static void the_customer_of_a_return_is_kept_nowhere_in_the_open(void **state)
{
        struct shop shop = a_shop();
        const char *const personal[] = { "ann@example.com", "Ann Lee", "1 Elm St", "torn cuff" };
        const char *id = unique("R"), *more = ",\"customer\":\"ann@example.com\",\"address\":{\"name\":\"Ann Lee\",\"address1\":\"1 Elm St\",\"country_code\":\"US\"},"
                                              "\"customer_detail\":{\"email\":\"ann@example.com\"},\"return_comment\":\"torn cuff\"";

        tell(&shop, a_return(id, "return.created", "open", "1", more));
        parcel_of(&shop, id);
        unit_setup(state);
        struct db *db = as_owner(statements);
        for (size_t i = 0; i < ARRAY_LEN(personal); i++)
                assert_string_equal(value_of(db, &told, DB_ARGS(db_text(shop.merchant.id), db_text(personal[i]))), "0");
        assert_string_not_equal(value_of(db, &told, DB_ARGS(db_text(shop.merchant.id), db_text(id))), "0");   /* it does look */
        db_close(db);
        unit_teardown(state);
}

static void a_dry_run_stores_nothing_and_names_what_is_wrong(void **state)
{
        struct shop shop = a_shop();
        struct merchant bare = new_merchant();
        const char *path = at(&shop.merchant, "routing", "/dry-run"), *body = a_return("1", "return.created", "open", "1", "");

        (void)state;
        json_t *dry = done_once(200, shop.merchant.key, "POST", path, "%s", body);
        assert_string_equal(text_at(dry, "lines.0.destination_id"), shop.partner);
        assert_int_equal(count_of(shop.merchant.key, at(&shop.merchant, "routing", "/decisions")), 0);
        expect_problem(409, "no-destination", bare.key, "POST", at(&bare, "routing", "/dry-run"), "%s", body);
        expect_field(422, "currency", shop.merchant.key, "POST", path, "{\"id\":1,\"currency\":\"XXX\",\"line_items\":[{\"line_item_id\":1}]}");
        expect_field(422, "line_items[0].line_item_id", shop.merchant.key, "POST", path, "{\"id\":1,\"line_items\":[{}]}");
        expect_problem(404, "merchant-not-found", shop.merchant.key, "POST", at(&bare, "routing", "/dry-run"), "%s", body);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(a_label_is_kept_whether_it_comes_before_or_after_the_return), api_test(each_label_of_a_return_and_its_order_find_its_parcel),
                api_test(an_update_before_the_creation_is_routed_once), api_test(lines_that_come_and_go_are_followed_until_the_parcel_is_closed),
                api_test(a_cancelled_return_is_called_off_and_stays_so), api_test(a_return_first_heard_of_as_cancelled_is_not_expected),
                api_test(long_texts_hold_nobody_up), api_test(the_customer_of_a_return_is_kept_nowhere_in_the_open), api_test(a_dry_run_stores_nothing_and_names_what_is_wrong),
        };

        return API_MAIN(tests);
}
