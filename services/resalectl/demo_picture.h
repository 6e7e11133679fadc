#ifndef RESALECTL_DEMO_PICTURE_H
#define RESALECTL_DEMO_PICTURE_H

#include "resale/photo.h"

/*
 * Pictures of the demo's pieces, drawn: a piece lies in soft light on a light ground. Places are measured in widths of the picture from its middle, x to the right and y down;
 * outlines are the right half of what is the same on both sides.
 */
struct point { float x, y; };

enum cloth { PLAIN, WOVEN, FUZZY, KNIT, RIBBED, CHECKED };
enum { OUTLINE_MAX = 14 };
struct part {
        enum cloth cloth;
        float tone;                        /* of the piece's colour; below 0: of dark webbing instead */
        float puff;                        /* how far from its edge it is round */
        float stitch;                      /* a seam so far inside its edge; 0: none */
        int sides;                         /* SEEN_…: where it is seen; CORNERED: its corners are hardly round */
        struct point outline[OUTLINE_MAX]; /* to the first 0, 0; begins and ends at x 0, or is a closed one beside it */
};

/* A seam, zip or row of buttons on both sides, or on the right only. */
enum line_kind { SEAM, ZIP, BUTTONS };
struct line { enum line_kind kind; int sides; struct point from, to; bool mirrored; };

enum { SEEN_FRONT = 1, SEEN_BACK = 2, SEEN_BOTH = 3, CORNERED = 4 };
struct garment { const struct part *part; size_t parts; const struct line *line; size_t lines; };

enum flaw_kind { FLAWLESS, STAIN, SNAG, SCUFF, PILLS };
struct flaw { enum flaw_kind kind; struct point at; };

struct piece_look { const struct garment *garment; unsigned char colour[3]; char size; struct flaw flaw; };
extern const struct garment garment_jacket, garment_fleece, garment_sweater, garment_shirt, garment_beanie, garment_pack;

enum view { VIEW_FRONT, VIEW_BACK, VIEW_TAG, VIEW_DEFECT };
/* A JPEG, in the arena. */
void picture_draw(struct arena *arena, const struct piece_look *look, enum view view, struct photo_image *image);
/* Where the flaw is in the picture of the front, in basis points of its sides. */
struct point picture_pin(const struct piece_look *look);

#endif
