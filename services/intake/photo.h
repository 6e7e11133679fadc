#ifndef INTAKE_PHOTO_H
#define INTAKE_PHOTO_H

#include "resale/db.h"
#include "resale/json.h"

enum { PART_MAX = 262144, PHOTOS_MAX = 40, SHOT_MAX = 60 };   /* bytes of a part, photos of a unit on one trip, bytes of the name of a shot */

/* --- uploads: begun, sent in parts, worked on, done or refused --- */

struct upload_wish {
        struct uuid merchant_id, unit_id, replaces;     /* replaces: a photo of the unit that this one is taken instead of, or "" */
        const char *shot, *sha256, *actor;              /* sha256 of all its bytes, in hex; NULL: not said */
        int64_t size;                                   /* bytes */
};
struct upload { struct uuid upload_id, unit_id; const char *shot, *state, *problem, *detail; int64_t size, offset; };
extern const struct shape upload_shape;

/* UNIT_NOT_FOUND, PHOTO_NOT_FOUND (what it replaces), PHOTO_LIMIT. */
enum problem upload_begin(struct db *db, struct arena *arena, const struct upload_wish *wish, struct upload *upload) MUST_USE;
enum problem upload_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const struct uuid *upload_id,
                         struct upload *upload) MUST_USE;   /* UPLOAD_NOT_FOUND */

struct upload_part { struct uuid merchant_id, unit_id, upload_id; int64_t offset; const char *bytes; size_t length; };
/*
 * The next part; *upload is how it stands afterwards. A part that came before changes nothing. UPLOAD_NOT_FOUND; UPLOAD_OFFSET, NOT_A_JPEG, PHOTO_TOO_LARGE,
 * with *why for a person.
 */
enum problem upload_append(struct db *db, struct arena *arena, const struct upload_part *part, struct upload *upload, const char **why) MUST_USE;

/*
 * Background steps. An upload that is whole is made into a photo: checked, encoded anew, put into the store, and only then noted. It is tried until that is
 * done, and the same bytes give the same blobs: so a crash between the two leaves nothing behind that nobody knows of.
 */
enum problem photo_step(struct db *db, struct arena *arena, bool *more) MUST_USE;
enum problem upload_expiry_step(struct db *db, struct arena *arena, bool *more) MUST_USE;

/* --- photos --- */

enum photo_size { PHOTO_SIZE_SMALL, PHOTO_SIZE_MEDIUM, PHOTO_SIZE_FULL };
/* The hash by which the store has it. PHOTO_NOT_FOUND. */
enum problem photo_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const struct uuid *photo_id,
                        enum photo_size size, const char **hash) MUST_USE;

/* --- shot lists --- */

struct shot { const char *name, *hint; int outline; bool optional, internal; };   /* optional: when there is such a thing, and then as often; internal: no offer shows it */
extern const struct shape shot_shape;
struct shot_list { const char *product_type; struct list shots; };   /* of struct shot */

/* {"product_type", "version", "shots"}; UNIT_NOT_FOUND. */
enum problem shots_of_unit(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const char **json) MUST_USE;
enum problem shot_lists(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char **json) MUST_USE;   /* MERCHANT_NOT_FOUND */
/* The next version, or the newest when it says the same. MERCHANT_NOT_FOUND; INVALID_FIELD: two shots of one name, *fault says which. */
enum problem shot_list_set(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct shot_list *list, const char *actor,
                           const char **json, struct json_fault *fault) MUST_USE;

#endif
