/* Photos of the demo's pieces, sent as a station sends them. */
#include "demo.h"
#include "resale/crypto.h"

enum { BESIDE = 6400 };   /* of what is in the middle of a close-up, which a pin on it would hide */
static const char *const shots[] = { [VIEW_FRONT] = "Front", [VIEW_BACK] = "Back", [VIEW_TAG] = "Tag", [VIEW_DEFECT] = "Defect" };

static const char *uploads(struct demo *d, const char *unit, const char *upload)
{
        return demo_path(d, "intake", arena_printf(d->arena, "/units/%s/photo-uploads%s%s", unit, upload ? "/" : "", upload ? upload : ""));
}

static const char *upload(struct demo *d, const char *unit, const char *shot, const struct photo_image *image)
{
        char hash[65];

        sha256_hex(image->bytes, image->length, hash);
        const struct doc *json = demo_call(d, 201, d->bench, "POST", uploads(d, unit, NULL),
                                           arena_printf(d->arena, "{\"shot\":\"%s\",\"size\":%zu,\"sha256\":\"%s\"}", shot, image->length, hash));
        const char *id = demo_text(d, json, "upload_id");
        demo_send(d, d->bench, arena_printf(d->arena, "%s?offset=0", uploads(d, unit, id)), image->bytes, image->length);
        return id;
}

void demo_take(struct demo *d, struct taken *taken)
{
        for (size_t view = 0; view < ARRAY_LEN(shots); view++) {
                if (view == VIEW_DEFECT && taken->look->flaw.kind == FLAWLESS)
                        continue;
                if (!taken->image[view].bytes)
                        picture_draw(d->arena, taken->look, (enum view)view, &taken->image[view]);
                taken->photo[view] = upload(d, taken->unit, shots[view], &taken->image[view]);
        }
}

void demo_taken(struct demo *d, const struct taken *taken, size_t count)
{
        for (size_t i = 0; i < count; i++)
                for (size_t view = 0; view < ARRAY_LEN(shots); view++)
                        if (taken[i].photo[view])
                                demo_until(d, d->bench, uploads(d, taken[i].unit, taken[i].photo[view]), "state", "done");
}

const char *demo_pinned(struct demo *d, const struct taken *taken, const char *question, const char *place)
{
        struct point pin = picture_pin(taken->look);

        return arena_printf(d->arena, "{\"question\":\"%s\",\"place\":\"%s\",\"pins\":[{\"photo_id\":\"%s\",\"x\":%d,\"y\":%d},{\"photo_id\":\"%s\",\"x\":%d,\"y\":%d}]}", question,
                            place, taken->photo[VIEW_FRONT], (int)pin.x, (int)pin.y, taken->photo[VIEW_DEFECT], BESIDE, BESIDE);
}
