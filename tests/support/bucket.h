#ifndef TESTS_BUCKET_H
#define TESTS_BUCKET_H

#include <stddef.h>

/*
 * A stand-in for an S3-compatible store on loopback, with one bucket "photos", the key id "AKIDTEST" and the secret "the secret of the bucket", in "eu-test-1".
 * It works out AWS Signature Version 4 from what it receives, as Amazon describes it, and answers 403 when the request is signed otherwise.
 */
struct bucket;

struct bucket *bucket_start(void);
const char *bucket_url(const struct bucket *bucket);
size_t bucket_count(struct bucket *bucket);               /* objects */
size_t bucket_refused(struct bucket *bucket);             /* requests that were signed wrong */
void bucket_fails(struct bucket *bucket, int status);     /* from now on it answers so; 0: it works */
void bucket_stop(struct bucket *bucket);

#endif
