#ifndef RESALE_HTTP_H
#define RESALE_HTTP_H

#include "resale/arena.h"
#include "resale/auth.h"
#include "resale/db.h"
#include "resale/json.h"
#include "resale/problem.h"
#include "resale/shape.h"

struct request;
typedef enum problem http_handler(struct request *rq);

enum route_flag {
        ROUTE_ON_LOOP = 1,      /* answers from memory, on the event loop; has no database */
        ROUTE_ONE_STATEMENT = 2,/* writes with one statement, which is its own transaction */
        ROUTE_RAW_BODY = 4,     /* any media type (signed webhooks); Idempotency-Key is not looked at */
        ROUTE_BARE = 32,        /* a wrong try stays counted although it is refused: no transaction around it, Idempotency-Key is not looked at */
        ROUTE_CREATES = 8,      /* creates: Idempotency-Key is documented and honoured (as on every other write by staff or key) */
        ROUTE_SPOOLED = 16,     /* a large body of any media type: written to a file as it arrives, once it is known that the caller may */
        ROUTE_SHARED = 256,     /* scripts of other sites may read it: what everybody may, without credentials. ROUTE_LIMITED and ROUTE_KEPT are too */
        ROUTE_LIMITED = 64,     /* a public read: each address and each key has so many a minute, and RateLimit headers say how many */
        ROUTE_KEPT = 128,       /* the same, and what its handler lets be kept (reply_keep) is answered from memory, on the event loop */
};

/*
 * A route is a row. Who may call: staff with one of `roles`, or an API key with `scope`;
 * with neither, anyone. A `{merchant_id}` in the path binds the request to that merchant: a key of
 * another merchant is answered 404, and the database shows that merchant's rows only. Without it, a
 * key sees its own merchant's rows, staff see all, the public none.
 *
 * A GET runs without a transaction. Any other method runs inside one, which commits when the
 * handler returns OK and before the answer is sent; a lost race runs the handler again.
 */
struct route {
        const char *method, *path;   /* "/v1/merchants/{merchant_id}/units/{unit_id}" ; the service's name is put before it */
        http_handler *handle;
        unsigned roles;              /* ROLE_… bits; an administrator always may */
        unsigned scope;              /* one SCOPE_… bit */
        size_t max_body;             /* bytes; 0: no body is accepted */
        unsigned flags;
};

/* Memory and database of this request. */
struct arena *request_arena(struct request *rq);
struct db *request_db(struct request *rq);

/* Who asks. */
const struct caller *request_caller(const struct request *rq);
const char *request_actor(const struct request *rq);     /* "staff:<uuid>", "key:<uuid>", "public" */
struct viewer request_viewer(const struct request *rq);
const char *request_session(const struct request *rq);   /* token_hash of the session; NULL: nobody, or a key */
void request_merchant(const struct request *rq, struct uuid *merchant_id);   /* of the path, else of the key, else "" */

/* What was asked. A parameter in the wrong form is INVALID_FIELD (query) or the route's 404 (path), and named. Texts live as long as the request. */
enum problem request_uuid(struct request *rq, const char *parameter, struct uuid *uuid) MUST_USE;
const char *request_parameter(struct request *rq, const char *name);   /* of the path, decoded */
const char *request_query(struct request *rq, const char *name);       /* decoded; NULL when absent */
/* Several values of one parameter: it stands there more than once, or they stand in one behind commas ("\," is a comma in a value). Sorted, each once, at most max of at
 * most 200 bytes; none when absent. INVALID_FIELD. */
enum problem request_queries(struct request *rq, const char *name, size_t max, struct texts *values) MUST_USE;
enum problem request_query_int(struct request *rq, const char *name, int64_t min, int64_t max, int64_t *value) MUST_USE;  /* absent: untouched */
enum problem request_query_choice(struct request *rq, const char *name, const char *const *choices, int *value) MUST_USE; /* NULL-terminated; absent: untouched */
const char *request_header(struct request *rq, const char *name);
const char *request_cookie(struct request *rq, const char *name);      /* NULL on a write that another site's page makes */
const char *request_body(struct request *rq, size_t *length);
int request_body_file(struct request *rq);   /* of a ROUTE_SPOOLED route, at its beginning; the request's own: not to be closed. -1: there is no body */
enum problem request_media_type(struct request *rq, const char *media_type) MUST_USE;   /* UNSUPPORTED_MEDIA_TYPE unless the body is of it ("text/csv") */
enum problem request_json(struct request *rq, const struct shape *shape, void *body) MUST_USE;

