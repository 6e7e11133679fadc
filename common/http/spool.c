/* Files without a name, that end with the request: the body of a ROUTE_SPOOLED route, an answer that comes in parts. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "http_private.h"
#include "resale/config.h"
#include "resale/log.h"

static int open_unnamed(void)
{
        const char *folder = config_text(SETTING_TMPDIR);
        char path[4096];
        int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC | O_EXCL, 0600);

        if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR))
                return fd;
        snprintf(path, sizeof path, "%s/resale-body-XXXXXX", folder);   /* the file system knows no unnamed files */
        fd = mkostemp(path, O_CLOEXEC);
        if (fd >= 0)
                unlink(path);
        return fd;
}

static bool complain(const char *what)
{
        log_line(LOG_ERROR, "spool", NULL, "cannot %s in %s: %s", what, config_text(SETTING_TMPDIR), strerror(errno));
        return false;
}

bool spool_write(int *file, const char *part, size_t length)
{
        if (*file < 0 && (*file = open_unnamed()) < 0)
                return complain("make a file");
        while (length) {
                ssize_t written = write(*file, part, length);
                if (written < 0 && errno == EINTR)
                        continue;
                if (written <= 0)
                        return complain("write");
                part += written;
                length -= (size_t)written;
        }
        return true;
}

void spool_close(int *file)
{
        if (*file >= 0)
                close(*file);
        *file = -1;
}

int request_body_file(struct request *rq)
{
        if (rq->spool >= 0 && lseek(rq->spool, 0, SEEK_SET) != 0)
                abort();
        return rq->spool;
}
