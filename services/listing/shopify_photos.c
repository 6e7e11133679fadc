/* Photos of an offer, each sent once: staged, uploaded, made a file, and waited for until Shopify has worked on it. */
#include "listing_sql.h"
#include "resale/id.h"
#include "resale/store.h"
#include "shopify_product.h"

enum { PHOTOS_MAX = 20, SETTLE_MS = 2000 };

struct photo { struct uuid photo_id; const char *sha256, *alt, *source, *gid; bool ready; };
static const struct field photo_fields[] = {
        FIELD(struct photo, photo_id), FIELD(struct photo, sha256), FIELD(struct photo, alt), FIELD(struct photo, source), FIELD(struct photo, gid), FIELD(struct photo, ready),
};
static const struct shape photo_shape = SHAPE(struct photo, photo_fields);

static enum problem photos_of(const struct shop *s, const struct product *p, struct list *photos)
{
        return db_many(s->db, s->arena, &sql_list_shopify_photos, DB_ARGS(db_uuid(&s->merchant_id), db_uuid(&s->connection_id), db_uuid(&p->listing_id)), &photo_shape, photos);
}

static enum problem save(const struct shop *s, const struct product *p, const struct photo *photo)
{
        return db_exec(s->db, &sql_save_shopify_photo, DB_ARGS(db_uuid(&s->merchant_id), db_uuid(&s->connection_id), db_uuid(&p->listing_id), db_uuid(&photo->photo_id),
                                                               db_text(photo->source), db_text(photo->gid), db_bool(photo->ready)), NULL);
}

/* A target that fails is asked for anew, later: what is uploaded already stays. */
static enum problem upload(struct shop *s, struct product *p, const struct doc *target, struct photo *photo, const struct staged *file)
{
        int status;

        photo->source = shop_upload(s, target, file, &status);
        if (photo->source)
                return save(s, p, photo);
        product_refused(s, p, &(struct reply){ .code = "INTERNAL", .words = arena_printf(s->arena, "A photo could not be uploaded (%d).", status) });
        return PROBLEM_OK;
}

struct missing { struct photo *photo[PHOTOS_MAX]; struct staged file[PHOTOS_MAX]; size_t count; };

/* One that the store has lost keeps back this product only. */
static void find_missing(struct shop *s, struct product *p, const struct list *photos, struct missing *missing)
{
        struct photo *photo = photos->item;

        for (size_t i = 0; i < photos->count && missing->count < PHOTOS_MAX; i++) {
                struct staged *file = &missing->file[missing->count];
                if (photo[i].source || photo[i].gid)
                        continue;
                *file = (struct staged){ .name = arena_printf(s->arena, "%s.jpg", photo[i].photo_id.text), .media_type = "image/jpeg" };
                if (store_get(s->arena, photo[i].sha256, &file->blob) == PROBLEM_OK)
                        missing->photo[missing->count++] = &photo[i];
                else
                        product_refused(s, p, &(struct reply){ .said = SAID_NO, .code = "PHOTO", .words = "A photo cannot be read here. Take it again, or push the listing again when it can." });
        }
}

static enum problem send_missing(struct shop *s, struct product *p, struct missing *missing)
{
        struct reply reply;

        TRY(shop_ask(s, "staged_uploads", shop_staging(s->arena, "IMAGE", missing->file, missing->count), &reply));
        if (reply.said != SAID_YES) {
                product_refused(s, p, &reply);
                return PROBLEM_OK;
        }
        for (size_t i = 0; i < missing->count && !p->problem; i++)
                TRY(upload(s, p, doc_item(doc_get(reply.data, "stagedTargets"), i), missing->photo[i], &missing->file[i]));
        return PROBLEM_OK;
}

enum problem photos_upload(struct shop *s, struct product *p)
{
        struct missing missing = { 0 };
        struct list photos;

        TRY(db_exec(s->db, &sql_take_shopify_photos, DB_ARGS(db_uuid(&s->merchant_id), db_uuid(&s->connection_id), db_uuid(&p->listing_id), db_text(p->fragment)), NULL));
        TRY(photos_of(s, p, &photos));
        find_missing(s, p, &photos, &missing);
        if (missing.count && !p->problem)
                TRY(send_missing(s, p, &missing));
        if (!p->problem && s->wait_ms == 0)
                product_goes_on(p, photos.count ? "files" : "product");
        return PROBLEM_OK;
}

/* --- files --- */

