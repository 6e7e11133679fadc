#ifndef RESALE_SCAN_H
#define RESALE_SCAN_H

#include "resale/arena.h"
#include "resale/shape.h"

/*
 * What a scanned or typed text could be, said without a database: the format alone. A text may fit several formats; all are given, the likelier first, and
 * whoever knows the data decides. Only what is ours beyond doubt (plate, command, bin, tote) stands alone; everything else is followed by SCAN_TEXT, because
 * only the data know an RMA, an order name, a SKU or a serial number.
 */
enum scan_kind {
        SCAN_PLATE,           /* text: 13 characters */
        SCAN_COMMAND,         /* "RPC:" and one of SCAN_COMMANDS; text: that word */
        SCAN_BIN, SCAN_TOTE,  /* "RPB:" or "RPT:" and a code; text: the code, upper case */
        SCAN_PRODUCT,         /* text and gtin: 14 digits; serial and lot where the code held them */
        SCAN_TRACKING,        /* text: the number as the carrier knows it, which may be a part of the code; carriers: whose it may be */
        SCAN_LOGISTIC_UNIT,   /* SSCC, 18 digits */
        SCAN_SERIAL, SCAN_SKU, SCAN_ORDER, SCAN_SHIPMENT, SCAN_LOCATION, SCAN_ASSET,   /* said by a GS1 application identifier */
        SCAN_TEXT             /* the text itself, cleaned */
};
extern const char *const scan_kinds[];   /* "plate", "command", … for the API */

/* What a person at a station may tell it by scanning a card. */
#define SCAN_COMMANDS "OK", "UNDO", "HOLD", "CLOSE", "CANCEL", "PRINT"

struct scan_candidate {
        enum scan_kind kind;
        const char *text;
        struct texts carriers;            /* ups usps fedex dhl ontrac lasership amazon canada_post royal_mail deutsche_post; s10: another post */
        const char *gtin, *serial, *lot;  /* NULL: not in the code */
        bool checked;                     /* a check digit was there and is right */
};

struct scan_element { const char *ai, *value; };   /* of a GS1 element string or Digital Link: "17", "270131" */

struct scan {
        const char *text;         /* cleaned: no AIM identifier, blanks or separators at its ends */
        const char *symbology;    /* AIM code and modifier, "C1"; NULL: the scanner did not say */
        const char *wrong;        /* why it was refused, or what is nearly right ("(01) has a wrong check digit"); NULL: nothing */
        struct list candidates;   /* of struct scan_candidate */
        struct list elements;     /* of struct scan_element, as they came */
};
extern const struct shape scan_shape;

/* Bytes that a code may have; a QR code can hold more, a thing's identity cannot. */
enum { SCAN_LONGEST = 1000 };

/* False: refused (empty, too long, not UTF-8, a control character); `wrong` says so and there is no candidate. Everything is of `arena`. */
bool scan_read(struct arena *arena, const char *raw, size_t length, struct scan *scan) MUST_USE;

#endif
