#include "resale/metrics.h"

#include <stdatomic.h>

#include "resale/http.h"

enum { ROUTES_MAX = 96, BUCKETS = 7 };

static const int64_t bounds[BUCKETS] = { 1000, 5000, 10000, 50000, 100000, 500000, 1000000 };   /* micros */

static struct row {
        atomic_llong by_class[6], micros, bucket[BUCKETS];
} rows[ROUTES_MAX];
static atomic_llong counters[METRIC_COUNT];

static const struct { const char *name, *help; } named[] = {
#define METRIC(name, text, help) { text, help },
#include "resale/metrics.def"
#undef METRIC
};

void metrics_add(enum metric metric, int64_t amount)
{
        atomic_fetch_add_explicit(&counters[metric], amount, memory_order_relaxed);
}

void metrics_request(size_t route, int status, int64_t micros)
{
        struct row *row = &rows[route < ROUTES_MAX ? route : ROUTES_MAX - 1];

        atomic_fetch_add_explicit(&row->by_class[status / 100 % 6], 1, memory_order_relaxed);
        atomic_fetch_add_explicit(&row->micros, micros, memory_order_relaxed);
        for (size_t i = 0; i < BUCKETS; i++)
                if (micros <= bounds[i])
                        atomic_fetch_add_explicit(&row->bucket[i], 1, memory_order_relaxed);
}

static void add_requests(struct buffer *out, const struct row *row, const char *label)
{
        for (int class = 1; class < 6; class++)
                if (row->by_class[class])
                        buffer_printf(out, "resale_requests_total{%s,class=\"%dxx\"} %lld\n", label, class, (long long)row->by_class[class]);
}

static void add_durations(struct buffer *out, const struct row *row, const char *label)
{
        long long total = 0;

        for (int class = 0; class < 6; class++)
                total += row->by_class[class];
        if (!total)
                return;
        for (size_t i = 0; i < BUCKETS; i++)
                buffer_printf(out, "resale_request_seconds_bucket{%s,le=\"%g\"} %lld\n", label, (double)bounds[i] / 1e6, (long long)row->bucket[i]);
        buffer_printf(out, "resale_request_seconds_bucket{%s,le=\"+Inf\"} %lld\nresale_request_seconds_sum{%s} %g\nresale_request_seconds_count{%s} %lld\n",
                      label, total, label, (double)row->micros / 1e6, label, total);
}

static const char *label_of(struct arena *arena, const char *service, const struct route *routes, size_t count, size_t i)
{
        if (i >= count)
                return arena_printf(arena, "service=\"%s\",route=\"none\"", service);
        return arena_printf(arena, "service=\"%s\",route=\"%s %s\"", service, routes[i].method, routes[i].path);
}

char *metrics_text(struct arena *arena, const char *service, const struct route *routes, size_t count)
{
        struct buffer out = { .arena = arena };

        buffer_text(&out, "# TYPE resale_requests_total counter\n");
        for (size_t i = 0; i <= count && i < ROUTES_MAX; i++)
                add_requests(&out, &rows[i], label_of(arena, service, routes, count, i));
        buffer_text(&out, "# TYPE resale_request_seconds histogram\n");
        for (size_t i = 0; i <= count && i < ROUTES_MAX; i++)
                add_durations(&out, &rows[i], label_of(arena, service, routes, count, i));
        for (size_t i = 0; i < METRIC_COUNT; i++)
                buffer_printf(&out, "# HELP %s %s\n# TYPE %s counter\n%s{service=\"%s\"} %lld\n", named[i].name, named[i].help, named[i].name,
                              named[i].name, service, (long long)counters[i]);
        return out.text;
}
