#ifndef STORE_PRIVATE_H
#define STORE_PRIVATE_H

#include "resale/store.h"

enum { BLOB_MAX = 16 << 20 };

/* Each answers STORE_UNAVAILABLE when it cannot tell; get: *blob without bytes when there is none. */
bool disk_check(const char *folder);
enum problem disk_put(struct arena *arena, const char *folder, const char *hash, const void *bytes, size_t length) MUST_USE;
enum problem disk_get(struct arena *arena, const char *folder, const char *hash, struct blob *blob) MUST_USE;

bool s3_check(void);
enum problem s3_put(struct arena *arena, const char *hash, const void *bytes, size_t length) MUST_USE;
enum problem s3_get(struct arena *arena, const char *hash, struct blob *blob) MUST_USE;

#endif
