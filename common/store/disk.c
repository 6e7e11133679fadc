/* <folder>/<first two digits>/<hash>: written beside, made durable, then named. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "resale/crypto.h"
#include "resale/log.h"
#include "store_private.h"

enum { LEFT_OVER_SECONDS = 86400 };

static void close_file(int *file)
{
        if (*file >= 0)
                close(*file);
}

static enum problem fail(const char *what, const char *path)
{
        log_line(LOG_ERROR, "store", NULL, "cannot %s %s: %s", what, path, strerror(errno));
        return PROBLEM_STORE_UNAVAILABLE;
}

static enum problem make_durable(const char *path)
{
        CLEANUP(close_file) int file = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

        return file < 0 || fsync(file) != 0 ? fail("sync", path) : PROBLEM_OK;
}

static enum problem need_folder(const char *path, const char *parent)
{
        if (mkdir(path, 0750) == 0)
                return make_durable(parent);
        return errno == EEXIST ? PROBLEM_OK : fail("make", path);
}

static enum problem write_all(const char *path, const char *bytes, size_t length)
{
        CLEANUP(close_file) int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);

        if (file < 0)
                return fail("make", path);
        while (length) {
                ssize_t written = write(file, bytes, length);
                if (written < 0 && errno == EINTR)
                        continue;
                if (written < 0)
                        return fail("write", path);
                bytes += written;
                length -= (size_t)written;
        }
        return fsync(file) == 0 ? PROBLEM_OK : fail("sync", path);
}

static enum problem put_new(struct arena *arena, const char *folder, const char *shelf, const char *path, const void *bytes, size_t length)
{
        unsigned char random[16];

        random_bytes(random, sizeof random);
        const char *beside = arena_printf(arena, "%s/new/%s", folder, hex_encode(arena, random, sizeof random));
        enum problem problem = write_all(beside, bytes, length);
        if (problem == PROBLEM_OK && rename(beside, path) != 0)
                problem = fail("name", path);
        if (problem != PROBLEM_OK) {
                unlink(beside);
                return problem;
        }
        return make_durable(shelf);
}

enum problem disk_put(struct arena *arena, const char *folder, const char *hash, const void *bytes, size_t length)
{
        const char *shelf = arena_printf(arena, "%s/%.2s", folder, hash), *path = arena_printf(arena, "%s/%s", shelf, hash);
        struct stat there;

        if (stat(path, &there) == 0 && there.st_size == (off_t)length)
                return PROBLEM_OK;
        TRY(need_folder(folder, arena_printf(arena, "%s/..", folder)));
        TRY(need_folder(arena_printf(arena, "%s/new", folder), folder));
        TRY(need_folder(shelf, folder));
        return put_new(arena, folder, shelf, path, bytes, length);
}

enum problem disk_get(struct arena *arena, const char *folder, const char *hash, struct blob *blob)
{
        const char *path = arena_printf(arena, "%s/%.2s/%s", folder, hash, hash);
        CLEANUP(close_file) int file = open(path, O_RDONLY | O_CLOEXEC);
        struct stat there;

        if (file < 0)
                return errno == ENOENT ? PROBLEM_OK : fail("open", path);
        if (fstat(file, &there) != 0 || there.st_size > BLOB_MAX)
                return fail("read", path);
        char *bytes = arena_alloc(arena, (size_t)there.st_size + 1);
        for (size_t at = 0; at < (size_t)there.st_size;) {
                ssize_t got = read(file, bytes + at, (size_t)there.st_size - at);
                if (got < 0 && errno == EINTR)
                        continue;
                if (got <= 0)
                        return fail("read", path);
                at += (size_t)got;
        }
        *blob = (struct blob){ bytes, (size_t)there.st_size };
        return PROBLEM_OK;
}

/* What a process that was killed had begun to write. */
static void sweep(int folder)
{
        DIR *entries = fdopendir(folder);
        struct dirent *entry;
        struct stat there;

        while (entries && (entry = readdir(entries)))
                if (fstatat(folder, entry->d_name, &there, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(there.st_mode) && there.st_mtime < time(NULL) - LEFT_OVER_SECONDS)
                        unlinkat(folder, entry->d_name, 0);
        if (entries)
                closedir(entries);
        else
                close(folder);
}

bool disk_check(const char *folder)
{
        char path[4096];

        if (mkdir(folder, 0750) != 0 && errno != EEXIST)
                return fail("make", folder) == PROBLEM_OK;
        snprintf(path, sizeof path, "%s/new", folder);
        if (mkdir(path, 0750) != 0 && errno != EEXIST)
                return fail("make", path) == PROBLEM_OK;
        int new = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (new < 0 || access(path, W_OK | X_OK) != 0)
                return fail("write into", path) == PROBLEM_OK;
        sweep(new);
        return true;
}
