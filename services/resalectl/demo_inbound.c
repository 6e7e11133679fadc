/* Steps 1 to 4: set-up, routing, receiving, the bench. */
#include "demo.h"
#include "resale/inbox.h"

static const char loop_secret[] = "loop secret of the demo";

static const char *destination(struct demo *d, const char *name, const char *type, const char *partner)
{
        const char *body = arena_printf(d->arena, "{\"name\":\"%s\",\"type\":\"%s\",\"is_partner\":%s,\"address\":{\"address1\":\"123 Main St\",\"city\":\"Columbus\","
                                                  "\"zip\":\"43210\",\"country_code\":\"US\"}}", name, type, partner);

        return demo_text(d, demo_call(d, 201, d->key, "POST", demo_path(d, "routing", "/destinations"), body), "destination_id");
}

static void setup_merchant(struct demo *d)
{
        const struct doc *json = demo_call(d, 201, d->administrator, "POST", "/accounts/v1/merchants",
                                           arena_printf(d->arena, "{\"name\":\"Trail & Thread %s\",\"slug\":\"demo-%s\",\"plan\":\"plus\",\"resale_included\":true,"
                                                                  "\"currency\":\"USD\",\"time_zone\":\"America/New_York\"}", d->run, d->run));

        d->merchant_id = demo_text(d, json, "merchant_id");
        json = demo_call(d, 201, d->administrator, "POST", demo_path(d, "accounts", "/keys"),
                         "{\"name\":\"storefront\",\"scopes\":[\"routing:read\",\"routing:write\",\"intake:read\",\"grading:read\",\"listing:read\",\"listing:write\","
                         "\"orders:read\",\"orders:write\"]}");
        d->key = demo_text(d, json, "key");
        json = demo_call(d, 201, d->administrator, "POST", "/accounts/v1/facilities",
                         arena_printf(d->arena, "{\"name\":\"Columbus %s\",\"time_zone\":\"America/New_York\",\"address\":{\"address1\":\"123 Main St\",\"city\":\"Columbus\"}}",
                                      d->run));
        d->facility_id = demo_text(d, json, "facility_id");
        demo_say("merchant Trail & Thread %s, with resale in its plan; an API key for its storefront", d->run);
}

static void setup_collection(struct demo *d)
{
        const struct doc *json;

        d->collection = arena_printf(d->arena, "again-%s", d->run);
        json = demo_call(d, 201, d->key, "POST", demo_path(d, "listing", "/collections"),
                         arena_printf(d->arena, "{\"handle\":\"%s\",\"name\":\"Again\",\"navigation_label\":\"Pre-loved\",\"description\":\"Worn before, ready for more.\"}",
                                      d->collection));
        d->collection_id = demo_text(d, json, "collection_id");
        const char *path = demo_path(d, "listing", arena_printf(d->arena, "/collections/%s", d->collection_id));
        demo_call(d, 201, d->key, "POST", arena_printf(d->arena, "%s/policies", path),
                  "{\"return_days\":30,\"final_sale\":false,\"price_shares\":{\"A\":7000,\"B\":5500,\"C\":3500},\"min_price\":1000,\"auto_publish\":true}");
        demo_call(d, 200, d->key, "PATCH", path, "{\"state\":\"live\"}");
        demo_say("the collection \"Again\" is live: 30 days to return, grade A at 70 %% of the price new");
}

void demo_setup(struct demo *d)
{
        demo_title(1, "Set-up");
        setup_merchant(d);
        destination(d, "Own warehouse", "warehouse", "false");
        const char *partner = destination(d, "Resale partner", "warehouse", "true");
        const char *donation = destination(d, "Resale partner (donation)", "donation_center", "true");
        demo_call(d, 201, d->key, "POST", demo_path(d, "routing", "/rules"),
                  arena_printf(d->arena, "{\"destination_id\":\"%s\",\"mode\":\"only_receive\",\"conditions\":{\"product_types\":[\"Fleece\"]}}", partner));
        demo_call(d, 201, d->key, "POST", demo_path(d, "routing", "/workflows"),
                  arena_printf(d->arena, "{\"name\":\"Damaged to the partner\",\"priority\":10,\"action\":\"donate\",\"destination_id\":\"%s\","
                                         "\"conditions\":{\"return_reasons\":[\"Item arrived damaged\"]}}", donation));
        demo_call(d, 204, d->key, "PUT", demo_path(d, "routing", "/products"),
                  "{\"products\":[{\"product_id\":\"7469735116951\",\"product_type\":\"Jacket\"},{\"product_id\":\"7469735116952\",\"product_type\":\"Fleece\"},"
                  "{\"product_id\":\"7469735116953\",\"product_type\":\"Mug\"}]}");
        demo_call(d, 204, d->key, "PUT", demo_path(d, "routing", "/connections/loop"), arena_printf(d->arena, "{\"secret\":\"%s\"}", loop_secret));
        demo_say("destinations: own warehouse (default), the partner as warehouse (only receive: Fleece), the partner as donation center");
        demo_say("workflow: \"Item arrived damaged\" is donated to the partner");
        setup_collection(d);
        demo_look(d, arena_printf(d->arena, "/routing/?merchant=%s", d->merchant_id));
}

