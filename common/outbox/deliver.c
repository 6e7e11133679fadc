#include "../client/target.h"
#include "common_sql.h"
#include "resale/clock.h"
#include "resale/crypto.h"
#include "resale/json.h"
#include "resale/metrics.h"
#include "resale/outbox.h"

enum { CONNECT_SECONDS = 5, TIMEOUT_SECONDS = 10, ANSWER_MAX = 64 << 10, ANSWER_KEPT = 400, RETRY_AFTER_MAX = 3600, BATCH = 32 };

struct delivery {
        struct uuid merchant_id, delivery_id;
        const char *topic, *payload, *url, *sealed_secret;
        struct instant created_at;
        int64_t attempts;
};
static const struct field delivery_fields[] = {
        FIELD(struct delivery, merchant_id),
        FIELD(struct delivery, delivery_id),
        FIELD(struct delivery, topic),
        FIELD(struct delivery, payload),
        FIELD(struct delivery, url),
        FIELD(struct delivery, sealed_secret),
        FIELD(struct delivery, created_at),
        FIELD(struct delivery, attempts),
};
static const struct shape delivery_shape = SHAPE(struct delivery, delivery_fields);

struct sending {
        CURL *curl;
        struct curl_slist *headers;
        const struct delivery *delivery;
        bool of_interface;           /* refusals are final, and what it says is kept */
        size_t answered;
        char answer[ANSWER_KEPT + 1];
};

/* What a target answers is read, so that it is not cut off, but no more than its beginning is kept; a long one ends the exchange. */
static size_t take_in(char *bytes, size_t one, size_t count, void *context)
{
        struct sending *sending = context;
        size_t length = one * count, room = sending->answered < ANSWER_KEPT ? ANSWER_KEPT - sending->answered : 0;

        memcpy(sending->answer + (ANSWER_KEPT - room), bytes, length < room ? length : room);
        sending->answered += length;
        return sending->answered <= ANSWER_MAX ? length : 0;
}

/* A secret in the form of Standard Webhooks ("whsec_" and base64) is its bytes; any other is its text. */
static void mac_of(const char *secret, const char *text, unsigned char mac[32])
{
        unsigned char key[200];
        size_t length;

        if (text_starts(secret, "whsec_") && base64_decode(secret + 6, key, sizeof key, &length))
                hmac_sha256(key, length, text, strlen(text), mac);
        else
                hmac_sha256(secret, strlen(secret), text, strlen(text), mac);
}

/* Standard Webhooks: HMAC-SHA256 of "id.timestamp.body", base64, after "v1,". */
static void sign(struct arena *arena, const struct outbox_delivery *delivery, struct outbox_call *call)
{
        long long now = (long long)(clock_now().micros / 1000000);
        unsigned char mac[32];

        mac_of(delivery->secret, arena_printf(arena, "%s.%lld.%s", delivery->delivery_id.text, now, call->body), mac);
        call->header[0] = arena_printf(arena, "webhook-id: %s", delivery->delivery_id.text);
        call->header[1] = arena_printf(arena, "webhook-timestamp: %lld", now);
        call->header[2] = arena_printf(arena, "webhook-signature: v1,%s", base64_encode(arena, mac, sizeof mac));
}

static const char *body_of(struct arena *arena, const struct outbox_delivery *delivery)
{
        char at[28];

        instant_format(delivery->created_at, at);
        return arena_printf(arena, "{\"type\":\"%s\",\"timestamp\":\"%s\",\"data\":%s}", delivery->topic, at, delivery->payload);
}

/* As merchants' webhooks are written. */
static enum problem write_webhook(struct arena *arena, const struct outbox_delivery *delivery, struct outbox_call *call)
{
        *call = (struct outbox_call){ .url = delivery->url, .body = body_of(arena, delivery) };
        sign(arena, delivery, call);
        return PROBLEM_OK;
}

static void set_options(CURL *curl, struct sending *sending, const struct outbox_call *call)
{
        curl_easy_setopt(curl, CURLOPT_URL, call->url);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, call->body);
        curl_easy_setopt(curl, CURLOPT_HTTPHEADER, sending->headers);
        target_guard(curl);
        curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_in);
        curl_easy_setopt(curl, CURLOPT_WRITEDATA, sending);
        curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
        curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)TIMEOUT_SECONDS);
        curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
        curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(curl, CURLOPT_PRIVATE, sending);
}

