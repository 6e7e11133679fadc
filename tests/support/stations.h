#ifndef TESTS_STATIONS_H
#define TESTS_STATIONS_H

#include "support/api.h"

/* A device: what it keeps between calls. */
struct device { char id[37]; char station[140], session[140]; };   /* of the station; cookies, "" when there is none */
struct device new_station(void);                                    /* made and enrolled by the administrator */
void keep_cookies(struct device *device, const struct answer *answer);

/* Somebody with one role, a badge, and the PIN 2580. */
struct person { char id[37], email[120], badge[40]; int64_t number; };
struct person new_person(const char *role);
const char *token_of(const struct person *person);                  /* signed in by password */
extern const char a_password[], a_pin[];

/* From the device, with its cookies, as its own pages would; keeps what it is given. body NULL: none. */
struct answer from(struct device *device, const char *method, const char *path, const char *body_format, ...) PRINTF(4, 5);
struct answer sign_in_at(struct device *device, const char *body_format, ...) PRINTF(2, 3);
void refused(struct answer answer, int status, const char *code);

#endif
