#ifndef RESALE_ID_H
#define RESALE_ID_H

#include "resale/arena.h"
#include "resale/shape.h"

/* RFC 9562 version 7: time-ordered; later ones of one process sort later. */
void uuid_new(struct uuid *uuid);
bool uuid_parse(const char *text, struct uuid *uuid) MUST_USE;   /* any case in, lower case out */
static inline bool uuid_is_set(const struct uuid *uuid) { return uuid->text[0] != '\0'; }
static inline bool uuid_equal(const struct uuid *a, const struct uuid *b) { return strcmp(a->text, b->text) == 0; }

/*
 * The licence plate of a unit: "RP" merchant(4) serial(6) check(1), 13 characters, printed "RP-0K7M-3F9Q2A-X".
 * Merchant number and serial are Crockford base 32 (no I, L, O, U); the check character is
 * ISO/IEC 7064 MOD 37,36 over the twelve before it: every single wrong character is noticed, and nearly every swap of neighbours.
 * The plate names its merchant, so a scan finds its tenant without a global lookup.
 */
enum { PLATE_LENGTH = 13, PLATE_PRINTED = 16, PLATE_MERCHANTS = 1 << 20, PLATE_SERIALS = 1 << 30 };
struct plate { char text[PLATE_LENGTH + 1]; };

bool plate_make(int64_t merchant_number, int64_t serial, struct plate *plate) MUST_USE;
/* As scanned or typed: case, dashes and spaces do not matter; O is 0, I and L are 1. False: not a plate, or the check fails. */
bool plate_parse(const char *text, struct plate *plate) MUST_USE;
int64_t plate_merchant(const struct plate *plate);   /* numbers, as plate_make took them */
int64_t plate_serial(const struct plate *plate);
void plate_print(const struct plate *plate, char text[PLATE_PRINTED + 1]);

/* GS1 General Specifications 7.9.1: the last of these digits is the mod-10 check digit of those before it (GTIN, SSCC, GLN; carriers took it over). */
bool gs1_check_digit(const char *digits, size_t length);

/* GTIN-8, -12 (UPC-A), -13 (EAN, ISBN), -14: digits and the GS1 check digit. */
bool gtin_is_valid(const char *text);
struct gtin { char text[15]; };
/* Any of them as 14 digits, zeros in front: the form in which two of them are compared. */
bool gtin_parse(const char *text, struct gtin *gtin) MUST_USE;
/* UPC-E as scanners send it: number system 0, six digits, check digit. GS1 General Specifications 5.2.2.4.2 has the expansion. */
bool gtin_parse_upc_e(const char *text, struct gtin *gtin) MUST_USE;

#endif
