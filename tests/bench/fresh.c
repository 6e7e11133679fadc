/*
 * How soon a graded piece can be seen in the pull: from the answer to the grade until each replica of the service shows it. fresh ROUNDS: prints milliseconds, one line
 * a round: of the first replica, and of whichever is the last.
 */
#include <unistd.h>

#include "resale/clock.h"
#include "support/process.h"
#include "support/steps.h"

enum { REPLICAS = 2 };

static bool is_seen(const char *url, const char *path, const char *tag)
{
        const char *headers[] = { format("If-None-Match: %s", tag), "Accept-Encoding: gzip", NULL };

        setenv("RESALE_URL_LISTING", url, 1);
        return call_with(NULL, "GET", path, headers, NULL, 0).status == 200;
}

static void one_round(const struct merchant *merchant, const char *path, const char *const *urls)
{
        struct piece piece = a_received_unit(merchant);
        double seen[REPLICAS] = { 0 }, last = 0;
        const char *tag[REPLICAS];

        for (int i = 0; i < REPLICAS; i++) {
                setenv("RESALE_URL_LISTING", urls[i], 1);
                struct answer answer = call(NULL, "GET", path, NULL);
                tag[i] = answer_header(&answer, "ETag");
        }
        grade(merchant, piece.unit_id, "none");
        int64_t begun = clock_monotonic_micros();
        for (int missing = REPLICAS; missing; usleep(1000))   /* the asking must not be the load */
                for (int i = 0; i < REPLICAS; i++)
                        if (!seen[i] && is_seen(urls[i], path, tag[i])) {
                                seen[i] = (double)(clock_monotonic_micros() - begun) / 1e3;
                                missing--;
                        }
        for (int i = 0; i < REPLICAS; i++)
                last = seen[i] > last ? seen[i] : last;
        printf("fresh %.1f %.1f\n", seen[0], last);
        usleep(30000);
}

static void graded_is_seen(void **state)
{
        struct merchant merchant = new_merchant();
        struct process replica = process_start("listing");
        const char *collection_id, *urls[REPLICAS] = { replica.before, replica.url };
        const char *path = format("/listing/v1/collections/%s/listings", a_collection(&merchant, false, &collection_id));
        int rounds = (int)strtol(getenv("BENCH_FRESH") ? getenv("BENCH_FRESH") : "300", NULL, 10);

        (void)state;
        a_rubric(&merchant);
        for (int i = 0; i < rounds; i++)
                one_round(&merchant, path, urls);
        process_stop(&replica);
}

int main(void)
{
        const struct CMUnitTest tests[] = { api_test(graded_is_seen) };

        return API_MAIN(tests);
}
