/* Blobs by their hash: in a folder, and in a bucket. */
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "resale/config.h"
#include "resale/log.h"
#include "resale/store.h"
#include "support/bucket.h"
#include "support/unit.h"

static const char *use_folder(void)
{
        char name[] = "/tmp/resale-store-test.XXXXXX";

        assert_non_null(mkdtemp(name));
        const char *folder = arena_printf(test_memory, "%s/store", name);
        config_set(SETTING_RESALE_STORE, folder);
        config_set(SETTING_RESALE_S3_ENDPOINT, NULL);
        store_check();
        return folder;
}

static void drop(const char *folder)
{
        assert_int_equal(system(arena_printf(test_memory, "rm -rf \"$(dirname %s)\"", folder)), 0);
}

static const char *kept(const char *text)
{
        char *hash = arena_alloc(test_memory, 65);

        assert_int_equal(store_put(test_memory, text, strlen(text), hash), PROBLEM_OK);
        return hash;
}

static void expect_blob(const char *hash, const char *text)
{
        struct blob blob;

        assert_int_equal(store_get(test_memory, hash, &blob), PROBLEM_OK);
        assert_int_equal(blob.length, strlen(text));
        assert_memory_equal(blob.bytes, text, blob.length);
}

static const char *path_of(const char *folder, const char *hash) { return arena_printf(test_memory, "%s/%.2s/%s", folder, hash, hash); }

static void a_blob_is_found_by_its_hash(void **state)
{
        const char *folder = use_folder(), *hash = kept("a photo");
        struct blob blob;

        (void)state;
        assert_string_equal(hash, "d4e24d749a4fe2f161af2de913c0402b04e3ae287dafd0f9dbfa4a5c56c69285");
        expect_blob(hash, "a photo");
        assert_string_equal(kept("a photo"), hash);
        assert_int_equal(access(path_of(folder, hash), R_OK), 0);
        assert_int_equal(store_get(test_memory, "00000000000000000000000000000000000000000000000000000000000000ff", &blob), PROBLEM_INTERNAL);
        drop(folder);
}

static void what_was_changed_behind_its_back_is_not_given_out(void **state)
{
        const char *folder = use_folder(), *hash = kept("a photo");
        struct blob blob;

        (void)state;
        FILE *file = fopen(path_of(folder, hash), "w");
        assert_non_null(file);
        fputs("a phota", file);
        fclose(file);
        assert_int_equal(store_get(test_memory, hash, &blob), PROBLEM_INTERNAL);
        drop(folder);
}

/* A file cut short, as a file system may leave it after a crash, is written again. */
static void a_blob_of_another_length_is_replaced(void **state)
{
        const char *folder = use_folder(), *hash = kept("a photo");

        (void)state;
        assert_int_equal(truncate(path_of(folder, hash), 3), 0);
        kept("a photo");
        expect_blob(hash, "a photo");
        drop(folder);
}

static void what_a_killed_process_left_is_swept_after_a_day(void **state)
{
        const char *folder = use_folder(), *old = arena_printf(test_memory, "%s/new/old", folder), *young = arena_printf(test_memory, "%s/new/young", folder);
        struct timeval long_ago[2] = { { .tv_sec = 1000000 }, { .tv_sec = 1000000 } };

        (void)state;
        for (int i = 0; i < 2; i++) {
                FILE *file = fopen(i ? young : old, "w");
                assert_non_null(file);
                fclose(file);
        }
        assert_int_equal(utimes(old, long_ago), 0);
        store_check();
        assert_int_not_equal(access(old, F_OK), 0);
        assert_int_equal(access(young, F_OK), 0);
        drop(folder);
}

static void a_folder_that_cannot_be_written_is_said_to_be_unavailable(void **state)
{
        char hash[65];

        (void)state;
        config_set(SETTING_RESALE_S3_ENDPOINT, NULL);
        config_set(SETTING_RESALE_STORE, "/proc/nowhere");
        store_check();
        assert_int_equal(store_put(test_memory, "x", 1, hash), PROBLEM_STORE_UNAVAILABLE);
}