static bool prepare(struct arena *arena, struct sending *sending, outbox_write *write, CURLM *multi)
{
        const struct delivery *row = sending->delivery;
        struct outbox_delivery delivery = { row->merchant_id, row->delivery_id, row->topic, row->payload, row->url,
                                            seal_open(arena, row->sealed_secret, arena_printf(arena, "subscription %s", row->merchant_id.text)), row->created_at };
        struct outbox_call call = { 0 };

        if (!delivery.secret || write(arena, &delivery, &call) != PROBLEM_OK || !(sending->curl = curl_easy_init()))
                return false;
        sending->headers = curl_slist_append(NULL, "Content-Type: application/json");
        for (const char **header = call.header; *header; header++)
                sending->headers = curl_slist_append(sending->headers, *header);
        sending->headers = curl_slist_append(sending->headers, "Expect:");
        set_options(sending->curl, sending, &call);
        return curl_multi_add_handle(multi, sending->curl) == CURLM_OK;
}

/* 410 is any target's wish to get no more. */
static bool is_final(const struct sending *sending, long status)
{
        return status == 410 || (sending->of_interface && (status == 400 || status == 403 || status == 404 || status == 413 || status == 422));
}

/* What went wrong, in curl's words or the target's own. */
static const char *said(const struct sending *sending, long status, const char *error)
{
        bool worth = !error && sending->of_interface && (status < 200 || status >= 300) && *sending->answer && utf8_is_plain(sending->answer);

        return worth ? sending->answer : error;
}

static enum problem finish(struct db *db, const struct sending *sending, long status, const char *error, curl_off_t retry_after)
{
        bool sent = status >= 200 && status < 300;
        int64_t wait = retry_after > RETRY_AFTER_MAX ? RETRY_AFTER_MAX : retry_after;

        metrics_add(sent ? METRIC_OUTBOX_SENT : METRIC_OUTBOX_FAILED, 1);
        return db_exec(db, &sql_finish_outbox, DB_ARGS(db_uuid(&sending->delivery->merchant_id), db_uuid(&sending->delivery->delivery_id), db_bool(sent),
                                                       status ? db_int(status) : db_null(), db_text(said(sending, status, error)), db_int(wait), db_bool(is_final(sending, status))),
                       NULL);
}

static enum problem take_finished(struct db *db, CURLM *multi)
{
        enum problem problem = PROBLEM_OK;
        CURLMsg *message;
        int left;

        while ((message = curl_multi_info_read(multi, &left))) {
                struct sending *sending = NULL;
                curl_off_t retry_after = 0;
                long status = 0;

                curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&sending);
                curl_easy_getinfo(message->easy_handle, CURLINFO_RESPONSE_CODE, &status);
                curl_easy_getinfo(message->easy_handle, CURLINFO_RETRY_AFTER, &retry_after);
                const char *error = message->data.result == CURLE_OK ? NULL : curl_easy_strerror(message->data.result);
                enum problem one = finish(db, sending, status, error, retry_after);
                problem = problem == PROBLEM_OK ? one : problem;
        }
        return problem;
}

static enum problem run_all(struct db *db, CURLM *multi)
{
        int running = 1;

        while (running) {
                if (curl_multi_perform(multi, &running) != CURLM_OK)
                        return PROBLEM_INTERNAL;
                if (running)
                        curl_multi_poll(multi, NULL, 0, 1000, NULL);
                TRY(take_finished(db, multi));
        }
        return PROBLEM_OK;
}

static void clean_up(CURLM *multi, struct sending *sending, size_t count)
{
        for (size_t i = 0; i < count; i++) {
                if (sending[i].curl) {
                        curl_multi_remove_handle(multi, sending[i].curl);
                        curl_easy_cleanup(sending[i].curl);
                }
                curl_slist_free_all(sending[i].headers);
        }
        curl_multi_cleanup(multi);
}

static enum problem deliver(struct db *db, struct arena *arena, outbox_write *write, const struct list *due)
{
        struct sending *sending = arena_alloc(arena, BATCH * sizeof *sending);
        enum problem problem = PROBLEM_OK;
        CURLM *multi = curl_multi_init();

        curl_multi_setopt(multi, CURLMOPT_MAX_HOST_CONNECTIONS, 4L);
        for (size_t i = 0; i < due->count && problem == PROBLEM_OK; i++) {
                sending[i] = (struct sending){ .delivery = (const struct delivery *)due->item + i, .of_interface = write != write_webhook };
                if (!prepare(arena, &sending[i], write, multi))
                        problem = finish(db, &sending[i], 0, "cannot be prepared", 0);
        }
        if (problem == PROBLEM_OK)
                problem = run_all(db, multi);
        clean_up(multi, sending, due->count);
        return problem;
}

enum problem outbox_step_to(struct db *db, struct arena *arena, outbox_write *write, bool *more)
{
        struct list due;

        TRY(db_many(db, arena, &sql_lease_outbox, DB_NO_ARGS, &delivery_shape, &due));
        *more = due.count > 0;
        return due.count ? deliver(db, arena, write, &due) : PROBLEM_OK;
}

enum problem outbox_step(struct db *db, struct arena *arena, bool *more) { return outbox_step_to(db, arena, write_webhook, more); }
