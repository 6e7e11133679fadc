#include "support/unpack.h"

#include <zlib.h>

#include "support/api.h"

void unpack(struct arena *arena, struct client_answer *got)
{
        enum { OPEN_MAX = 1 << 22 };
        z_stream stream = { .next_in = (void *)(uintptr_t)got->body, .avail_in = (uInt)got->length, .avail_out = OPEN_MAX };

        if (!got->length || !text_equal(client_header(arena, got, "Content-Encoding"), "gzip"))
                return;
        char *text = arena_alloc(arena, OPEN_MAX + 1);
        stream.next_out = (Bytef *)text;
        assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK);
        assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
        inflateEnd(&stream);
        got->body = text;
        got->length = stream.total_out;
}
