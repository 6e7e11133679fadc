#ifndef LISTING_XML_H
#define LISTING_XML_H

#include "resale/arena.h"

/* A text in XML 1.0: escaped, without the characters that it cannot hold. */
void xml_text(struct buffer *out, const char *text);
/* <name>text</name>; NULL: nothing. */
void xml_element(struct buffer *out, const char *name, const char *text);

/* At most `most` UTF-16 units of a text, which is how long others say theirs may be; cut between words where one ends near. */
const char *text_within(struct arena *arena, const char *text, size_t most);

#endif
