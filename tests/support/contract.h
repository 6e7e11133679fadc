#ifndef TESTS_CONTRACT_H
#define TESTS_CONTRACT_H

#include <jansson.h>

#include "resale/arena.h"

/*
 * A JSON value against a schema: the part of JSON Schema 2020-12 that the openapi.yaml files use. Held: $ref into the document, type (one or a list), const, enum,
 * format (uuid in lower case, date-time in UTC), minLength, maxLength (characters), minimum, maximum, items, minItems, maxItems, properties, required, minProperties,
 * additionalProperties, unevaluatedProperties: false over allOf, oneOf. Everything is borrowed; messages live in the arena.
 */

/* NULL when it holds, else where and what: "items[0].price.amount: must be integer, is \"12\"". */
const char *contract_breach(struct arena *arena, json_t *document, json_t *schema, json_t *value);

/*
 * What has to be mended before a schema can be held: a keyword that is not held, a reference to nothing, a required member that is not described, an object that does not
 * say whether it is open (only the parts of an allOf need not). NULL: nothing.
 */
const char *contract_fault(struct arena *arena, json_t *document, json_t *schema);

/* What the "$ref" of a schema, response or header points to, or the thing itself; NULL: to nothing. */
json_t *contract_resolve(json_t *document, json_t *thing);

#endif
