#ifndef RESALE_LABEL_H
#define RESALE_LABEL_H

#include "resale/json.h"

/*
 * The plate label of a unit: Code 128 of the plate, a QR code of its address, and what a person reads. One layout, in whole dots of the
 * printer, drawn as ZPL II (for a label printer), as PDF (one page of the label's size) or as SVG (for a screen).
 */
enum label_format { LABEL_ZPL, LABEL_PDF, LABEL_SVG, LABEL_FORMATS };
enum label_size { LABEL_57X32, LABEL_102X51, LABEL_SIZES };   /* 2.25 × 1.25 in, 4 × 2 in */
extern const char *const label_formats[];   /* "zpl", "pdf", "svg", NULL */
extern const char *const label_sizes[];     /* "57x32", "102x51", NULL */

enum { LABEL_URL_MAX = 180, LABEL_TEXT_MAX = 2000, LABEL_BYTES_MAX = 1 << 20 };

struct label {
        const char *plate;      /* as stored or as printed; its check character must fit */
        const char *url;        /* http:// or https://, visible ASCII, at most LABEL_URL_MAX bytes */
        /* UTF-8; NULL or "": left out. Shortened to fit; a character that no Latin code page has is drawn as "?". Nothing after LABEL_TEXT_MAX bytes is looked at. */
        const char *title, *sku, *merchant;
        const char *received;   /* a local time as text: "2026-11-20 14:05" */
        enum label_size size;
        int dpi;                /* of the printer: 203 or 300 */
};

struct label_drawing { const char *media_type, *bytes; size_t length; };   /* of the arena */

/* INVALID_FIELD, with *fault naming a member of struct label or "format". */
enum problem label_draw(struct arena *arena, const struct label *label, enum label_format format, struct label_drawing *drawing,
                        struct json_fault *fault) MUST_USE;

/* A single symbol, for a card at a station or a shelf. */
enum label_symbol { LABEL_CODE_128, LABEL_QR, LABEL_SYMBOLS };
extern const char *const label_symbols[];   /* "code128", "qr", NULL */

/* `text` (1 to LABEL_SYMBOL_MAX visible ASCII characters) as SVG, with its quiet zone; a module is a unit of its viewBox. PROBLEM_INTERNAL: it cannot be drawn. */
enum { LABEL_SYMBOL_MAX = 40 };
enum problem label_symbol(struct arena *arena, enum label_symbol symbol, const char *text, struct label_drawing *drawing) MUST_USE;

/*
 * Hand `bytes` to a label printer's raw socket (port 9100 as a rule). OK when its network side has acknowledged every byte, which does not say that it
 * has paper. PRINTER_UNAVAILABLE, with *why for a person: it cannot be found or reached, hung up, or was not done after `timeout_ms`. Finding
 * a host by name is not counted in that. What was half sent may have been printed.
 */
enum problem label_send(struct arena *arena, const char *host, int port, const char *bytes, size_t length, int timeout_ms, const char **why) MUST_USE;

#endif