/* By a name of its own that replaces itself, so that it is there once however often it is asked for. */
static const char *new_files(struct arena *arena, struct photo *const *photo, size_t count)
{
        struct buffer out = { .arena = arena };

        buffer_text(&out, "{\"files\":[");
        for (size_t i = 0; i < count; i++)
                buffer_printf(&out, "%s{\"originalSource\":%s,\"filename\":\"%s.jpg\",\"contentType\":\"IMAGE\",\"duplicateResolutionMode\":\"REPLACE\",\"alt\":%s}", i ? "," : "",
                              json_quote(arena, photo[i]->source), photo[i]->photo_id.text, json_quote(arena, photo[i]->alt));
        buffer_text(&out, "]}");
        return out.text;
}

static enum problem make_files(struct shop *s, struct product *p, struct photo *const *photo, size_t count)
{
        struct reply reply;

        TRY(shop_ask(s, "file_create", new_files(s->arena, photo, count), &reply));
        if (reply.said != SAID_YES) {
                product_refused(s, p, &reply);
                return PROBLEM_OK;
        }
        for (size_t i = 0; i < count; i++) {
                const struct doc *file = doc_item(doc_get(reply.data, "files"), i);
                photo[i]->gid = doc_string(doc_get(file, "id"));
                photo[i]->ready = text_equal(doc_string(doc_get(file, "fileStatus")), "READY");
                TRY(save(s, p, photo[i]));
        }
        p->wait_ms = 0;
        return PROBLEM_OK;
}

static enum problem take_status(struct shop *s, struct product *p, struct photo *photo, const struct doc *file)
{
        const char *status = doc_string(doc_get(file, "fileStatus")), *why = doc_string(doc_get(doc_item(doc_get(file, "fileErrors"), 0), "message"));

        if (text_equal(status, "FAILED") || !doc_get(file, "id")) {
                photo->source = photo->gid = NULL;   /* uploaded anew when it is pushed again */
                product_refused(s, p, &(struct reply){ .said = SAID_NO, .code = "PHOTO", .words = arena_printf(s->arena, "Shopify could not use a photo: %s", why ? why : "it does not say why.") });
                return save(s, p, photo);
        }
        photo->ready = text_equal(status, "READY");
        return photo->ready ? save(s, p, photo) : PROBLEM_OK;
}

static enum problem ask_after(struct shop *s, struct product *p, struct photo *const *photo, size_t count)
{
        struct buffer ids = { .arena = s->arena };
        struct reply reply;
        bool all = true;

        buffer_text(&ids, "{\"ids\":[");
        for (size_t i = 0; i < count; i++)
                buffer_printf(&ids, "%s%s", i ? "," : "", json_quote(s->arena, photo[i]->gid));
        buffer_text(&ids, "]}");
        TRY(shop_ask(s, "file_status", ids.text, &reply));
        if (reply.said != SAID_YES) {
                product_refused(s, p, &reply);
                return PROBLEM_OK;
        }
        for (size_t i = 0; i < count && !p->problem; i++) {
                TRY(take_status(s, p, photo[i], doc_item(reply.data, i)));
                all = all && photo[i]->ready;
        }
        p->wait_ms = p->problem ? -1 : all ? 0 : SETTLE_MS;
        return PROBLEM_OK;
}

enum problem photos_settle(struct shop *s, struct product *p)
{
        struct photo *fresh[PHOTOS_MAX], *working[PHOTOS_MAX], *photo;
        size_t to_make = 0, to_ask = 0;
        struct list photos;

        TRY(photos_of(s, p, &photos));
        photo = photos.item;
        for (size_t i = 0; i < photos.count && i < PHOTOS_MAX; i++)
                if (!photo[i].gid && photo[i].source)
                        fresh[to_make++] = &photo[i];
                else if (photo[i].gid && !photo[i].ready)
                        working[to_ask++] = &photo[i];
        if (to_make)
                return make_files(s, p, fresh, to_make);
        if (to_ask)
                return ask_after(s, p, working, to_ask);
        product_goes_on(p, "product");
        return PROBLEM_OK;
}

enum problem photos_files(struct shop *s, const struct product *p, const char **json)
{
        struct buffer out = { .arena = s->arena };
        struct list photos;

        TRY(photos_of(s, p, &photos));
        const struct photo *photo = photos.item;
        buffer_text(&out, "[");
        for (size_t i = 0; i < photos.count; i++)
                if (photo[i].gid)
                        buffer_printf(&out, "%s{\"id\":%s}", out.length > 1 ? "," : "", json_quote(s->arena, photo[i].gid));
        buffer_text(&out, "]");
        *json = out.text;
        return PROBLEM_OK;
}
