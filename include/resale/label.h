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

enum { LABEL_URL_MAX = 180, LABEL_TEXT_MAX = 2000, LABEL_BYTES_MAX = 1 << 20, LABELS_MAX = 1000, LABELS_BYTES_MAX = 32 << 20 };

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

/* A card of 86 × 54 mm, as SVG: Code 128 and a QR code of `code` (upper-case letters, digits, ":"; at most 32), and whose it is. Texts as those of a label. */
struct badge_card { const char *code, *name, *roles, *number; };
enum problem badge_draw(struct arena *arena, const struct badge_card *card, struct label_drawing *drawing) MUST_USE;

/* A single symbol, for a card at a station or a shelf. */
enum label_symbol { LABEL_CODE_128, LABEL_QR, LABEL_SYMBOLS };
extern const char *const label_symbols[];   /* "code128", "qr", NULL */

/* `text` (1 to LABEL_SYMBOL_MAX visible ASCII characters) as SVG, with its quiet zone; a module is a unit of its viewBox. PROBLEM_INTERNAL: it cannot be drawn. */
enum { LABEL_SYMBOL_MAX = 40 };
enum problem label_symbol(struct arena *arena, enum label_symbol symbol, const char *text, struct label_drawing *drawing) MUST_USE;

/*
 * Cards for places of a warehouse: a QR code and a Code 128 of what a scan of it gives, its name to be read from two metres, and one line. One a page of the label's
 * size, or as many as a sheet takes (10 on A4 and Letter, 102 × 51 mm each, with marks to cut at). As PDF.
 */
enum card_paper { CARD_A4, CARD_LETTER, CARD_102X51, CARD_57X32, CARD_PAPERS };
extern const char *const card_papers[];     /* "a4", "letter", "102x51", "57x32", NULL */
enum { CARDS_MOST = 400, CARD_DATA_MAX = 36 };
struct card { const char *data, *name, *line; };   /* data: visible ASCII, at most CARD_DATA_MAX bytes; line NULL: none */
/* INVALID_FIELD, with *fault naming "data", "paper" or "cards". */
enum problem cards_draw(struct arena *arena, const struct card *card, size_t count, enum card_paper paper, struct label_drawing *drawing,
                        struct json_fault *fault) MUST_USE;

/*
 * An address label, 102 × 152 mm (4 × 6 in): who sends it, where it goes, a reference, and the plate as Code 128. Lines are UTF-8, shortened to fit; at most
 * ADDRESS_LINES of each are drawn. INVALID_FIELD as label_draw.
 */
enum { ADDRESS_LINES = 6 };
struct address_label { struct texts from, to; const char *reference, *plate; int dpi; };
enum problem address_draw(struct arena *arena, const struct address_label *label, enum label_format format, struct label_drawing *drawing,
                          struct json_fault *fault) MUST_USE;

/* The same of up to LABELS_MAX labels, in order, in one file: a ZPL stream, or a PDF with a page each. INVALID_FIELD as above; "format" for SVG. */
enum problem label_draw_all(struct arena *arena, const struct label *labels, size_t count, enum label_format format, struct label_drawing *drawing,
                            struct json_fault *fault) MUST_USE;

/* A label printer's raw socket (port 9100 as a rule). */
struct label_printer { const char *host; int port, timeout_ms; };
/* Why, for a person. unsure: every byte had left before it failed, so the label may have been printed and must not be sent again without looking. */
struct label_fault { const char *why; bool unsure; };

/*
 * Could this be a printer's host? A name, or an address that is not out on the internet. ZPL goes in the clear and to whoever listens, so printers are only reached
 * on private, link-local and loopback networks, whatever a name resolves to: label_send looks at the address that it connects to.
 */
bool label_host_is_possible(const char *host);

/*
 * Hand `bytes` to a label printer. OK when its network side has acknowledged every byte, which does not say that it has paper. PRINTER_UNAVAILABLE, with
 * *fault: it cannot be found or reached, is out on the internet, hung up, or was not done after timeout_ms. Finding a host by name is not counted in that.
 * A label that was half sent is none: its ^XZ, which prints it, comes last.
 */
enum problem label_send(struct arena *arena, const struct label_printer *printer, const char *bytes, size_t length, struct label_fault *fault) MUST_USE;

#endif
