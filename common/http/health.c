#include "assets.h"
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

static const struct asset *find_asset(const struct asset *assets, const char *path)
{
        for (; assets && assets->path; assets++)
                if (text_equal(assets->path, path))
                        return assets;
        return NULL;
}

static const struct asset *asset_of(const struct request *rq)
{
        const char *path = route_rest(rq);

        if (!path)
                return NULL;
        if (text_starts(path, "/kit/"))
                return find_asset(common_assets, path + 5);
        return find_asset(rq->server->service->assets, path[1] ? path + 1 : "index.html");
}

/* Pages and their parts; false when there is none at this address. */
bool asset_reply(struct request *rq)
{
        const struct asset *asset = text_equal(rq->method, "GET") || text_equal(rq->method, "HEAD") ? asset_of(rq) : NULL;

        if (!asset)
                return false;
        reply_header(rq, "ETag", asset->etag);
        reply_header(rq, "Cache-Control", "no-cache");
        reply_page_policy(rq, asset->pictures_elsewhere);
        if (reply_is_known(rq, asset->etag))
                reply_bytes(rq, 304, NULL, "", 0);
        else
                reply_bytes(rq, 200, asset->media_type, asset->bytes, asset->length);
        return true;
}