static const char *tracking(struct demo *d) { return arena_printf(d->arena, "9400%s", d->run); }

/* The trace of a line: what decided it, and what was passed over. */
static void say_line(struct demo *d, const struct doc *line, const char *kind)
{
        const struct doc *passed = doc_get(line, "trace.passed_over");

        demo_expect(d, demo_text(d, line, "title"), kind, doc_string(doc_get(line, "kind")));
        demo_say("%-17s -> %-26s by %s: %s", demo_text(d, line, "title"), demo_text(d, line, "destination"), kind, demo_text(d, line, "trace.decided_by.why"));
        for (size_t i = 0; i < doc_count(passed); i++) {
                const struct doc *one = doc_item(passed, i);
                const char *name = doc_string(doc_get(one, "name")), *mode = doc_string(doc_get(one, "mode"));
                const char *what = name ? arena_printf(d->arena, "workflow \"%s\"", name)
                                        : arena_printf(d->arena, "%s of %s", mode ? mode : "the turn", demo_text(d, one, "destination"));
                demo_say("%-17s    passed over: %s: %s", "", what, demo_text(d, one, "why"));
        }
}

void demo_routing(struct demo *d)
{
        const char *const values[] = { "RETURN", arena_printf(d->arena, "5%s", d->run), "RUN", d->run, "TRACKING", tracking(d), NULL };
        const char *body = demo_fixture(d, "loop_return_created", values);
        const char *path = arena_printf(d->arena, "/routing/v1/webhooks/loop/%s", d->merchant_id);

        demo_title(2, "A Loop return is routed");
        demo_webhook(d, 401, WEBHOOK_LOOP, "another secret", path, "-", "-", body);
        demo_say("a wrong signature is refused: 401");
        demo_webhook(d, 200, WEBHOOK_LOOP, loop_secret, path, "-", "-", body);
        demo_until(d, d->key, demo_path(d, "routing", "/decisions"), "", "1");
        demo_webhook(d, 200, WEBHOOK_LOOP, loop_secret, path, "-", "-", body);
        const struct doc *json = demo_call(d, 200, d->key, "GET", demo_path(d, "routing", "/decisions"), NULL);
        if (doc_count(doc_get(json, "items")) != 1)
                demo_expect(d, "the repeated webhook", "one decision", "several");
        demo_say("the signed webhook is accepted; its repeat changes nothing");
        static const char *const kinds[] = { "workflow", "rule", "default" };
        const struct doc *lines = doc_get(doc_item(doc_get(json, "items"), 0), "lines");
        for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
                say_line(d, doc_item(lines, i), kinds[i]);
        demo_look(d, arena_printf(d->arena, "/routing/?merchant=%s", d->merchant_id));
}

const char *demo_receive(struct demo *d, const char *shipment, const char *rest, const char *body, const char **plate)
{
        const struct doc *json = demo_call(d, 201, d->floor, "POST", demo_path(d, "intake", arena_printf(d->arena, "/shipments/%s/%s", shipment, rest)), body);

        *plate = demo_text(d, json, "printed");
        return demo_text(d, json, "unit_id");
}

/* The parcel holds the jacket and a stranger; the fleece is missing. */
static void receive_parcel(struct demo *d)
{
        const char *scan = arena_printf(d->arena, "{\"code\":\"%s\"}", tracking(d)), *plate;

        demo_until(d, d->floor, demo_path(d, "intake", "/shipments"), "", "1");
        const struct doc *shipment = doc_item(doc_get(demo_call(d, 200, d->floor, "POST", "/intake/v1/scans", scan), "shipments"), 0);
        const char *id = demo_text(d, shipment, "shipment_id");
        const struct doc *lines = doc_get(shipment, "lines");
        demo_say("scan %s: a parcel of Trail & Thread %s, %zu pieces expected", tracking(d), d->run, doc_count(lines));
        d->jacket = demo_receive(d, id, "receive", arena_printf(d->arena, "{\"line_id\":\"%s\",\"facility_id\":\"%s\"}", demo_text(d, doc_item(lines, 0), "line_id"), d->facility_id),
                            &d->jacket_plate);
        demo_say("received  Trail Jacket - M   plate %s", d->jacket_plate);
        demo_receive(d, id, "strangers",
                arena_printf(d->arena, "{\"outcome\":\"unexpected\",\"title\":\"Rain Hat\",\"facility_id\":\"%s\",\"note\":\"no paper in the box\"}", d->facility_id), &plate);
        demo_say("unexpected Rain Hat           plate %s", plate);
        const struct doc *report = demo_call(d, 200, d->floor, "POST", demo_path(d, "intake", arena_printf(d->arena, "/shipments/%s/close", id)), NULL);
        demo_expect(d, "the missing fleece", "short", doc_string(doc_get(doc_item(doc_get(report, "lines"), 1), "outcome")));
        demo_expect(d, "the stranger", "unexpected", doc_string(doc_get(doc_item(doc_get(report, "strangers"), 0), "outcome")));
        demo_say("closed: the report says that the fleece is short and a stranger came");
        demo_look(d, "/intake/");
}