/* Name the field that is wrong, or describe this occurrence; both return the problem, so a handler can return it. */
enum problem request_invalid(struct request *rq, const char *field, const char *format, ...) PRINTF(3, 4) MUST_USE;
enum problem request_problem(struct request *rq, enum problem problem, const char *format, ...) PRINTF(3, 4) MUST_USE;
enum problem request_fault(struct request *rq, enum problem problem, const struct json_fault *fault) MUST_USE;   /* of a document read by doc_parse */

/* An extension member of the problem that the handler is about to return (RFC 9457, 3.2); `json` is its value, and both live in the request's arena. */
void request_extend(struct request *rq, const char *name, const char *json);

/* The answer. All return OK. Texts are copied or live in the request's arena. */
enum problem reply_json(struct request *rq, int status, const struct shape *shape, const void *value);
enum problem reply_text(struct request *rq, int status, const char *json);        /* JSON composed elsewhere */
enum problem reply_empty(struct request *rq);                                     /* 204 */
enum problem reply_bytes(struct request *rq, int status, const char *media_type, const void *bytes, size_t length);
/* An answer of any length, of a GET: its parts go to a file without a name, from which reply_parts answers. INTERNAL when there is no room. */
enum problem reply_part(struct request *rq, const char *part, size_t length) MUST_USE;
enum problem reply_parts(struct request *rq, int status, const char *media_type);
/* As reply_text with a strong ETag of the body (or `etag` when not NULL); 304 when If-None-Match has it. */
enum problem reply_tagged(struct request *rq, const char *json, const char *etag, const char *cache_control);
/* Says the strong ETag and how long the answer is kept. True: the caller has it already, and 304 is the answer; false: what it is comes next. */
bool reply_known(struct request *rq, const char *etag, const char *cache_control) MUST_USE;
void reply_header(struct request *rq, const char *name, const char *value);

/*
 * What a ROUTE_KEPT handler answers is the same for everybody, and stays so while `topic` has `version`, which was read before anything that is answered: it is kept
 * in memory, plain and compressed, and given to all who ask for the same address without credentials, until the topic moves on (struct topics). Asked by an API key or
 * by staff nothing is kept.
 */
void reply_keep(struct request *rq, const char *topic, int64_t version);
/* Server-sent events of `topic`, which is public, and whose version is now `version`, from after `since` on; the connection is no longer a request's. BUSY when there are as many as may be. */
enum problem reply_stream(struct request *rq, const char *topic, int64_t version, int64_t since) MUST_USE;

/*
 * Pages of a list, by keyset. `page_begin` reads ?limit (1..200, default 50) and ?cursor (opaque; one that is not ours is INVALID_FIELD
 * "cursor"). `first` is the key before the first row: "infinity" when newest come first, "-infinity" when oldest do, "" for texts in order.
 * A list statement returns columns `item` (JSON text), `key` (text), `id` (uuid) and compares (key, id) with page.key and page.id; give it limit + 1.
 * `page_reply` runs it and answers {"items":[…],"next":cursor|null} and a Link header.
 */
struct page { int64_t limit; const char *key; struct uuid id; };
enum problem page_begin(struct request *rq, const char *first, struct page *page) MUST_USE;
enum problem page_reply(struct request *rq, const struct page *page, const struct sql *sql, struct db_args args) MUST_USE;
/* The same with a strong ETag of the body; 304 when the caller has it. */
enum problem page_reply_tagged(struct request *rq, const struct page *page, const struct sql *sql, struct db_args args, const char *cache_control) MUST_USE;
/* Rows that were made elsewhere: struct page_row, limit + 1 of them at most. */
struct page_row { const char *item, *key; struct uuid id; };
enum problem page_reply_rows(struct request *rq, const struct page *page, const struct list *rows);
/* The Link header of a page that goes on: the same address and query, with this limit and cursor. */
void reply_next(struct request *rq, int64_t limit, const char *cursor);
/* The arguments that every list statement ends with: key, id, limit + 1. */
#define PAGE_ARGS(page) db_text((page)->key), db_uuid(&(page)->id), db_int((page)->limit + 1)

/* At most `per_minute` of `key` ("sign-in 192.0.2.7"), in this process, as many at once; else TOO_MANY_REQUESTS, with Retry-After. A request counts
 * once, however often its handler runs. Keys share 4,096 buckets: two may be counted as one. */
enum problem request_rate(struct request *rq, const char *key, int per_minute) MUST_USE;
/* A problem with 429 or 503 says when to try again. */
void request_retry_after(struct request *rq, int seconds);
/* Of the caller: the peer's; where that is on a private network, the front door, what it says last in X-Forwarded-For. */
const char *request_address(struct request *rq);

#endif
