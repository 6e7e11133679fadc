#include <pthread.h>
#include <signal.h>
#include <time.h>

#include "resale/config.h"
#include "resale/crypto.h"
#include "resale/log.h"
#include "server.h"

enum { START_TRIES = 60 };

static void print_names(unsigned bits, const char *const *names)
{
        bool any = false;

        for (size_t i = 0; names[i]; i++)
                if (bits & 1u << i) {
                        printf("%s%s", any ? "," : "", names[i]);
                        any = true;
                }
        if (!any)
                printf("-");
}

/* method, path, roles, scope, body limit; tab-separated. */
static int print_routes(const struct service *service)
{
        for (size_t i = 0; i < service->route_count; i++) {
                const struct route *route = &service->routes[i];
                printf("%s\t/%s%s\t", route->method, service->name, route->path);
                print_names(route->roles, role_names);
                printf("\t");
                print_names(route->scope, scope_names);
                printf("\t%zu\n", route->max_body);
        }
        return EXIT_SUCCESS;
}

static int print_help(const struct service *service)
{
        printf("%s: a service of Resale Partner. Options: --routes, --help. Configuration by environment variables:\n", service->name);
        config_help(stdout);
        return EXIT_SUCCESS;
}

static bool is_key(const char *hex)
{
        return hex && strlen(hex) == 64 && strspn(hex, "0123456789abcdefABCDEF") == 64;
}

static bool configure(const struct service *service)
{
        bool good = config_load();

        if (!config_text(SETTING_DATABASE_URL)) {
                fprintf(stderr, "DATABASE_URL is required\n");
                good = false;
        }
        if (!is_key(config_text(SETTING_RESALE_SECRET_KEY))) {
                fprintf(stderr, "RESALE_SECRET_KEY must be 64 hex digits\n");
                good = false;
        }
        if (good && !log_open(service->name, config_text(SETTING_RESALE_LOG))) {
                fprintf(stderr, "RESALE_LOG must be debug, info, warning or error\n");
                good = false;
        }
        return good && crypto_start();
}

static void stop_signals(sigset_t *stop)
{
        sigemptyset(stop);
        sigaddset(stop, SIGTERM);
        sigaddset(stop, SIGINT);
}

/* True when it is time to stop. */
static bool wait_a_second(void)
{
        struct timespec second = { .tv_sec = 1 };
        sigset_t stop;

        stop_signals(&stop);
        return sigtimedwait(&stop, NULL, &second) > 0;
}

/* What a service does once, before it listens; the database may still be starting. */
static bool run_start(const struct service *service)
{
        struct arena *arena = arena_new();
        enum problem problem = PROBLEM_DATABASE_UNAVAILABLE;

        for (int try = 0; service->start && try < START_TRIES && problem == PROBLEM_DATABASE_UNAVAILABLE; try++) {
                struct db *db = NULL;
                problem = db_open(config_text(SETTING_DATABASE_URL), service->name, NULL, &db);
                if (problem == PROBLEM_OK) {
                        db_see_all(db);
                        problem = service->start(db, arena);
                }
                db_close(db);
                if (problem == PROBLEM_DATABASE_UNAVAILABLE && wait_a_second())
                        break;
        }
        arena_free(arena);
        return !service->start || problem == PROBLEM_OK;
}

static int run(const struct service *service)
{
        sigset_t stop;
        int signal;

        stop_signals(&stop);
        pthread_sigmask(SIG_BLOCK, &stop, NULL);
        struct sigaction ignore = { .sa_handler = SIG_IGN };
        sigaction(SIGPIPE, &ignore, NULL);
        if (!run_start(service)) {
                fprintf(stderr, "%s: the database is not usable; was it migrated? (resalectl migrate)\n", service->name);
                return EXIT_FAILURE;
        }
        struct server *server = server_start(service);
        if (!server)
                return EXIT_FAILURE;
        struct background_pool *pool = background_start(service);
        struct waker *waker = waker_start(service, pool);
        sigwait(&stop, &signal);
        log_line(LOG_INFO, "stop", NULL, "draining");
        server_stop(server);   /* first: a delivery that goes out may take its time */
        waker_stop(waker);     /* it wakes the pool, whose threads ring it */
        background_stop(pool);
        waker_free(waker);
        log_line(LOG_INFO, "stop", NULL, "stopped");
        return EXIT_SUCCESS;
}

int service_main(const struct service *service, int argc, char **argv)
{
        if (argc > 1 && text_equal(argv[1], "--routes"))
                return print_routes(service);
        if (argc > 1)
                return print_help(service) + !text_equal(argv[1], "--help") * 2;
        return configure(service) ? run(service) : EXIT_FAILURE;
}
