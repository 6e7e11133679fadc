#ifndef TESTS_PICTURE_H
#define TESTS_PICTURE_H

#include "resale/base.h"

/* A label's SVG, read back: where its texts stand and its bars, in dots. */
struct area { int x, y, width, height; };
struct picture {
        int width, height;
        size_t texts, bars[2];
        struct area text[16], code[2];   /* Code 128, QR */
        struct area bar[2][2000];
};
void picture_read(const char *svg, struct picture *picture);
/* Texts and codes with their quiet zones lie on the label and do not touch; a module is at least 0.25 mm. Fails the test. */
void picture_must_fit(const struct picture *picture, double dots_per_mm);
/* Valid UTF-8, elements closed in order, attributes quoted, no stray "&" or control character. */
bool picture_is_well_formed(const char *svg);

/* What a scanner reads: lines "CODE-128:…", "QR-Code:…". Both in the test's arena. */
const char *scan_pdf(const void *pdf, size_t length, int dpi);
const char *scan_svg(const char *svg);   /* of its bars alone, a dot as three pixels */

#endif
