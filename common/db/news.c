#include <stdlib.h>

#include "db_private.h"

void db_tell(struct db *db, const char *what, int64_t version)
{
        struct told *news = NULL;

        for (size_t i = db->news_committed; i < db->news_count && !news; i++)
                if (text_equal(db->news[i].what, what))
                        news = &db->news[i];
        if (!news && db->news_count < NEWS_MAX)
                news = &db->news[db->news_count++];
        if (!news) {
                news = &db->news[NEWS_MAX - 1];   /* too many to name */
                what = "";
                db->news_committed -= db->news_committed == NEWS_MAX;
        }
        snprintf(news->what, sizeof news->what, "%s", what);
        news->version = version;
}

size_t db_take_news(struct db *db, struct told taken[NEWS_MAX])
{
        size_t count = db->news_committed;

        memcpy(taken, db->news, count * sizeof *taken);
        memmove(db->news, db->news + count, (db->news_count - count) * sizeof *taken);
        db->news_count -= count;
        db->news_committed = 0;
        return count;
}

static enum problem run(struct db *db, const char *command)
{
        RESULT *result = PQexec(db->connection, command);

        return PQresultStatus(result) == PGRES_COMMAND_OK || PQresultStatus(result) == PGRES_TUPLES_OK ? PROBLEM_OK : db_verdict(db, result, command);
}

enum problem db_listen(struct db *db) { return run(db, "listen resale"); }
int db_socket(const struct db *db) { return PQsocket(db->connection); }

/* One transaction: whoever listens gets them at once. */
enum problem db_notify(struct db *db, const struct told *news, size_t count)
{
        char command[128 * NEWS_MAX] = "notify resale";
        size_t length = 0;

        for (size_t i = 0; i < count && length < sizeof command - 128; i++)
                length += (size_t)snprintf(command + length, 128, "notify resale, '%s %lld';", news[i].what, (long long)news[i].version);
        return run(db, command);
}

/* "shelf 0190… 12": what, and its version after the last blank. */
static void tell(const char *text, db_hear *hear)
{
        const char *blank = strrchr(text, ' ');
        struct told news = { 0 };

        if (!blank || (size_t)(blank - text) >= sizeof news.what)
                return;
        memcpy(news.what, text, (size_t)(blank - text));
        news.version = strtoll(blank + 1, NULL, 10);
        hear(&news);
}

bool db_heard(struct db *db, db_hear *hear)
{
        bool heard = false;

        if (!PQconsumeInput(db->connection))
                db->lost = true;
        for (PGnotify *one; (one = PQnotifies(db->connection)); heard = true) {
                if (hear)
                        tell(one->extra, hear);
                PQfreemem(one);
        }
        return heard;
}
