#include "shop.h"

#include "listing_sql.h"
#include "resale/id.h"
#include "resale/json.h"
#include "shopper.h"
#include "storefront.h"
#include "structured.h"

enum { SIMILAR = 4 };

struct offered { struct uuid listing_id; const char *fragment, *lpn, *warranty_terms; bool offered, reserved; };
static const struct field offered_fields[] = {
        FIELD(struct offered, listing_id), FIELD(struct offered, fragment), FIELD(struct offered, lpn), FIELD(struct offered, warranty_terms),
        FIELD(struct offered, offered), FIELD(struct offered, reserved),
};
static const struct shape offered_shape = SHAPE(struct offered, offered_fields);

static const char *describe(struct arena *arena, const struct feed_item *item)
{
        return arena_printf(arena, "%s%s%s. %s, %s. %s", item->title, item->size ? ", size " : "", item->size ? item->size : "", condition_label(item->condition),
                            price_words(arena, &item->price), return_words(arena, item->final_sale, item->return_days));
}

static const char *offer_json(struct arena *arena, const struct shop *shop, const struct programme *programme, const struct offered *offered, const struct doc *offer, const char *buy)
{
        struct buffer out = { .arena = arena }, whole = { .arena = arena };
        struct feed_item item;
        struct plate plate;
        char printed[PLATE_PRINTED + 1];

        feed_item_read(offer, &item);
        buffer_text(&out, "{");
        add_meta(&out, arena_printf(arena, "%s · %s", item.title, programme->name), describe(arena, &item), shop_offer(arena, shop, &item));
        add_shop(&out, programme);
        add_offer(&whole, shop, offer);
        add_member(&out, "offer", whole.text);
        add_text(&out, "warranty_terms", offered->warranty_terms);
        add_text(&out, "buy", buy);
        add_text(&out, "image", shop_photo(arena, shop, &item, 0));
        add_text(&out, "structured", structured_product(arena, offer, shop));
        if (plate_parse(offered->lpn, &plate)) {
                plate_print(&plate, printed);
                add_text(&out, "plate", printed);
                add_text(&out, "passport", arena_printf(arena, "/u/%s", plate.text));
        }
        buffer_text(&out, "}");
        return out.text;
}

/* --- what is like it --- */

/* Of the same kind, else the newest. */
static enum problem find_similar(struct db *db, struct arena *arena, const struct shop_wish *wish, const char *type, const struct doc **offers)
{
        struct pull_query query = { .types = { type ? 1 : 0, &type }, .price_min = -1, .price_max = -1, .limit = SIMILAR, .sort = PULL_NEWEST };
        const char *next;

        TRY(shop_pull(db, arena, wish, &query, offers, &next));
        if (doc_count(*offers))
                return PROBLEM_OK;
        query.types.count = 0;
        return shop_pull(db, arena, wish, &query, offers, &next);
}

static enum problem gone_json(struct db *db, struct arena *arena, const struct shop_wish *wish, const struct programme *programme, const struct doc *offer, struct offer_page *page)
{
        struct shop shop = { .origin = wish->origin, .handle = programme->handle };
        struct buffer out = { .arena = arena };
        struct feed_item item;
        const struct doc *others;

        feed_item_read(offer, &item);
        TRY(find_similar(db, arena, wish, item.product_type, &others));
        buffer_text(&out, "{");
        add_meta(&out, arena_printf(arena, "%s · %s", item.title, programme->name), NULL, NULL);
        add_shop(&out, programme);
        add_text(&out, "gone", item.title);
        add_member(&out, "reserved", page->reserved ? "true" : "false");
        add_cards(&out, &shop, others);
        buffer_text(&out, "}");
        page->json = out.text;
        return PROBLEM_OK;
}

enum problem shop_offer_page(struct db *db, struct arena *arena, const struct shop_wish *wish, const char *handle, struct offer_page *page)
{
        struct programme programme;
        struct offered offered;
        struct json_fault fault;
        const struct doc *offer;

        TRY(db_one(db, arena, &sql_select_offered, DB_ARGS(db_uuid(&wish->collection->merchant_id), db_uuid(&wish->collection->collection_id), db_text(handle)), &offered_shape, &offered,
                   PROBLEM_LISTING_NOT_FOUND));
        TRY(programme_read(db, arena, &wish->collection->merchant_id, &wish->collection->collection_id, &programme));
        TRY(doc_parse(arena, offered.fragment, strlen(offered.fragment), &offer, &fault));
        *page = (struct offer_page){ .gone = !offered.offered, .reserved = offered.reserved };
        if (page->gone)
                return gone_json(db, arena, wish, &programme, offer, page);
        struct shop shop = { .origin = wish->origin, .handle = programme.handle, .name = programme.merchant_name, .description = programme.description,
                             .countries = programme.countries.text };
        page->json = offer_json(arena, &shop, &programme, &offered, offer, storefront_address(arena, programme.product_url, offer));
        return PROBLEM_OK;
}
