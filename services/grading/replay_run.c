#include <stdio.h>

#include "grading_sql.h"
#include "replay.h"
#include "resale/config.h"
#include "resale/crypto.h"
#include "resale/id.h"
#include "resale/log.h"

struct tally { const char *what; replay_step *step; long long count, differ; };

static void tell(struct tally *told, const struct replayed *replayed)
{
        const struct difference *one = replayed->differences.item;

        for (size_t i = 0; i < replayed->differences.count; i++)
                printf("DIFFERS: %s %s of %s: %s\n", told->what, one[i].id.text, one[i].lpn, one[i].what);
        told->count += (long long)replayed->count;
        told->differ += (long long)replayed->differences.count;
}

static enum problem all(struct db *db, const struct uuid *merchant_id, struct tally *told)
{
        struct arena *arena = arena_new();
        struct replayed replayed;
        struct uuid after = { 0 };
        enum problem problem;

        do {
                problem = told->step(db, arena, merchant_id, &after, &replayed);
                if (problem == PROBLEM_OK) {
                        tell(told, &replayed);
                        after = replayed.last;
                }
                arena_reset(arena);
        } while (problem == PROBLEM_OK && replayed.count == REPLAY_BATCH);
        arena_free(arena);
        return problem;
}

static int replay(struct db *db, const struct uuid *merchant_id)
{
        struct tally grades = { "grade", replay_grades, 0, 0 }, decisions = { "decision", replay_decisions, 0, 0 };
        enum problem problem = all(db, merchant_id, &grades);

        if (problem == PROBLEM_OK)
                problem = all(db, merchant_id, &decisions);
        if (problem != PROBLEM_OK) {
                fprintf(stderr, "replay: %s\n", problem_info(problem)->title);
                return 1;
        }
        printf("%lld grades and %lld decisions replayed, %lld differ\n", grades.count, decisions.count, grades.differ + decisions.differ);
        return grades.differ + decisions.differ ? 1 : 0;
}

int replay_run(const char *text)
{
        struct uuid merchant_id;
        struct db *db;

        if (!config_load() || !crypto_start() || !log_open("grading", "warning") || !uuid_parse(text, &merchant_id)) {
                fprintf(stderr, "--replay needs the id of a merchant.\n");
                return 2;
        }
        if (!config_text(SETTING_DATABASE_URL) || db_open(config_text(SETTING_DATABASE_URL), "grading", grading_statements, &db) != PROBLEM_OK) {
                fprintf(stderr, "The database is not usable; was it migrated? (resalectl migrate)\n");
                return 1;
        }
        db_see_all(db);
        int status = replay(db, &merchant_id);
        db_close(db);
        return status;
}
