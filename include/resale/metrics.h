#ifndef RESALE_METRICS_H
#define RESALE_METRICS_H

#include "resale/arena.h"

/*
 * Prometheus text. Counters and histograms are rows of metrics.def, labelled at most by route index and status class;
 * adding is lock-free.
 */
void metrics_request(size_t route, int status, int64_t micros);
enum metric {
#define METRIC(name, text, help) METRIC_##name,
#include "resale/metrics.def"
#undef METRIC
        METRIC_COUNT
};
void metrics_add(enum metric metric, int64_t amount);

struct route;
/* All of it, in the arena; `routes` name the indexes. */
char *metrics_text(struct arena *arena, const char *service, const struct route *routes, size_t count);

#endif
