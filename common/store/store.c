#include "resale/config.h"
#include "resale/crypto.h"
#include "resale/log.h"
#include "store_private.h"

static bool in_bucket(void) { return config_text(SETTING_RESALE_S3_ENDPOINT) != NULL; }
static const char *folder(void) { return config_text(SETTING_RESALE_STORE); }

void store_check(void)
{
        if (in_bucket() ? !s3_check() : !disk_check(folder()))
                log_line(LOG_ERROR, "store", NULL, "photos can neither be kept nor shown until this is mended");
}

enum problem store_put(struct arena *arena, const void *bytes, size_t length, char hash[65])
{
        sha256_hex(bytes, length, hash);
        return in_bucket() ? s3_put(arena, hash, bytes, length) : disk_put(arena, folder(), hash, bytes, length);
}

enum problem store_get(struct arena *arena, const char *hash, struct blob *blob)
{
        char found[65];

        *blob = (struct blob){ 0 };
        TRY(in_bucket() ? s3_get(arena, hash, blob) : disk_get(arena, folder(), hash, blob));
        if (blob->bytes)
                sha256_hex(blob->bytes, blob->length, found);
        if (blob->bytes && text_equal(found, hash))
                return PROBLEM_OK;
        log_line(LOG_ERROR, "store", NULL, "%s %s", hash, blob->bytes ? "is not what its name says" : "is missing");
        return PROBLEM_INTERNAL;
}
