#include "assets.h"
#include "http_private.h"
#include "resale/crypto.h"

static const char worker[] = "sw.js";   /* served at /<service>/sw.js, with what it keeps written before it */

static bool is_part(const struct asset *asset)
{
        return !text_equal(asset->path, worker) && !text_equal(asset->path, "openapi.yaml");
}

static void add_parts(struct buffer *out, const char *folder, const struct asset *asset)
{
        for (; asset && asset->path; asset++)
                if (is_part(asset))
                        buffer_printf(out, "['%s%s', '%.32s'],\n", folder, asset->path, asset->etag + 1);
}

/* Every page and part of the service as a list of JavaScript: its path and the hash of its bytes. */
static const char *parts_of(struct arena *arena, const struct service *service)
{
        struct buffer out = { .arena = arena };

        buffer_text(&out, "[\n");
        add_parts(&out, "", service->assets);
        add_parts(&out, "kit/", common_assets);
        buffer_text(&out, "]");
        return out.text;
}

void asset_begin(struct server *server)
{
        struct arena *arena = arena_new();
        const char *parts = parts_of(arena, server->service);
        char hash[65];

        sha256_hex(parts, strlen(parts), hash);
        snprintf(server->pages, sizeof server->pages, "%.32s", hash);
        arena_free(arena);
}

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
        if (text_equal(path + 1, worker))
                return find_asset(common_assets, worker);
        return find_asset(rq->server->service->assets, path[1] ? path + 1 : "index.html");
}

/* The service worker's script: which pages and parts there are, in which version, then what it does with them. Its bytes change when any of those do. */
static void reply_worker(struct request *rq, const struct asset *asset)
{
        const struct service *service = rq->server->service;
        struct buffer out = { .arena = rq->arena };

        buffer_printf(&out, "const service = '/%s/', version = '%s', parts = %s;\n", service->name, rq->server->pages, parts_of(rq->arena, service));
        buffer_add(&out, (const char *)asset->bytes, asset->length);
        reply_bytes(rq, 200, asset->media_type, out.text, out.length);
}

/* A worker that does says so by its name. */
static bool compiles_wasm(const struct asset *asset)
{
        static const char end[] = "-wasm.js";
        size_t length = strlen(asset->path);

        return length > strlen(end) && text_equal(asset->path + length - strlen(end), end);
}

/* Pages and their parts; false when there is none at this address. */
bool asset_reply(struct request *rq)
{
        const struct asset *asset = text_equal(rq->method, "GET") || text_equal(rq->method, "HEAD") ? asset_of(rq) : NULL;

        if (!asset)
                return false;
        reply_header(rq, "Cache-Control", "no-cache");
        reply_header(rq, "Resale-Pages", rq->server->pages);
        if (compiles_wasm(asset))
                reply_worker_policy(rq);
        else
                reply_page_policy(rq, asset->pictures_elsewhere);
        if (text_equal(asset->path, worker)) {
                reply_worker(rq, asset);
                return true;
        }
        reply_header(rq, "ETag", asset->etag);
        if (reply_is_known(rq, asset->etag))
                reply_bytes(rq, 304, NULL, "", 0);
        else
                reply_bytes(rq, 200, asset->media_type, asset->bytes, asset->length);
        return true;
}
