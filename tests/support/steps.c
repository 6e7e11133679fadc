#include "support/steps.h"

#include <pthread.h>

const char *at(const struct merchant *merchant, const char *service, const char *rest_format, ...)
{
        va_list arguments;
        char rest[400];

        va_start(arguments, rest_format);
        vsnprintf(rest, sizeof rest, rest_format, arguments);
        va_end(arguments);
        return format("/%s/v1/merchants/%s%s", service, merchant->id, rest);
}

const char *a_consignment(const struct merchant *merchant, int pieces, json_t **shipment)
{
        static const char line[] = "{\"sku\":\"FL-S\",\"title\":\"Fleece - S\",\"product_type\":\"Fleece\",\"vendor\":\"Trail\",\"price\":{\"amount\":12000,\"currency\":\"USD\"}}";
        const char *lines = line;

        for (int i = 1; i < pieces; i++)
                lines = format("%s,%s", lines, line);
        *shipment = expect(201, staff("receiver"), "POST", at(merchant, "intake", "/shipments"), "{\"rma\":\"%s\",\"lines\":[%s]}", unique("RMA"), lines);
        return text_at(*shipment, "shipment_id");
}

struct answer send_csv(const char *as, const char *path, const char *text)
{
        const char *const headers[] = { "Content-Type: text/csv", format("Idempotency-Key: %s", new_uuid()), NULL };

        return call_with(as, "POST", path, headers, text, strlen(text));
}

const char *a_manifest(const struct merchant *merchant, const char *count, const char *text)
{
        struct answer answer = send_csv(merchant->key, at(merchant, "intake", "/manifests?count=%s&reference=%s", count, unique("MAN")), text);

        if (answer.status != 201)
                fail_msg("%d %s", answer.status, answer.text);
        return text_at(answer.json, "shipment.shipment_id");
}

struct piece a_received_unit(const struct merchant *merchant)
{
        json_t *shipment;
        struct piece piece = { .shipment_id = a_consignment(merchant, 1, &shipment) };

        piece.line_id = text_at(shipment, "lines.0.line_id");
        json_t *received = expect(201, staff("receiver"), "POST", at(merchant, "intake", "/shipments/%s/receive", piece.shipment_id),
                                  "{\"line_id\":\"%s\",\"facility_id\":\"%s\"}", piece.line_id, facility());
        piece.unit_id = text_at(received, "unit_id");
        piece.plate = text_at(received, "lpn");
        return piece;
}

char *fixture(const char *name)
{
        static char text[65536];
        FILE *file = fopen(format("tests/fixtures/%s.json", name), "re");

        assert_non_null(file);
        size_t length = fread(text, 1, sizeof text - 1, file);
        fclose(file);
        text[length] = '\0';
        return text;
}

void a_rubric(const struct merchant *merchant)
{
        expect(201, staff("supervisor"), "POST", at(merchant, "grading", "/rubrics"), "{\"product_type\":\"*\",\"body\":%s}", fixture("rubric_apparel"));
}

void grade(const struct merchant *merchant, const char *unit_id, const char *snag)
{
        expect(201, staff("grader"), "POST", at(merchant, "grading", "/units/%s/grades", unit_id),
               "{\"answers\":[{\"question\":\"HY-1\",\"answer\":\"none\"},{\"question\":\"FN-1\",\"answer\":\"all\"},{\"question\":\"SG-3\",\"answer\":\"%s\"}]}", snag);
}

struct piece a_graded_unit(const struct merchant *merchant)
{
        struct piece piece = a_received_unit(merchant);

        a_rubric(merchant);
        grade(merchant, piece.unit_id, "none");
        return piece;
}

const char *a_collection(const struct merchant *merchant, bool final_sale, const char **collection_id)
{
        const char *handle = unique("again");

        *collection_id = text_at(expect(201, staff("lister"), "POST", at(merchant, "listing", "/collections"),
                                        "{\"handle\":\"%s\",\"name\":\"Again\",\"navigation_label\":\"Pre-loved\"}", handle), "collection_id");
        expect(201, staff("lister"), "POST", at(merchant, "listing", "/collections/%s/policies", *collection_id),
               "{\"return_days\":30,\"final_sale\":%s,\"price_shares\":{\"A\":7000,\"B\":5500},\"min_price\":1000,\"auto_publish\":true}", final_sale ? "true" : "false");
        expect(200, staff("lister"), "PATCH", at(merchant, "listing", "/collections/%s", *collection_id), "{\"state\":\"live\"}");
        return handle;
}

static bool has_state(const json_t *json, const void *state) { return text_equal(json_string_value(json_object_get(json, "state")), state); }

void until_state(const struct merchant *merchant, const char *unit_id, const char *state)
{
        eventually(merchant->key, at(merchant, "intake", "/units/%s", unit_id), has_state, state);
}

static bool has_offers(const json_t *json, const void *count) { return json_array_size(json_object_get(json, "items")) == *(const size_t *)count; }

struct answer until_offers(const char *pull, size_t count)
{
        eventually(NULL, pull, has_offers, &count);
        return call(NULL, "GET", pull, NULL);
}

const char *unit_state(const struct merchant *merchant, const char *unit_id)
{
        return text_at(expect(200, merchant->key, "GET", at(merchant, "intake", "/units/%s", unit_id), NULL), "state");
}

struct piece a_listed_unit(const struct merchant *merchant, bool final_sale, const char **listing_id)
{
        const char *collection_id;

