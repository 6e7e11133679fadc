/* What the demo's garments look like. */
#include "demo_picture.h"

#define GARMENT(name) const struct garment garment_##name = { name##_parts, ARRAY_LEN(name##_parts), name##_lines, ARRAY_LEN(name##_lines) }
#define COVERS(...) { __VA_ARGS__ }
#define SLEEVE COVERS({ .16f, -.345f }, { .235f, -.32f }, { .285f, -.23f }, { .335f, .02f }, { .372f, .26f }, { .37f, .29f }, \
                      { .295f, .305f }, { .285f, .285f }, { .262f, .10f }, { .225f, -.05f }, { .18f, -.13f })
#define CUFF COVERS({ .287f, .27f }, { .375f, .25f }, { .383f, .315f }, { .30f, .335f })
#define BODY COVERS({ 0, -.36f }, { .09f, -.385f }, { .17f, -.355f }, { .235f, -.315f }, { .222f, -.20f }, { .217f, -.05f }, { .224f, .18f }, { .234f, .36f }, { .228f, .41f }, { 0, .42f })
#define HEM COVERS({ 0, .385f }, { .236f, .378f }, { .236f, .44f }, { .22f, .447f }, { 0, .452f })

#define NAPE(cloth, tone, top) { cloth, tone, .03f, .010f, SEEN_BACK | CORNERED, COVERS({ 0, top }, { .06f, top }, { .092f, top + .02f }, { .105f, -.35f }, { 0, -.34f }) }

static const struct part jacket_parts[] = {
        NAPE(WOVEN, .90f, -.455f),
        { WOVEN, .97f, .055f, 0, SEEN_BOTH, SLEEVE },
        { WOVEN, .86f, .02f, .010f, SEEN_BOTH | CORNERED, CUFF },
        { WOVEN, 1, .06f, .012f, SEEN_BOTH, BODY },
        { WOVEN, .93f, .05f, .012f, SEEN_FRONT, COVERS({ 0, -.475f }, { .07f, -.47f }, { .105f, -.43f }, { .115f, -.37f }, { .07f, -.325f }, { 0, -.30f }) },
        { WOVEN, .55f, .03f, 0, SEEN_FRONT, COVERS({ 0, -.445f }, { .055f, -.44f }, { .073f, -.405f }, { .04f, -.36f }, { 0, -.335f }) },
};
static const struct line jacket_lines[] = {
        { ZIP, SEEN_FRONT, { 0, -.335f }, { 0, .415f }, false },
        { ZIP, SEEN_FRONT, { .10f, .11f }, { .155f, .26f }, true },
        { ZIP, SEEN_FRONT, { .065f, -.15f }, { .15f, -.15f }, false },
        { SEAM, SEEN_BOTH, { 0, .385f }, { .23f, .376f }, true },
        { SEAM, SEEN_BOTH, { .225f, -.24f }, { 0, -.235f }, true },
};

static const struct part fleece_parts[] = {
        NAPE(FUZZY, .55f, -.445f),
        { FUZZY, .96f, .06f, 0, SEEN_BOTH, SLEEVE },
        { RIBBED, .55f, .02f, 0, SEEN_BOTH | CORNERED, CUFF },
        { FUZZY, 1, .07f, 0, SEEN_BOTH, BODY },
        { RIBBED, .55f, .02f, 0, SEEN_BOTH | CORNERED, HEM },
        { FUZZY, .55f, .04f, .012f, SEEN_FRONT, COVERS({ 0, -.44f }, { .08f, -.44f }, { .105f, -.41f }, { .105f, -.36f }, { .06f, -.315f }, { 0, -.30f }) },
        { FUZZY, .32f, .03f, 0, SEEN_FRONT, COVERS({ 0, -.42f }, { .06f, -.415f }, { .07f, -.39f }, { .04f, -.355f }, { 0, -.335f }) },
        { WOVEN, .55f, .012f, .008f, SEEN_FRONT | CORNERED, COVERS({ .07f, -.19f }, { .16f, -.19f }, { .16f, -.07f }, { .07f, -.07f }) },
};
static const struct line fleece_lines[] = {
        { ZIP, SEEN_FRONT, { 0, -.335f }, { 0, -.08f }, false },
        { ZIP, SEEN_FRONT, { .078f, -.165f }, { .152f, -.165f }, false },
};

static const struct part sweater_parts[] = {
        NAPE(RIBBED, .90f, -.41f),
        { KNIT, .95f, .06f, 0, SEEN_BOTH, SLEEVE },
        { RIBBED, .90f, .02f, 0, SEEN_BOTH | CORNERED, CUFF },
        { KNIT, 1, .07f, 0, SEEN_BOTH, BODY },
        { RIBBED, .92f, .02f, 0, SEEN_BOTH | CORNERED, HEM },
        { RIBBED, .90f, .025f, 0, SEEN_FRONT, COVERS({ 0, -.40f }, { .08f, -.405f }, { .105f, -.385f }, { .09f, -.335f }, { .05f, -.295f }, { 0, -.28f }) },
        { KNIT, .55f, .03f, 0, SEEN_FRONT, COVERS({ 0, -.378f }, { .055f, -.38f }, { .072f, -.368f }, { .058f, -.335f }, { 0, -.315f }) },
};
static const struct line sweater_lines[] = { { SEAM, SEEN_BOTH, { .165f, -.335f }, { .215f, -.14f }, true } };

