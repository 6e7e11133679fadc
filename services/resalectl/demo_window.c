/* The shop window: pieces that stay on sale when the loop was played, each with what it has been through. */
#include "demo.h"

#define GIVE(question, answer) "{\"question\":\"" question "\",\"answer\":\"" answer "\"}"
#define MEASURE(question, answer, mm) "{\"question\":\"" question "\",\"answer\":\"" answer "\",\"measure\":" #mm ",\"unit\":\"mm\"}"
#define CLEAN GIVE("OV-2", "clean") "," GIVE("OV-3", "all")
#define WORN CLEAN "," GIVE("OV-1", "near") "," GIVE("HL-1", "none") "," GIVE("FD-1", "held")

static const struct { const char *line, *title, *answers, *question, *place, *grade; struct piece_look look; } pieces[] = {
        { "\"sku\":\"JK-L\",\"title\":\"Trail Jacket, moss - L\",\"product_type\":\"Jacket\",\"price\":{\"amount\":18000,\"currency\":\"USD\"}", "Trail Jacket - L",
          GIVE("OV-2", "soiled") "," GIVE("OV-3", "all") "," GIVE("OV-1", "new") "," GIVE("HY-1", "none") "," MEASURE("ST-1", "stain", 12) "," GIVE("HR-1", "none"), "ST-1", "left sleeve", "C",
          { &garment_jacket, { 70, 104, 88 }, 'L', { STAIN, { .30f, .02f } } } },
        { "\"sku\":\"SW-M\",\"title\":\"Merino Sweater, rust - M\",\"product_type\":\"Knitwear\",\"price\":{\"amount\":14000,\"currency\":\"USD\"}", "Sweater - M",
          WORN "," MEASURE("SG-3", "snag", 8) "," GIVE("PL-1", "none") "," GIVE("SH-1", "kept"), "SG-3", "front", "B",
          { &garment_sweater, { 178, 92, 66 }, 'M', { SNAG, { -.11f, .13f } } } },
        { "\"sku\":\"SH-M\",\"title\":\"Field Shirt, sky check - M\",\"product_type\":\"Shirt\",\"price\":{\"amount\":9000,\"currency\":\"USD\"}", "Field Shirt - M",
          CLEAN "," GIVE("OV-1", "new"), NULL, NULL, "A", { &garment_shirt, { 120, 146, 172 }, 'M', { 0 } } },
        { "\"sku\":\"BN-1\",\"title\":\"Ribbed Beanie, heather\",\"product_type\":\"Beanie\",\"price\":{\"amount\":4500,\"currency\":\"USD\"}", "Beanie",
          WORN "," GIVE("SG-3", "none") "," GIVE("PL-1", "light") "," GIVE("SH-1", "kept"), "PL-1", "front", "B",
          { &garment_beanie, { 112, 96, 132 }, 'M', { PILLS, { -.12f, -.10f } } } },
        { "\"sku\":\"DP-22\",\"title\":\"Day Pack 22 l, ochre\",\"product_type\":\"Bag\",\"price\":{\"amount\":13000,\"currency\":\"USD\"}", "Day Pack",
          WORN "," MEASURE("SC-1", "scuff", 14) "," GIVE("CO-1", "none") "," GIVE("HA-1", "none") "," GIVE("HW-1", "none"), "SC-1", "front, lower right corner", "B",
          { &garment_pack, { 196, 150, 62 }, 'L', { SCUFF, { .19f, .34f } } } },
};

enum { PIECES = ARRAY_LEN(pieces) };

void demo_window_receive(struct demo *d)
{
        struct buffer lines = { .arena = d->arena };
        const char *plate;

        d->window = arena_alloc(d->arena, PIECES * sizeof *d->window);
        for (size_t i = 0; i < PIECES; i++)
                buffer_printf(&lines, "%s{%s}", i ? "," : "", pieces[i].line);
        const struct doc *json = demo_call(d, 201, d->floor, "POST", demo_path(d, "intake", "/shipments"), arena_printf(d->arena, "{\"rma\":\"WIN-%s\",\"lines\":[%s]}", d->run, lines.text));
        for (size_t i = 0; i < PIECES; i++) {
                const char *line_id = demo_text(d, doc_item(doc_get(json, "lines"), i), "line_id");
                d->window[i].look = &pieces[i].look;
                d->window[i].unit = demo_receive(d, demo_text(d, json, "shipment_id"), "receive",
                                                 arena_printf(d->arena, "{\"line_id\":\"%s\",\"facility_id\":\"%s\"}", line_id, d->facility_id), &plate);
        }
        demo_say("and one of %d pieces for the shop window", PIECES);
}

void demo_window_take(struct demo *d)
{
        for (size_t i = 0; i < PIECES; i++)
                demo_take(d, &d->window[i]);
        demo_taken(d, d->window, PIECES);
}

/* What work would make better is offered as it is all the same: a person may. */
void demo_window_grade(struct demo *d)
{
        size_t by_hand = 0;

        for (size_t i = 0; i < PIECES; i++) {
                const char *unit = d->window[i].unit, *pinned = pieces[i].question ? demo_pinned(d, &d->window[i], pieces[i].question, pieces[i].place) : "";
                if (text_equal(demo_grade(d, unit, pieces[i].title, pieces[i].answers, pinned, pieces[i].grade), "resell"))
                        continue;
                demo_call(d, 201, d->key, "POST", demo_path(d, "listing", "/listings"), arena_printf(d->arena, "{\"unit_id\":\"%s\",\"collection_id\":\"%s\"}", unit, d->collection_id));
                by_hand++;
        }
        if (by_hand)
                demo_say("offered as they are, by hand: %zu", by_hand);
}