        a_collection(merchant, final_sale, &collection_id);
        struct piece piece = a_graded_unit(merchant);
        until_state(merchant, piece.unit_id, "listed");
        json_t *items = value_at(expect(200, merchant->key, "GET", at(merchant, "listing", "/listings"), NULL), "items"), *one;
        size_t i;
        json_array_foreach(items, i, one)
                if (text_equal(text_at(one, "unit_id"), piece.unit_id))
                        *listing_id = text_at(one, "listing_id");
        assert_non_null(*listing_id);
        return piece;
}

const char *an_order(const struct merchant *merchant, const char *listing_id, const char *claim_id)
{
        const char *claim = claim_id ? format(",\"claim_id\":\"%s\"", claim_id) : "";

        return text_at(expect(201, merchant->key, "POST", at(merchant, "fulfillment", "/orders"),
                              "{\"provider_order_id\":\"%s\",\"order_name\":\"#1\",\"currency\":\"USD\",\"email\":\"b@example.com\",\"customer\":{\"name\":\"B\"},"
                              "\"lines\":[{\"listing_id\":\"%s\"%s}]}", unique("o"), listing_id, claim), "order_id");
}

const char *a_shipped_parcel(const struct merchant *merchant, const char *order_id, const char *plate, const char *tracking)
{
        expect(200, staff("fulfilment"), "POST", at(merchant, "fulfillment", "/orders/%s/pick", order_id), "{\"code\":\"%s\"}", plate);
        const char *parcel = text_at(expect(201, staff("fulfilment"), "POST", at(merchant, "fulfillment", "/orders/%s/parcels", order_id), "{\"codes\":[\"%s\"]}", plate),
                                     "parcel_id");
        expect(200, staff("fulfilment"), "POST", at(merchant, "fulfillment", "/parcels/%s/ship", parcel), "{\"carrier\":\"UPS\",\"tracking_number\":\"%s\"}", tracking);
        return parcel;
}

size_t count_of(const char *as, const char *path)
{
        return json_array_size(value_at(expect(200, as, "GET", path, NULL), "items"));
}

static void check_repeat(const struct answer *first, const struct answer *again, const char *method, const char *path)
{
        if (again->status != first->status || !text_equal(again->text, first->text) || !text_equal(answer_header(again, "Idempotent-Replayed"), "true"))
                fail_msg("%s %s, repeated: %d %s after %d %s", method, path, again->status, again->text, first->status, first->text);
}

json_t *done_once(int status, const char *as, const char *method, const char *path, const char *body_format, ...)
{
        const char *headers[] = { format("Idempotency-Key: %s", new_uuid()), NULL };
        va_list arguments;
        char *body = NULL;

        va_start(arguments, body_format);
        int length = body_format ? vasprintf(&body, body_format, arguments) : 0;
        va_end(arguments);
        assert_true(length >= 0);
        struct answer first = call_with(as, method, path, headers, body, (size_t)length);
        if (first.status != status)
                fail_msg("%s %s: expected %d, got %d %s", method, path, status, first.status, first.text);
        struct answer again = call_with(as, method, path, headers, body, (size_t)length);
        check_repeat(&first, &again, method, path);
        if (body) {
                const char *other = format("%.*s ", length, body);
                struct answer refused = call_with(as, method, path, headers, other, (size_t)length + 1);
                assert_int_equal(refused.status, 409);
                assert_string_equal(text_at(refused.json, "code"), "idempotency-key-reused");
        }
        free(body);
        return first.json;
}

const char *a_claim(const struct merchant *merchant, const char *listing_id)
{
        return text_at(expect(201, merchant->key, "POST", at(merchant, "fulfillment", "/claims"), "{\"listing_id\":\"%s\",\"minutes\":5}", listing_id), "claim_id");
}

const char webhook_secret[] = "a secret of sixteen";

void connect_source(const struct merchant *merchant, const char *source)
{
        expect(204, merchant->key, "PUT", at(merchant, "fulfillment", "/connections/%s", source), "{\"secret\":\"%s\"}", webhook_secret);
}

void hold(const struct merchant *merchant, const char *unit_id)
{
        expect(200, staff("supervisor"), "POST", at(merchant, "intake", "/units/%s/hold", unit_id), "{\"reason\":\"recall\"}");
}

void release_hold(const struct merchant *merchant, const char *unit_id)
{
        expect(200, staff("supervisor"), "POST", at(merchant, "intake", "/units/%s/release", unit_id), "{\"reason\":\"cleared\"}");
}

json_t *books(const struct merchant *merchant, const char *unit_id)
{
        json_t *json = expect(200, merchant->key, "GET", at(merchant, "fulfillment", "/units/%s/books", unit_id), NULL), *posting;
        int64_t sum = 0;
        size_t i;

        json_array_foreach(value_at(json, "postings"), i, posting) {
                assert_string_equal(text_at(posting, "amount.currency"), text_at(json, "postings.0.amount.currency"));
                sum += integer_at(posting, "amount.amount");
        }
        assert_int_equal(sum, 0);
        return json;
}

static void *run_racer(void *context)
{
        struct racer *racer = context;

        without_faults();
        racer->status = (racer->body ? call(racer->as, "POST", racer->path, "%s", racer->body) : call(racer->as, "POST", racer->path, NULL)).status;
        api_teardown(NULL);   /* what the thread made */
        return NULL;
}

void race(struct racer *racer, size_t count)
{
        pthread_t thread[RACERS_MAX];

        assert_true(count <= RACERS_MAX);
        for (size_t i = 0; i < count; i++)
                assert_int_equal(pthread_create(&thread[i], NULL, run_racer, &racer[i]), 0);
        for (size_t i = 0; i < count; i++)
                pthread_join(thread[i], NULL);
}
