#include "support/work.h"

const char *order_path(const struct merchant *merchant, const char *id, const char *act) { return at(merchant, "grading", "/work-orders/%s%s", id, act); }

static const char *an_order_that(const struct merchant *merchant, const char *unit_id, const char *operation, const char *start)
{
        return text_at(expect(201, staff("technician"), "POST", at(merchant, "grading", "/units/%s/work-orders", unit_id), "{\"operations\":[{\"operation\":\"%s\"}],\"start\":\"%s\"}",
                              operation, start), "work_order_id");
}

const char *a_planned_order(const struct merchant *merchant, const char *unit_id, const char *operation) { return an_order_that(merchant, unit_id, operation, "later"); }
const char *a_started_order(const struct merchant *merchant, const char *unit_id, const char *operation) { return an_order_that(merchant, unit_id, operation, "now"); }
json_t *the_order(const struct merchant *merchant, const char *id) { return expect(200, merchant->key, "GET", order_path(merchant, id, ""), NULL); }

void an_operation(const struct merchant *merchant, const char *code, const char *members)
{
        expect(201, staff("supervisor"), "POST", at(merchant, "grading", "/operations"),
               "{\"code\":\"%s\",\"product_type\":\"*\",\"body\":{\"name\":\"Mend\",\"minutes\":10%s%s}}", code, *members ? "," : "", members);
}

const char *a_facility(void)
{
        return text_at(expect(201, staff("administrator"), "POST", "/accounts/v1/facilities", "{\"name\":\"%s\",\"time_zone\":\"UTC\",\"address\":{\"address1\":\"1 Main\"}}", unique("Site")),
                       "facility_id");
}

struct piece a_unit_at(const struct merchant *merchant, const char *facility_id)
{
        json_t *shipment;
        struct piece piece = { .shipment_id = a_consignment(merchant, 1, &shipment) };

        piece.line_id = text_at(shipment, "lines.0.line_id");
        json_t *received = expect(201, staff("receiver"), "POST", at(merchant, "intake", "/shipments/%s/receive", piece.shipment_id),
                                  "{\"line_id\":\"%s\",\"facility_id\":\"%s\"}", piece.line_id, facility_id);
        piece.unit_id = text_at(received, "unit_id");
        piece.plate = text_at(received, "lpn");
        return piece;
}

const char *part_path(const char *facility_id, const char *code, const char *rest) { return format("/grading/v1/facilities/%s/parts/%s%s", facility_id, code, rest); }

const char *a_part(const char *facility_id, int64_t cost, int stock)
{
        static int number;
        const char *code = format("ZIP-%d", ++number);

        expect(201, staff("technician"), "POST", format("/grading/v1/facilities/%s/parts", facility_id),
               "{\"code\":\"%s\",\"name\":\"Zip\",\"unit_cost\":{\"amount\":%lld,\"currency\":\"USD\"},\"low\":1}", code, (long long)cost);
        if (stock)
                expect(201, staff("technician"), "POST", part_path(facility_id, code, "/receipts"), "{\"quantity\":%d}", stock);
        return code;
}
