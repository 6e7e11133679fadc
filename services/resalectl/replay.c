#include <limits.h>
#include <unistd.h>

#include "commands.h"
#include "resale/id.h"
#include "resalectl_sql.h"

struct merchant { struct uuid merchant_id; };
static const struct field merchant_fields[] = { FIELD(struct merchant, merchant_id) };
static const struct shape merchant_shape = SHAPE(struct merchant, merchant_fields);

static int find(const char *slug, struct merchant *merchant)
{
        struct db *db = open_database();

        if (!db)
                return 1;
        struct arena *arena = arena_new();
        int status = said(db_one(db, arena, &sql_select_merchant_by_slug, DB_ARGS(db_text(slug)), &merchant_shape, merchant, PROBLEM_MERCHANT_NOT_FOUND), slug);
        arena_free(arena);
        db_close(db);
        return status;
}

/* The program of grading stands beside this one: history is replayed by the very code that makes it. */
static int become_grading(const char *merchant_id)
{
        char path[PATH_MAX];
        ssize_t length = readlink("/proc/self/exe", path, sizeof path - sizeof "grading");

        while (length > 0 && path[length - 1] != '/')
                length--;
        if (length <= 0)
                return failed("replay: where this program stands is not known");
        memcpy(path + length, "grading", sizeof "grading");
        execl(path, "grading", "--replay", merchant_id, (char *)NULL);
        return failed("replay: %s does not start", path);
}

int run_replay(int argc, char **argv)
{
        struct merchant merchant;

        if (argc != 1)
                return WRONG_USE;
        int status = find(argv[0], &merchant);
        return status ? status : become_grading(merchant.merchant_id.text);
}
