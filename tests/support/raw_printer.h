#ifndef TESTS_RAW_PRINTER_H
#define TESTS_RAW_PRINTER_H

#include <stdbool.h>
#include <stddef.h>

/* A label printer's raw socket on loopback: a thread that keeps what it was sent. Labels are taken one connection after the other. */
struct raw_printer;
enum raw_manner {
        RAW_TAKES,      /* all of it */
        RAW_SLOW,       /* after 300 ms */
        RAW_CUTS,       /* resets the connection when it has read the first bytes */
        RAW_DEAF,       /* takes no connection and lets no further one in: as a host that is away */
};

struct raw_printer *raw_printer_start(enum raw_manner manner);
int raw_printer_port(const struct raw_printer *printer);
void raw_printer_will(struct raw_printer *printer, enum raw_manner manner);   /* from the next connection on */
size_t raw_printer_count(struct raw_printer *printer);                        /* connections that sent something */
char *raw_printer_label(struct raw_printer *printer, size_t index);           /* what the n-th sent; lives until it stops */
void raw_printer_stop(struct raw_printer *printer);

#endif