/* More stock by the other door: two equal fleeces from past season. */
static void receive_consignment(struct demo *d)
{
        static const char line[] = "{\"sku\":\"FL-S\",\"title\":\"Fleece - S\",\"product_type\":\"Fleece\",\"price\":{\"amount\":12000,\"currency\":\"USD\"}}";
        const struct doc *json = demo_call(d, 201, d->floor, "POST", demo_path(d, "intake", "/shipments"), arena_printf(d->arena, "{\"rma\":\"CON-%s\",\"lines\":[%s,%s]}", d->run, line, line));
        const char *id = demo_text(d, json, "shipment_id"), **units[] = { &d->fleece, &d->second }, **plates[] = { &d->fleece_plate, &d->second_plate };

        for (size_t i = 0; i < ARRAY_LEN(units); i++) {
                const char *line_id = demo_text(d, doc_item(doc_get(json, "lines"), i), "line_id");
                *units[i] = demo_receive(d, id, "receive", arena_printf(d->arena, "{\"line_id\":\"%s\",\"facility_id\":\"%s\"}", line_id, d->facility_id), plates[i]);
        }
        demo_say("a consignment of two equal fleeces: plates %s and %s", d->fleece_plate, d->second_plate);
}

void demo_receiving(struct demo *d)
{
        demo_title(3, "Receiving");
        receive_parcel(d);
        receive_consignment(d);
        demo_window_receive(d);
}

/* Apparel for whatever has no rubric of its own, the others for what they are meant for. */
static void take_rubrics(struct demo *d)
{
        const struct doc *items = doc_get(demo_call(d, 200, d->administrator, "GET", "/grading/v1/ready-rubrics", NULL), "items");

        for (size_t i = 0; i < doc_count(items); i++) {
                const char *name = demo_text(d, doc_item(items, i), "name");
                const struct doc *ready = demo_call(d, 200, d->administrator, "GET", arena_printf(d->arena, "/grading/v1/ready-rubrics/%s", name), NULL);
                bool usual = text_equal(name, "apparel");
                const struct doc *type = usual ? NULL : doc_item(doc_get(ready, "product_types"), 0);
                demo_call(d, 201, d->administrator, "POST", demo_path(d, "grading", "/rubrics"),
                          arena_printf(d->arena, "{\"product_type\":%s,\"body\":%s}", usual ? "\"*\"" : doc_text(d->arena, type), doc_text(d->arena, doc_get(ready, "body"))));
        }
        demo_say("ready rubrics taken over: %zu", doc_count(items));
}

#define GIVE(question, answer) "{\"question\":\"" question "\",\"answer\":\"" answer "\"}"
static const char perfect[] = GIVE("OV-2", "clean") "," GIVE("OV-3", "all") "," GIVE("OV-1", "new");
static const char pilled[] = GIVE("OV-2", "clean") "," GIVE("OV-3", "all") "," GIVE("OV-1", "near") "," GIVE("HL-1", "none") "," GIVE("SG-3", "none") "," GIVE("PL-1", "light") ","
                             GIVE("FD-1", "held") "," GIVE("SH-1", "kept");

const char *demo_grade(struct demo *d, const char *unit, const char *title, const char *answers, const char *observed, const char *expected)
{
        const struct doc *json = demo_call(d, 201, d->bench, "POST", demo_path(d, "grading", arena_printf(d->arena, "/units/%s/grades", unit)),
                                           arena_printf(d->arena, "{\"answers\":[%s],\"observations\":[%s]}", answers, observed));

        demo_expect(d, "the grade", expected, doc_string(doc_get(json, "grade")));
        demo_say("%-17s %s; %s; decided: %s", title, demo_text(d, json, "reason"), demo_text(d, json, "condition"), demo_text(d, json, "disposition"));
        return demo_text(d, json, "disposition");
}

