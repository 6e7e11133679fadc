/* Devices that several people share, for tests. */
#include "support/stations.h"

#include <stdlib.h>

const char a_password[] = "correct horse 1", a_pin[] = "2580";

static void keep(char *into, size_t size, const char *text)
{
        assert_true(strlen(text) < size);
        memcpy(into, text, strlen(text) + 1);
}

void keep_cookies(struct device *device, const struct answer *answer)
{
        const char *set = answer_header(answer, "Set-Cookie");

        if (!set)
                return;
        assert_non_null(strstr(set, "; HttpOnly; SameSite=Strict"));
        const char *pair = format("%.*s", (int)strcspn(set, ";"), set);
        if (text_starts(pair, "resale_station="))
                keep(device->station, sizeof device->station, pair);
        else
                keep(device->session, sizeof device->session, text_equal(pair, "resale_session=") ? "" : pair);
}

static struct answer from_list(struct device *device, const char *method, const char *path, const char *body_format, va_list arguments)
{
        const char *headers[] = { format("Cookie: %s; %s", device->station[0] ? device->station : "a=b", device->session[0] ? device->session : "c=d"), NULL };
        char *body = NULL;
        int length = body_format ? vasprintf(&body, body_format, arguments) : 0;

        assert_true(length >= 0);
        struct answer answer = call_with(NULL, method, path, headers, body, (size_t)length);
        free(body);
        if (answer.status < 300)
                keep_cookies(device, &answer);
        return answer;
}

struct answer from(struct device *device, const char *method, const char *path, const char *body_format, ...)
{
        va_list arguments;

        va_start(arguments, body_format);
        struct answer answer = from_list(device, method, path, body_format, arguments);
        va_end(arguments);
        return answer;
}

struct answer sign_in_at(struct device *device, const char *body_format, ...)
{
        va_list arguments;

        va_start(arguments, body_format);
        struct answer answer = from_list(device, "POST", "/accounts/v1/station/sign-in", body_format, arguments);
        va_end(arguments);
        return answer;
}

void refused(struct answer answer, int status, const char *code)
{
        if (answer.status != status || !text_equal(text_at(answer.json, "code"), code))
                fail_msg("expected %d %s, got %d %s", status, code, answer.status, answer.text);
}

struct device new_station(void)
{
        struct device device = { 0 };
        json_t *made = expect(201, staff("administrator"), "POST", "/accounts/v1/stations", "{\"name\":\"%s\",\"facility_id\":\"%s\",\"idle_minutes\":10}", unique("Dock"),
                              facility());

        keep(device.id, sizeof device.id, text_at(made, "station_id"));
        struct answer enrolled = call(staff("administrator"), "POST", format("/accounts/v1/stations/%s/enrol", device.id), NULL);
        assert_int_equal(enrolled.status, 200);
        keep_cookies(&device, &enrolled);
        return device;
}

const char *token_of(const struct person *person)
{
        return text_at(expect(200, NULL, "POST", "/accounts/v1/sign-in", "{\"email\":\"%s\",\"password\":\"%s\"}", person->email, a_password), "token");
}

struct person new_person(const char *role)
{
        struct person person;

        keep(person.email, sizeof person.email, format("%s@example.com", unique(role)));
        json_t *made = expect(201, staff("administrator"), "POST", "/accounts/v1/staff", "{\"email\":\"%s\",\"name\":\"A %s\",\"roles\":[\"%s\"],\"password\":\"%s\"}",
                              person.email, role, role, a_password);
        keep(person.id, sizeof person.id, text_at(made, "staff_id"));
        person.number = integer_at(made, "number");
        keep(person.badge, sizeof person.badge, text_at(expect(201, staff("administrator"), "POST", format("/accounts/v1/staff/%s/badge", person.id), NULL), "code"));
        expect(204, token_of(&person), "POST", "/accounts/v1/me/pin", "{\"pin\":\"%s\",\"password\":\"%s\"}", a_pin, a_password);
        return person;
}