static struct bucket *use_bucket(const char *secret)
{
        struct bucket *bucket = bucket_start();

        config_set(SETTING_RESALE_S3_ENDPOINT, arena_printf(test_memory, "%s/", bucket_url(bucket)));
        config_set(SETTING_RESALE_S3_BUCKET, "photos");
        config_set(SETTING_RESALE_S3_REGION, "eu-test-1");
        config_set(SETTING_RESALE_S3_KEY_ID, "AKIDTEST");
        config_set(SETTING_RESALE_S3_SECRET, secret);
        return bucket;
}

static void a_bucket_keeps_and_gives_what_is_signed(void **state)
{
        struct bucket *bucket = use_bucket("the secret of the bucket");
        const char *hash = kept("a photo"), *other = kept("another photo");
        struct blob blob;

        (void)state;
        kept("a photo");
        assert_int_equal(bucket_count(bucket), 2);
        expect_blob(hash, "a photo");
        expect_blob(other, "another photo");
        assert_int_equal(store_get(test_memory, "00000000000000000000000000000000000000000000000000000000000000ff", &blob), PROBLEM_INTERNAL);
        assert_int_equal(bucket_refused(bucket), 0);
        bucket_stop(bucket);
}

static void a_large_blob_goes_to_a_bucket_and_back(void **state)
{
        struct bucket *bucket = use_bucket("the secret of the bucket");
        enum { LARGE = 3 << 20 };
        char *bytes = arena_alloc(test_memory, LARGE), hash[65];
        struct blob blob;

        (void)state;
        random_bytes(bytes, LARGE);
        assert_int_equal(store_put(test_memory, bytes, LARGE, hash), PROBLEM_OK);
        assert_int_equal(store_get(test_memory, hash, &blob), PROBLEM_OK);
        assert_int_equal(blob.length, LARGE);
        assert_memory_equal(blob.bytes, bytes, LARGE);
        bucket_stop(bucket);
}

static void a_bucket_that_refuses_or_is_away_is_said_to_be_unavailable(void **state)
{
        struct bucket *bucket = use_bucket("a wrong secret");
        char hash[65];
        struct blob blob;

        (void)state;
        assert_int_equal(store_put(test_memory, "x", 1, hash), PROBLEM_STORE_UNAVAILABLE);
        assert_int_equal(bucket_refused(bucket), 1);
        config_set(SETTING_RESALE_S3_SECRET, "the secret of the bucket");
        bucket_fails(bucket, 503);
        assert_int_equal(store_put(test_memory, "x", 1, hash), PROBLEM_STORE_UNAVAILABLE);
        assert_int_equal(store_get(test_memory, hash, &blob), PROBLEM_STORE_UNAVAILABLE);
        bucket_fails(bucket, 0);
        expect_blob(kept("x"), "x");
        bucket_stop(bucket);
        assert_int_equal(store_get(test_memory, hash, &blob), PROBLEM_STORE_UNAVAILABLE);
        config_set(SETTING_RESALE_S3_SECRET, NULL);
        store_check();
        assert_int_equal(store_put(test_memory, "x", 1, hash), PROBLEM_STORE_UNAVAILABLE);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                alone(a_blob_is_found_by_its_hash), alone(what_was_changed_behind_its_back_is_not_given_out), alone(a_blob_of_another_length_is_replaced),
                alone(what_a_killed_process_left_is_swept_after_a_day), alone(a_folder_that_cannot_be_written_is_said_to_be_unavailable),
                alone(a_bucket_keeps_and_gives_what_is_signed), alone(a_large_blob_goes_to_a_bucket_and_back),
                alone(a_bucket_that_refuses_or_is_away_is_said_to_be_unavailable),
        };

        return UNIT_MAIN(tests);
}
