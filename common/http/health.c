#include "http_private.h"
#include "resale/clock.h"
#include "resale/config.h"
#include "resale/metrics.h"
#include "resale/migrate.h"

void health_begin(struct server *server)
{
        char started[28];

        instant_format(clock_now(), started);
        snprintf(server->alive, sizeof server->alive,
                 "{\"status\":\"alive\",\"service\":\"%s\",\"started_at\":\"%s\",\"migrations\":%d,\"workers\":%lld,\"queue\":%lld,\"connections\":%lld,"
                 "\"feed_milliseconds\":%lld}", server->service->name, started, migrate_known(), (long long)config_int(SETTING_RESALE_WORKERS),
                 (long long)config_int(SETTING_RESALE_QUEUE), (long long)config_int(SETTING_RESALE_CONNECTIONS), (long long)config_int(SETTING_RESALE_FEED_MS));
}

/* Alive: the loop answers, with what this process was started as. */
static enum problem get_healthz(struct request *rq)
{
        return reply_text(rq, 200, rq->server->alive);
}

/* Ready: the database answers, and has the migrations this build knows. */
static enum problem get_readyz(struct request *rq)
{
        int64_t recorded;

        TRY(migrate_recorded(rq->db, &recorded));
        if (recorded < migrate_known())
                return request_problem(rq, PROBLEM_DATABASE_UNAVAILABLE, "The database lacks migrations; run: resalectl migrate");
        return reply_text(rq, 200, "{\"status\":\"ready\"}");
}

static enum problem get_metrics(struct request *rq)
{
        /* The front door passes on only what is below the service's name: this is for those who reach the process itself. */
        if (!text_equal(rq->path, "/metrics"))
                return PROBLEM_NO_SUCH_ROUTE;
        char *text = metrics_text(rq->arena, rq->server->service->name, rq->server->routes, rq->server->route_count);
        return reply_bytes(rq, 200, "text/plain; version=0.0.4; charset=utf-8", text, strlen(text));
}

const struct route builtin_routes[] = {
        { "GET", "/healthz", get_healthz, 0, 0, 0, ROUTE_ON_LOOP },
        { "GET", "/readyz",  get_readyz,  0, 0, 0, 0 },
        { "GET", "/metrics", get_metrics, 0, 0, 0, ROUTE_ON_LOOP },
};
const size_t builtin_route_count = ARRAY_LEN(builtin_routes);
