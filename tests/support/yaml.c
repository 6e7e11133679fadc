#include "support/yaml.h"

#include <errno.h>
#include <yaml.h>

#include "resale/base.h"

struct reading { const char *path; yaml_document_t document; };

static _Noreturn void stop(const char *path, const yaml_mark_t *at, const char *why)
{
        fprintf(stderr, "%s:%zu: %s\n", path, at->line + 1, why);
        exit(EXIT_FAILURE);
}

/* NULL: it is none. */
static json_t *number_of(const char *text)
{
        char *end;

        if (!*text || strspn(text, "-0123456789.") != strlen(text))
                return NULL;
        errno = 0;
        long long whole = strtoll(text, &end, 10);
        if (!*end && !errno)
                return json_integer(whole);
        double real = strtod(text, &end);
        return *end ? NULL : json_real(real);
}

static json_t *scalar_of(const struct reading *r, const yaml_node_t *node)
{
        const char *text = (const char *)node->data.scalar.value;
        json_t *value = NULL;

        if (node->data.scalar.style == YAML_PLAIN_SCALAR_STYLE) {
                if (text_equal(text, "null") || text_equal(text, "~") || !*text)
                        return json_null();
                if (text_equal(text, "true") || text_equal(text, "false"))
                        return json_boolean(*text == 't');
                value = number_of(text);
        }
        value = value ? value : json_string(text);
        if (!value)
                stop(r->path, &node->start_mark, "not UTF-8");
        return value;
}

static json_t *value_of(struct reading *r, int index);

static json_t *list_of(struct reading *r, const yaml_node_t *node)
{
        json_t *list = json_array();

        for (const yaml_node_item_t *item = node->data.sequence.items.start; item < node->data.sequence.items.top; item++)
                json_array_append_new(list, value_of(r, *item));
        return list;
}

static json_t *object_of(struct reading *r, const yaml_node_t *node)
{
        json_t *object = json_object();

        for (const yaml_node_pair_t *pair = node->data.mapping.pairs.start; pair < node->data.mapping.pairs.top; pair++) {
                const yaml_node_t *key = yaml_document_get_node(&r->document, pair->key);
                if (key->type != YAML_SCALAR_NODE)
                        stop(r->path, &key->start_mark, "a name must be a text");
                const char *name = (const char *)key->data.scalar.value;
                if (json_object_get(object, name))
                        stop(r->path, &key->start_mark, "a member twice");
                json_object_set_new(object, name, value_of(r, pair->value));
        }
        return object;
}

static json_t *value_of(struct reading *r, int index)
{
        const yaml_node_t *node = yaml_document_get_node(&r->document, index);

        switch (node->type) {
        case YAML_MAPPING_NODE:  return object_of(r, node);
        case YAML_SEQUENCE_NODE: return list_of(r, node);
        default:                 return scalar_of(r, node);
        }
}

static void parse(struct reading *r, FILE *file)
{
        yaml_parser_t parser;

        if (!yaml_parser_initialize(&parser))
                abort();
        yaml_parser_set_input_file(&parser, file);
        if (!yaml_parser_load(&parser, &r->document))
                stop(r->path, &parser.problem_mark, parser.problem ? parser.problem : "no YAML");
        yaml_parser_delete(&parser);
}

json_t *yaml_load(const char *path)
{
        struct reading r = { .path = path };
        FILE *file = fopen(path, "re");

        if (!file)
                stop(path, &(yaml_mark_t){ 0 }, "cannot be read; tests run at the top of the repository");
        parse(&r, file);
        fclose(file);
        const yaml_node_t *root = yaml_document_get_root_node(&r.document);
        json_t *value = root ? value_of(&r, 1) : json_null();
        yaml_document_delete(&r.document);
        return value;
}
