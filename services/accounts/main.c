#include "accounts.h"
#include "accounts_api.h"
#include "assets.h"
#include "resale/config.h"
#include "resale/service.h"

static const struct route routes[] = {
        { "POST",   "/v1/sign-in",                              post_sign_in,    0, 0, 2048, 0 },
        { "POST",   "/v1/sign-out",                             post_sign_out,   0, 0, 0, 0 },
        { "GET",    "/v1/me",                                   get_me,          ROLE_ANY, 0, 0, 0 },
        { "GET",    "/v1/merchants",                            get_merchants,   ROLE_ANY, 0, 0, 0 },
        { "POST",   "/v1/merchants",                            post_merchants,  ROLE_ADMINISTRATOR, 0, 4096, ROUTE_CREATES },
        { "GET",    "/v1/merchants/{merchant_id}",              get_merchant,    ROLE_ANY, SCOPE_ANY, 0, 0 },
        { "PATCH",  "/v1/merchants/{merchant_id}",              patch_merchant,  ROLE_ADMINISTRATOR, 0, 4096, 0 },
        { "GET",    "/v1/merchants/{merchant_id}/keys",         get_keys,        ROLE_ADMINISTRATOR, 0, 0, 0 },
        { "POST",   "/v1/merchants/{merchant_id}/keys",         post_keys,       ROLE_ADMINISTRATOR, 0, 4096, ROUTE_CREATES },
        { "DELETE", "/v1/merchants/{merchant_id}/keys/{key_id}", delete_key,     ROLE_ADMINISTRATOR, 0, 0, 0 },
        { "GET",    "/v1/facilities",                           get_facilities,  ROLE_ANY, 0, 0, 0 },
        { "POST",   "/v1/facilities",                           post_facilities, ROLE_ADMINISTRATOR, 0, 4096, ROUTE_CREATES },
        { "GET",    "/v1/staff",                                get_staff,       ROLE_ADMINISTRATOR, 0, 0, 0 },
        { "POST",   "/v1/staff",                                post_staff,      ROLE_ADMINISTRATOR, 0, 4096, ROUTE_CREATES },
        { "PATCH",  "/v1/staff/{staff_id}",                     patch_staff,     ROLE_ADMINISTRATOR, 0, 4096, 0 },
        { "POST",   "/v1/staff/{staff_id}/badge",               post_badge,      ROLE_ADMINISTRATOR, 0, 0, ROUTE_CREATES },
        { "DELETE", "/v1/staff/{staff_id}/badge",               delete_badge,    ROLE_ADMINISTRATOR, 0, 0, 0 },
        { "DELETE", "/v1/staff/{staff_id}/pin",                 delete_pin,      ROLE_ADMINISTRATOR, 0, 0, 0 },
        { "POST",   "/v1/me/pin",                               post_pin,        ROLE_ANY, 0, 2048, ROUTE_BARE },
        { "GET",    "/v1/stations",                             get_stations,    ROLE_ADMINISTRATOR | ROLE_SUPERVISOR, 0, 0, 0 },
        { "POST",   "/v1/stations",                             post_stations,   ROLE_ADMINISTRATOR | ROLE_SUPERVISOR, 0, 2048, ROUTE_CREATES },
        { "DELETE", "/v1/stations/{station_id}",                delete_station,  ROLE_ADMINISTRATOR | ROLE_SUPERVISOR, 0, 0, 0 },
        { "POST",   "/v1/stations/{station_id}/enrol",          post_enrol,      ROLE_ADMINISTRATOR | ROLE_SUPERVISOR, 0, 0, ROUTE_BARE },
        { "GET",    "/v1/station",                              get_station,     0, 0, 0, 0 },
        { "POST",   "/v1/station/sign-in",                      post_station_sign_in, 0, 0, 2048, ROUTE_BARE },
        { "POST",   "/v1/merchants/{merchant_id}/approvals",    post_approvals,  ROLE_ANY, 0, 2048, ROUTE_BARE },
        { "GET",    "/v1/audit",                                get_audit,       ROLE_ADMINISTRATOR | ROLE_SUPERVISOR, 0, 0, 0 },
};

/* The first start makes one administrator with a random password, and says it once. */
static enum problem start(struct db *db, struct arena *arena)
{
        const char *email = config_text(SETTING_RESALE_ADMIN_EMAIL), *password;

        TRY(staff_first(db, arena, email, &password));
        if (password)
                fprintf(stderr, "first administrator: %s password: %s\n", email, password);
        return PROBLEM_OK;
}

int main(int argc, char **argv)
{
        static const struct service accounts = {
                .name = "accounts", .port = 8101, .routes = routes, .route_count = ARRAY_LEN(routes),
                .assets = accounts_assets, .start = start,
        };

        return service_main(&accounts, argc, argv);
}