static const struct part shirt_parts[] = {
        NAPE(CHECKED, .92f, -.42f),
        { CHECKED, .95f, .05f, 0, SEEN_BOTH, SLEEVE },
        { CHECKED, .90f, .02f, .008f, SEEN_BOTH | CORNERED, CUFF },
        { CHECKED, 1, .05f, .010f, SEEN_BOTH, BODY },
        { CHECKED, .92f, .02f, .008f, SEEN_FRONT, COVERS({ 0, -.42f }, { .07f, -.42f }, { .09f, -.375f }, { .05f, -.35f }, { 0, -.345f }) },
        { CHECKED, .50f, .02f, 0, SEEN_FRONT, COVERS({ 0, -.405f }, { .05f, -.405f }, { .06f, -.385f }, { .03f, -.35f }, { 0, -.325f }) },
        { CHECKED, .98f, .015f, .008f, SEEN_FRONT | CORNERED, COVERS({ .068f, -.405f }, { .085f, -.40f }, { .125f, -.335f }, { .075f, -.265f }, { .01f, -.335f }) },
        { CHECKED, .97f, .012f, .007f, SEEN_FRONT | CORNERED, COVERS({ .07f, -.19f }, { .165f, -.19f }, { .165f, -.085f }, { .118f, -.065f }, { .07f, -.085f }) },
};
static const struct line shirt_lines[] = {
        { SEAM, SEEN_FRONT, { -.018f, -.32f }, { -.018f, .415f }, false },
        { SEAM, SEEN_FRONT, { .018f, -.32f }, { .018f, .415f }, false },
        { BUTTONS, SEEN_FRONT, { 0, -.26f }, { 0, .34f }, false },
        { SEAM, SEEN_BACK, { 0, -.25f }, { .22f, -.25f }, true },
};

static const struct part beanie_parts[] = {
        { RIBBED, 1, .12f, 0, SEEN_BOTH, COVERS({ 0, -.33f }, { .08f, -.325f }, { .18f, -.28f }, { .25f, -.17f }, { .275f, -.02f }, { .28f, .10f }, { 0, .12f }) },
        { RIBBED, 1.06f, .05f, 0, SEEN_BOTH | CORNERED, COVERS({ 0, .045f }, { .28f, .035f }, { .297f, .055f }, { .297f, .225f }, { .28f, .25f }, { 0, .26f }) },
        { PLAIN, -1.6f, .006f, .006f, SEEN_FRONT | CORNERED, COVERS({ 0, .11f }, { .045f, .11f }, { .045f, .185f }, { 0, .185f }) },
};
static const struct line beanie_lines[] = { { SEAM, SEEN_BACK, { 0, -.32f }, { 0, .26f }, false } };

static const struct part pack_parts[] = {
        { PLAIN, -1, .015f, 0, SEEN_BOTH, COVERS({ 0, -.475f }, { .045f, -.47f }, { .062f, -.435f }, { .062f, -.37f }, { .036f, -.37f }, { .036f, -.425f }, { .025f, -.445f }, { 0, -.448f }) },
        { PLAIN, -.9f, .02f, .01f, SEEN_FRONT,
          COVERS({ .18f, -.25f }, { .27f, -.17f }, { .30f, .05f }, { .285f, .26f }, { .23f, .34f }, { .20f, .30f }, { .25f, .20f }, { .255f, .02f }, { .22f, -.12f }) },
        { WOVEN, .82f, .05f, .01f, SEEN_BOTH, COVERS({ .17f, .10f }, { .262f, .09f }, { .272f, .20f }, { .255f, .36f }, { .20f, .39f }, { .15f, .38f }) },
        { WOVEN, 1, .10f, .014f, SEEN_BOTH, COVERS({ 0, -.40f }, { .12f, -.395f }, { .195f, -.35f }, { .228f, -.24f }, { .238f, 0 }, { .24f, .24f }, { .225f, .36f }, { .15f, .405f }, { 0, .41f }) },
        { WOVEN, .93f, .05f, .012f, SEEN_FRONT, COVERS({ 0, -.03f }, { .13f, -.028f }, { .172f, .01f }, { .18f, .20f }, { .172f, .32f }, { .12f, .355f }, { 0, .36f }) },
        { PLAIN, -1, .025f, .01f, SEEN_BACK, COVERS({ .05f, -.33f }, { .105f, -.33f }, { .15f, -.12f }, { .165f, .10f }, { .15f, .30f }, { .11f, .30f }, { .11f, .10f }, { .09f, -.10f }) },
        { PLAIN, -1.8f, .006f, .005f, SEEN_FRONT | CORNERED, COVERS({ 0, -.165f }, { .05f, -.165f }, { .05f, -.105f }, { 0, -.105f }) },
};
static const struct line pack_lines[] = {
        { ZIP, SEEN_FRONT, { 0, -.30f }, { .12f, -.29f }, true },
        { ZIP, SEEN_FRONT, { .12f, -.29f }, { .18f, -.22f }, true },
        { ZIP, SEEN_FRONT, { .18f, -.22f }, { .195f, -.04f }, true },
        { ZIP, SEEN_FRONT, { .135f, .03f }, { -.135f, .03f }, false },
};

GARMENT(jacket);
GARMENT(fleece);
GARMENT(sweater);
GARMENT(shirt);
GARMENT(beanie);
GARMENT(pack);
