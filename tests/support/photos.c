#include "support/photos.h"

#include "resale/crypto.h"

enum { PART = 262144 };

const char *uploads_path(const struct merchant *merchant, const char *unit_id) { return at(merchant, "intake", "/units/%s/photo-uploads", unit_id); }

const char *upload_path(const struct merchant *merchant, const char *unit_id, const char *upload_id)
{
        return at(merchant, "intake", "/units/%s/photo-uploads/%s", unit_id, upload_id);
}

const char *begin_photo(const struct merchant *merchant, const char *unit_id, const char *shot, struct jpeg jpeg)
{
        char hash[65];

        sha256_hex(jpeg.bytes, jpeg.length, hash);
        return text_at(expect(201, staff("receiver"), "POST", uploads_path(merchant, unit_id), "{\"shot\":\"%s\",\"size\":%zu,\"sha256\":\"%s\"}", shot, jpeg.length, hash),
                       "upload_id");
}

struct answer send_part(const struct merchant *merchant, const char *unit_id, const char *upload_id, struct jpeg jpeg, size_t offset, size_t length)
{
        static const char *const headers[] = { "Content-Type: application/octet-stream", NULL };

        return call_with(staff("receiver"), "PUT", format("%s?offset=%zu", upload_path(merchant, unit_id, upload_id), offset), headers, jpeg.bytes + offset, length);
}

void send_rest(const struct merchant *merchant, const char *unit_id, const char *upload_id, struct jpeg jpeg, size_t offset)
{
        while (offset < jpeg.length) {
                size_t length = jpeg.length - offset < PART ? jpeg.length - offset : PART;
                struct answer answer = send_part(merchant, unit_id, upload_id, jpeg, offset, length);
                if (answer.status != 200)
                        fail_msg("a part at %zu: %d %s", offset, answer.status, answer.text);
                offset += length;
                assert_int_equal(integer_at(answer.json, "offset"), offset);
        }
}

static bool is_in(const json_t *json, const void *state) { return text_equal(text_at(json, "state"), state); }

json_t *until_upload(const struct merchant *merchant, const char *unit_id, const char *upload_id, const char *state)
{
        return eventually(staff("receiver"), upload_path(merchant, unit_id, upload_id), is_in, state);
}

const char *a_photo(const struct merchant *merchant, const char *unit_id, const char *shot, struct jpeg jpeg)
{
        const char *upload_id = begin_photo(merchant, unit_id, shot, jpeg);

        send_rest(merchant, unit_id, upload_id, jpeg, 0);
        until_upload(merchant, unit_id, upload_id, "done");
        return upload_id;
}
