#ifndef RESALE_STORE_H
#define RESALE_STORE_H

#include "resale/arena.h"
#include "resale/problem.h"

/*
 * Blobs named by the SHA-256 of their bytes: files below RESALE_STORE, or objects of an S3-compatible bucket when RESALE_S3_ENDPOINT is set. Replicas share the
 * folder (a volume) or the bucket. What is there never changes; the same bytes are kept once. Any thread may call.
 */
struct blob { const void *bytes; size_t length; };   /* of the arena */

/* Once, before the others: is it usable? What is wrong is logged, and the calls below answer STORE_UNAVAILABLE until it is mended. */
void store_check(void);

/* Durable when it returns OK; a crash leaves no half of it. `hash` gets 64 hex digits and a NUL. STORE_UNAVAILABLE. */
enum problem store_put(struct arena *arena, const void *bytes, size_t length, char hash[65]) MUST_USE;

/* STORE_UNAVAILABLE; INTERNAL (logged) when it is not there, or is not what its name says. */
enum problem store_get(struct arena *arena, const char *hash, struct blob *blob) MUST_USE;

#endif
