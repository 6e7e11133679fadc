/* Merchants, keys, staff and a facility, made through the accounts API. */
#include "support/api.h"

static char admin_token[100];
static char facility_id[37];
static struct { char role[40], token[100]; } signed_in[12];

static void keep(char *into, size_t size, const char *text)
{
        assert_true(strlen(text) < size);
        memcpy(into, text, strlen(text) + 1);
}

static const char *sign_in(const char *email, const char *password)
{
        return text_at(expect(200, NULL, "POST", "/accounts/v1/sign-in", "{\"email\":\"%s\",\"password\":\"%s\"}", email, password), "token");
}

static const char *administrator(void)
{
        const char *signed_in_before = getenv("RESALE_ADMIN_TOKEN");

        if (!admin_token[0])
                keep(admin_token, sizeof admin_token,
                     signed_in_before ? signed_in_before : sign_in(getenv("RESALE_ADMIN_EMAIL"), getenv("RESALE_ADMIN_PASSWORD")));
        return admin_token;
}

const char *staff(const char *role)
{
        size_t i = 0;

        if (text_equal(role, "administrator"))
                return administrator();
        for (; i < ARRAY_LEN(signed_in) && signed_in[i].role[0]; i++)
                if (text_equal(signed_in[i].role, role))
                        return signed_in[i].token;
        assert_true(i < ARRAY_LEN(signed_in));
        const char *email = format("%s@example.com", unique(role));
        expect(201, administrator(), "POST", "/accounts/v1/staff",
               "{\"email\":\"%s\",\"name\":\"%s\",\"roles\":[\"%s\"],\"password\":\"correct horse 1\"}", email, role, role);
        keep(signed_in[i].token, sizeof signed_in[i].token, sign_in(email, "correct horse 1"));
        keep(signed_in[i].role, sizeof signed_in[i].role, role);
        return signed_in[i].token;
}

const char *facility(void)
{
        if (!facility_id[0])
                keep(facility_id, sizeof facility_id,
                     text_at(expect(201, administrator(), "POST", "/accounts/v1/facilities",
                                    "{\"name\":\"%s\",\"time_zone\":\"America/New_York\",\"address\":{\"address1\":\"1 Dock St\",\"city\":\"Columbus\","
                                    "\"zip\":\"43210\",\"country_code\":\"US\"}}", unique("Dock")), "facility_id"));
        return facility_id;
}

static struct merchant make_merchant(bool resale)
{
        struct merchant merchant = { .currency = "USD" };
        const char *name = unique("merchant");

        keep(merchant.id, sizeof merchant.id,
             text_at(expect(201, administrator(), "POST", "/accounts/v1/merchants",
                            "{\"name\":\"%s\",\"slug\":\"%s\",\"plan\":\"%s\",\"resale_included\":%s,\"currency\":\"USD\",\"time_zone\":\"America/New_York\"}",
                            name, name, resale ? "plus" : "basic", resale ? "true" : "false"), "merchant_id"));
        keep(merchant.key, sizeof merchant.key,
             text_at(expect(201, administrator(), "POST", format("/accounts/v1/merchants/%s/keys", merchant.id),
                            "{\"name\":\"all\",\"scopes\":[\"routing:read\",\"routing:write\",\"intake:read\",\"intake:write\",\"grading:read\","
                            "\"listing:read\",\"listing:write\",\"orders:read\",\"orders:write\"]}"), "key"));
        return merchant;
}

struct merchant new_merchant(void) { return make_merchant(true); }
struct merchant new_merchant_without_resale(void) { return make_merchant(false); }

const char *new_key(const struct merchant *merchant, const char *scope)
{
        return text_at(expect(201, administrator(), "POST", format("/accounts/v1/merchants/%s/keys", merchant->id),
                              "{\"name\":\"one\",\"scopes\":[\"%s\"]}", scope), "key");
}
