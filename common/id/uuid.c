#include <ctype.h>
#include <pthread.h>

#include "resale/clock.h"
#include "resale/crypto.h"
#include "resale/id.h"

/* Milliseconds and a 12-bit count within one, so that ids of a process sort in the order they were made. */
static void next_tick(uint64_t *milliseconds, unsigned *count)
{
        static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
        static uint64_t last;
        static unsigned within;
        uint64_t now = (uint64_t)(clock_now().micros / 1000);

        pthread_mutex_lock(&lock);
        if (now > last) {
                last = now;
                within = random_below(2048);
        } else if (++within > 4095) {
                last++;
                within = 0;
        }
        *milliseconds = last;
        *count = within;
        pthread_mutex_unlock(&lock);
}

void uuid_new(struct uuid *uuid)
{
        unsigned char random[8];
        uint64_t milliseconds;
        unsigned count;

        next_tick(&milliseconds, &count);
        random_bytes(random, sizeof random);
        snprintf(uuid->text, sizeof uuid->text, "%08llx-%04llx-7%03x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                 (unsigned long long)(milliseconds >> 16) & 0xffffffffull, (unsigned long long)milliseconds & 0xffffull, count & 0xfffu,
                 (random[0] & 0x3fu) | 0x80u, random[1], random[2], random[3], random[4], random[5], random[6], random[7]);
}

bool uuid_parse(const char *text, struct uuid *uuid)
{
        static const char form[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

        if (strlen(text) != sizeof form - 1)
                return false;
        for (size_t i = 0; i < sizeof form - 1; i++)
                if (form[i] == '-' ? text[i] != '-' : !isxdigit((unsigned char)text[i]))
                        return false;
        for (size_t i = 0; i < sizeof form; i++)
                uuid->text[i] = (char)tolower((unsigned char)text[i]);
        return true;
}
