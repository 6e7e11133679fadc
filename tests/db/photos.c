/* The work on uploads that are whole: what keeps a photo from being made is told apart from what is wrong with it. */
#include "intake_sql.h"
#include "../../services/intake/photo.h"
#include "resale/config.h"
#include "resale/store.h"
#include "support/database.h"
#include "support/jpeg.h"

STATEMENT(whole, 4, "insert into intake.photo_upload (merchant_id, upload_id, unit_id, shot, size, received, actor, state, attempts)"
                    " values ($1::uuid, $2::uuid, $2::uuid, 'Front', 1, 1, 'system:test', 'working', $4::bigint) returning $3::text");
STATEMENT(part, 3, "insert into intake.photo_part (merchant_id, upload_id, place, bytes) values ($1::uuid, $2::uuid, 0, decode($3::text, 'base64'))");
STATEMENT(standing, 2, "select state || ' ' || attempts || ' ' || (leased_until > now()) || ' ' || coalesce(problem, '-') from intake.photo_upload"
                       " where merchant_id = $1::uuid and upload_id = $2::uuid");
STATEMENT(aged, 4, "update intake.photo_upload set state = $3::text, touched_at = now() - $4::interval where merchant_id = $1::uuid and upload_id = $2::uuid");
STATEMENT(left, 2, "select (select count(*) from intake.photo_upload where merchant_id = $1::uuid) || ' ' ||"
                   " (select count(*) from intake.photo_part where merchant_id = $1::uuid and $2::uuid is not null)");
static const struct sql *const statements[] = { &whole, &part, &standing, &aged, &left, &sql_lease_upload, &sql_return_upload, &sql_select_parts, &sql_finish_upload,
                                                &sql_refuse_upload, &sql_delete_old_uploads, NULL };

/* Everything happens in a transaction that is rolled back: nobody else works on it. */
struct scene { struct uuid merchant, unit; struct jpeg jpeg; int64_t attempts; void (*play)(struct db *db, const struct scene *scene); };

static const char *says(struct db *db, const struct sql *sql, const struct scene *scene) { return value_of(db, sql, DB_ARGS(db_uuid(&scene->merchant), db_uuid(&scene->unit))); }

static enum problem set_up_and_play(struct db *db, void *context)
{
        const struct scene *scene = context;
        const char *bytes = base64_encode(test_memory, (const unsigned char *)scene->jpeg.bytes, scene->jpeg.length);

        TRY(db_exec(db, &whole, DB_ARGS(db_uuid(&scene->merchant), db_uuid(&scene->unit), db_text(""), db_int(scene->attempts)), NULL));
        TRY(db_exec(db, &part, DB_ARGS(db_uuid(&scene->merchant), db_uuid(&scene->unit), db_text(bytes)), NULL));
        scene->play(db, scene);
        return PROBLEM_UNIT_GONE;
}

static void play(struct scene scene)
{
        struct db *db;

        scene.merchant = a_merchant();
        scene.unit = a_unit(&scene.merchant);
        test_config();
        assert_int_equal(db_open(config_text(SETTING_DATABASE_URL), "intake", statements, &db), PROBLEM_OK);
        db_see_all(db);
        assert_int_equal(db_transaction(db, set_up_and_play, &scene), PROBLEM_UNIT_GONE);
        db_close(db);
}

static enum problem step(struct db *db)
{
        bool more = false;
        enum problem problem = photo_step(db, test_memory, &more);

        assert_true(more);
        return problem;
}

static void without_a_store(struct db *db, const struct scene *scene)
{
        config_set(SETTING_RESALE_STORE, "/proc/nowhere");
        assert_int_equal(step(db), PROBLEM_STORE_UNAVAILABLE);
        assert_string_equal(says(db, &standing, scene), "working 0 true -");
        assert_string_equal(says(db, &left, scene), "1 1");
}

static void what_the_store_does_not_take_is_kept_and_tried_again(void **state)
{
        (void)state;
        play((struct scene){ .jpeg = jpeg_quarters(test_memory, 64, 64), .play = without_a_store });
}

static void given_up(struct db *db, const struct scene *scene)
{
        assert_int_equal(step(db), PROBLEM_OK);
        assert_string_equal(says(db, &standing, scene), "refused 11 true not-a-jpeg");
        assert_string_equal(says(db, &left, scene), "1 0");
}

static void what_ten_processes_died_of_is_given_up(void **state)
{
        (void)state;
        play((struct scene){ .jpeg = jpeg_quarters(test_memory, 64, 64), .attempts = 10, .play = given_up });
}

static void kept_once(struct db *db, const struct scene *scene)
{
        const char *folder = arena_printf(test_memory, "%s", getenv("RESALE_STORE"));
        bool more = false;

        config_set(SETTING_RESALE_STORE, folder);
        assert_int_equal(step(db), PROBLEM_OK);
        assert_string_equal(says(db, &standing, scene), "done 1 true -");
        assert_int_equal(photo_step(db, test_memory, &more), PROBLEM_OK);
        assert_false(more);
}

static void what_was_done_is_not_done_again(void **state)
{
        (void)state;
        play((struct scene){ .jpeg = jpeg_quarters(test_memory, 64, 64), .play = kept_once });
}

static void after(struct db *db, const struct scene *scene, const char *state, const char *age, const char *expected)
{
        bool more = false;

        assert_int_equal(db_exec(db, &aged, DB_ARGS(db_uuid(&scene->merchant), db_uuid(&scene->unit), db_text(state), db_text(age)), NULL), PROBLEM_OK);
        assert_int_equal(upload_expiry_step(db, test_memory, &more), PROBLEM_OK);
        assert_string_equal(says(db, &left, scene), expected);
}

static void expires(struct db *db, const struct scene *scene)
{
        after(db, scene, "open", "23 hours", "1 1");
        after(db, scene, "working", "100 days", "1 1");
        after(db, scene, "done", "7 days", "1 1");
        after(db, scene, "open", "25 hours", "0 0");
}

static void an_upload_is_given_up_a_day_after_its_last_part(void **state)
{
        (void)state;
        play((struct scene){ .jpeg = jpeg_quarters(test_memory, 64, 64), .play = expires });
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                alone(what_the_store_does_not_take_is_kept_and_tried_again), alone(what_ten_processes_died_of_is_given_up), alone(what_was_done_is_not_done_again),
                alone(an_upload_is_given_up_a_day_after_its_last_part),
        };

        return UNIT_MAIN(tests);
}