static const char *sum(struct demo *d, const struct doc *terms, const char *name)
{
        int64_t amount = 0;

        (void)doc_integer(doc_get(terms, name), &amount);
        return arena_printf(d->arena, "%s%lld.%02lld", amount < 0 ? "-" : "", (long long)llabs(amount) / 100, (long long)llabs(amount) % 100);
}

/* What was decided on a unit, as a sum. */
static void decision(struct demo *d, const char *unit, const char *title)
{
        const struct doc *json = demo_call(d, 200, d->key, "GET", demo_path(d, "grading", arena_printf(d->arena, "/units/%s/decision", unit)), NULL);
        const struct doc *weighed = doc_get(json, "decision");
        int64_t chosen = 0;

        (void)doc_integer(doc_get(weighed, "chosen_index"), &chosen);
        const struct doc *best = doc_item(doc_get(weighed, "alternatives"), (size_t)chosen), *terms = doc_get(best, "terms");
        demo_say("%-17s %s: %s income + %s if unsold - %s work - %s handling - %s storage - %s returns - %s fees = %s USD", title, demo_text(d, weighed, "chosen"),
                 sum(d, terms, "income"), sum(d, terms, "salvage"), sum(d, terms, "refurbishment"), sum(d, terms, "handling"), sum(d, terms, "storage"), sum(d, terms, "returns"),
                 sum(d, terms, "fees"), sum(d, best, "net"));
}

/* Planned, begun, a step recorded, done; its minutes are written down afterwards. */
static void refurbish(struct demo *d)
{
        const struct doc *order = demo_call(d, 201, d->bench, "POST", demo_path(d, "grading", arena_printf(d->arena, "/units/%s/work-orders", d->jacket)),
                                            "{\"operations\":[{\"operation\":\"clean\"},{\"operation\":\"de_pill\"}],\"start\":\"later\"}");
        const char *path = demo_path(d, "grading", arena_printf(d->arena, "/work-orders/%s", demo_text(d, order, "work_order_id")));

        demo_call(d, 200, d->bench, "POST", arena_printf(d->arena, "%s/start", path), "{}");
        demo_call(d, 201, d->bench, "POST", arena_printf(d->arena, "%s/steps", path), "{\"operation\":\"clean\",\"step\":2}");
        demo_call(d, 200, d->bench, "POST", arena_printf(d->arena, "%s/finish", path), "{\"result\":\"done\",\"minutes\":11,\"parts_amount\":150}");
        demo_say("Trail Jacket - M  work order: clean and de-pill, planned and begun, a step recorded, 11 minutes, done");
        demo_look(d, "/grading/board.html");
}

/* As they are now, after the work. */
static struct taken photograph(struct demo *d)
{
        static const struct piece_look jacket = { &garment_jacket, { 58, 74, 96 }, 'M', { PILLS, { .335f, .21f } } }, fleece = { &garment_fleece, { 60, 92, 140 }, 'S', { 0 } };
        struct taken taken[] = { { .unit = d->jacket, .look = &jacket }, { .unit = d->fleece, .look = &fleece }, { .unit = d->second, .look = &fleece } };

        demo_take(d, &taken[0]);
        demo_take(d, &taken[1]);
        memcpy(taken[2].image, taken[1].image, sizeof taken[2].image);   /* they are alike */
        demo_take(d, &taken[2]);
        demo_window_take(d);
        demo_taken(d, taken, ARRAY_LEN(taken));
        demo_say("photos of each piece: front, back, tag, and its flaw, pinned");
        return taken[0];
}

void demo_bench(struct demo *d)
{
        demo_title(4, "Refurbishment and grading");
        take_rubrics(d);
        demo_call(d, 201, d->administrator, "POST", demo_path(d, "grading", "/earning-policies"), demo_fixture(d, "earning_policy", (const char *const[]){ NULL }));
        refurbish(d);
        demo_call(d, 422, d->bench, "POST", demo_path(d, "grading", arena_printf(d->arena, "/units/%s/grades", d->jacket)),
                  "{\"answers\":[" GIVE("OV-2", "clean") "]}");
        demo_say("an unanswered question gives no grade: 422");
        struct taken jacket = photograph(d);
        demo_grade(d, d->jacket, "Trail Jacket - M", pilled, demo_pinned(d, &jacket, "PL-1", "left cuff"), "B");
        demo_grade(d, d->fleece, "Fleece - S", perfect, "", "A");
        demo_grade(d, d->second, "Fleece - S", perfect, "", "A");
        demo_window_grade(d);
        decision(d, d->jacket, "Trail Jacket - M");
        decision(d, d->fleece, "Fleece - S");
        decision(d, d->second, "Fleece - S");
        demo_look(d, "/grading/");
        demo_look(d, arena_printf(d->arena, "/grading/earnings.html?merchant=%s", d->merchant_id));
}
