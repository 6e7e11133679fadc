#ifndef TESTS_YAML_H
#define TESTS_YAML_H

#include <jansson.h>

/*
 * A YAML file as JSON: plain null, true, false and decimal numbers are what they look like, every other scalar is a text. A file that cannot be read, is no YAML,
 * or has a member twice ends the program with its place. The caller owns it.
 */
json_t *yaml_load(const char *path);

#endif
