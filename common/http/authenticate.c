#include "common_sql.h"
#include "http_private.h"
#include "resale/clock.h"
#include "resale/id.h"

/* Sessions and keys found a moment ago, so that a hot caller costs no round trip; a revocation is noticed within this time. */
enum { CACHE_SIZE = 1024, CACHE_MICROS = 2000000 };

struct cached {
        char hash[65];
        struct caller caller;
        char name[80];
        int64_t until;
};

static struct cached cache[CACHE_SIZE];
static pthread_mutex_t cache_lock = PTHREAD_MUTEX_INITIALIZER;

static struct cached *slot_of(const char *hash)
{
        return &cache[strtoul((char[]){ hash[0], hash[1], hash[2], hash[3], '\0' }, NULL, 16) % CACHE_SIZE];
}

static bool recall(struct request *rq, const char *hash)
{
        struct cached *slot = slot_of(hash);

        pthread_mutex_lock(&cache_lock);
        bool found = text_equal(slot->hash, hash) && slot->until > clock_monotonic_micros();
        if (found) {
                rq->caller = slot->caller;
                rq->caller.name = arena_copy(rq->arena, slot->name, strlen(slot->name));
        }
        pthread_mutex_unlock(&cache_lock);
        return found;
}

static void remember(const struct request *rq, const char *hash)
{
        struct cached *slot = slot_of(hash);

        pthread_mutex_lock(&cache_lock);
        snprintf(slot->hash, sizeof slot->hash, "%s", hash);
        snprintf(slot->name, sizeof slot->name, "%s", rq->caller.name ? rq->caller.name : "");
        slot->caller = rq->caller;
        slot->caller.name = NULL;
        slot->until = clock_monotonic_micros() + CACHE_MICROS;
        pthread_mutex_unlock(&cache_lock);
}

struct found { struct uuid id, merchant_id; const char *name, *grants; };
static const struct field session_fields[] = { FIELD(struct found, id), FIELD(struct found, name), FIELD(struct found, grants) };
static const struct field key_fields[] = { FIELD(struct found, id), FIELD(struct found, merchant_id), FIELD(struct found, grants) };
static const struct shape session_shape = SHAPE(struct found, session_fields);
static const struct shape key_shape = SHAPE(struct found, key_fields);

static unsigned bits_of(struct request *rq, const char *grants, bool scopes)
{
        const struct doc *list;
        struct json_fault fault;
        struct texts names = { 0 };
        const char *unknown;

        if (doc_parse(rq->arena, grants, strlen(grants), &list, &fault) != PROBLEM_OK)
                return 0;
        names.item = arena_alloc(rq->arena, (doc_count(list) + 1) * sizeof *names.item);
        for (size_t i = 0; i < doc_count(list); i++)
                if (doc_string(doc_item(list, i)))
                        names.item[names.count++] = doc_string(doc_item(list, i));
        return scopes ? scope_bits(&names, &unknown) : role_bits(&names, &unknown);
}

static enum problem look_up(struct request *rq, const char *hash, bool key)
{
        struct found found = { 0 };

        db_see_none(rq->db);
        TRY(db_one(rq->db, rq->arena, key ? &sql_select_api_key : &sql_select_session, DB_ARGS(db_text(hash)), key ? &key_shape : &session_shape,
                   &found, PROBLEM_NOT_SIGNED_IN));
        rq->caller = (struct caller){ .kind = key ? CALLER_KEY : CALLER_STAFF, .id = found.id, .merchant_id = found.merchant_id, .name = found.name };
        if (key)
                rq->caller.scopes = bits_of(rq, found.grants, true);
        else
                rq->caller.roles = bits_of(rq, found.grants, false);
        remember(rq, hash);
        return PROBLEM_OK;
}

static const char *bearer(struct request *rq)
{
        const char *header = request_header(rq, "Authorization");

        return header && strncasecmp(header, "Bearer ", 7) == 0 ? header + 7 : NULL;
}

/* Kept by a station until its person is signed in again: it is not done in the name of whoever is signed in now. */
static enum problem check_person(struct request *rq)
{
        const char *person = request_header(rq, "Resale-Person");

        if (!person || text_equal(person, rq->caller.id.text))
                return PROBLEM_OK;
        return request_problem(rq, PROBLEM_NOT_SIGNED_IN, "The request is another person's; it is done once they are signed in.");
}

enum problem authenticate(struct request *rq)
{
        const char *token = bearer(rq), *cookie = token ? NULL : MHD_lookup_connection_value(rq->connection, MHD_COOKIE_KIND, "resale_session");
        bool open = !rq->route->roles && !rq->route->scope;

        rq->caller = (struct caller){ .kind = CALLER_PUBLIC };
        rq->actor = "public";
        rq->session = NULL;
        if (cookie && request_is_foreign(rq))
                return open ? PROBLEM_OK : request_problem(rq, PROBLEM_NOT_ALLOWED, "The request comes from another site.");
        token = token ? token : cookie;
        if (!token || !*token)
                return open ? PROBLEM_OK : PROBLEM_NOT_SIGNED_IN;
        const char *hash = token_hash(rq->arena, token);
        bool disturbed = false;
#ifdef RESALE_TEST
        disturbed = request_header(rq, "Resale-Fault") != NULL;
#endif
        if (disturbed || !recall(rq, hash)) {
                enum problem problem = look_up(rq, hash, text_starts(token, "rk_"));
                if (problem == PROBLEM_NOT_SIGNED_IN && open)
                        return PROBLEM_OK;
                TRY(problem);
        }
        rq->session = rq->caller.kind == CALLER_STAFF ? hash : NULL;
        rq->actor = arena_printf(rq->arena, "%s:%s", rq->caller.kind == CALLER_KEY ? "key" : "staff", rq->caller.id.text);
        return check_person(rq);
}

/* The merchant of the path, and what the database shows. */
static enum problem bind_merchant(struct request *rq)
{
        const char *text = request_parameter(rq, "merchant_id");

        if (text && !uuid_parse(text, &rq->merchant_id)) {
                rq->field = "merchant_id";
                return request_problem(rq, PROBLEM_MERCHANT_NOT_FOUND, "merchant_id must be a UUID.");
        }
        if (rq->caller.kind == CALLER_KEY) {
                if (text && !uuid_equal(&rq->merchant_id, &rq->caller.merchant_id))
                        return PROBLEM_MERCHANT_NOT_FOUND;
                rq->merchant_id = rq->caller.merchant_id;
        }
        if (uuid_is_set(&rq->merchant_id))
                db_see_merchant(rq->db, &rq->merchant_id);
        else if (rq->caller.kind == CALLER_STAFF)
                db_see_all(rq->db);
        else
                db_see_none(rq->db);
        return PROBLEM_OK;
}

enum problem authorize(struct request *rq)
{
        const struct route *route = rq->route;
        bool staff = rq->caller.kind == CALLER_STAFF && (rq->caller.roles & (route->roles | ROLE_ADMINISTRATOR)) && route->roles;
        bool key = rq->caller.kind == CALLER_KEY && (rq->caller.scopes & route->scope);

        if ((route->roles || route->scope) && !staff && !key)
                return PROBLEM_NOT_ALLOWED;
        return bind_merchant(rq);
}
