#include "support/loop_api.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "resale/base.h"

static bool is_one_of(const char *text, const char *const *names)
{
        for (; text && *names; names++)
                if (strcmp(text, *names) == 0)
                        return true;
        return false;
}

static int refuse(char *answer, size_t size, int status, const char *field)
{
        snprintf(answer, size, "{\"message\":\"The given data was invalid.\",\"errors\":{\"%s\":[\"is not valid\"]}}", field);
        return status;
}

static const char *text_of(const json_t *item, const char *name) { return json_string_value(json_object_get(item, name)); }

/* Up to 2026-07 a text, from 2026-10 on an object with a subject and a title. */
static bool is_category(const json_t *category, bool old)
{
        static const char *const grades[] = { "grade_a", "grade_b", "grade_c", "grade_d", "incorrect_item", "missing", "junk", NULL };

        if (old)
                return is_one_of(json_string_value(category), grades);
        return text_of(category, "subject") && text_of(category, "title") && is_one_of(text_of(category, "grade"), grades);
}

static bool is_time(const char *text)
{
        int part[6], end = 0;

        return text && sscanf(text, "%4d-%2d-%2d %2d:%2d:%2d%n", &part[0], &part[1], &part[2], &part[3], &part[4], &part[5], &end) == 6 && end == 19 && text[19] == '\0';
}

static const char *wrong_in(const json_t *item, bool grade, bool old)
{
        static const char *const outcomes[] = { "back_to_stock", "resale_hold", "recycle", "donate", "missing", NULL };
        static const char *const known[] = { "line_item_id", "description", "condition_category", "disposition_outcome", "return_processor", "note", "images", "inspected_at", NULL };
        const char *name;
        json_t *value;

        json_object_foreach((json_t *)(uintptr_t)item, name, value)
                if (!is_one_of(name, known))
                        return name;
        if (!json_is_integer(json_object_get(item, "line_item_id")))
                return "items.0.line_item_id";
        if (grade && !is_category(json_object_get(item, "condition_category"), old))
                return "items.0.condition_category";
        if (grade && (!text_of(item, "description") || strlen(text_of(item, "description")) > 255))
                return "items.0.description";
        if (!grade && !is_one_of(text_of(item, "disposition_outcome"), outcomes))
                return "items.0.disposition_outcome";
        return is_time(text_of(item, "inspected_at")) ? NULL : "items.0.inspected_at";
}

int loop_api(const struct heard *heard, char *answer, size_t size)
{
        bool old = strstr(heard->head, "/api/2026-07/"), grade = strstr(heard->head, "/dispositioning/grade HTTP");

        if (!strstr(heard->head, "\r\nX-Authorization: " LOOP_KEY "\r\n"))
                return refuse(answer, size, 401, "key");
        if (strncmp(heard->head, "POST ", 5) || (!old && !strstr(heard->head, "/api/2026-10/")) || (!grade && !strstr(heard->head, "/dispositioning/assess HTTP")))
                return refuse(answer, size, 404, "path");
        json_t *body = json_loads(heard->body, 0, NULL), *items = json_object_get(body, "items");
        const char *wrong = json_array_size(items) >= 1 && json_array_size(items) <= 30 ? wrong_in(json_array_get(items, 0), grade, old) : "items";
        int status = 200;
        if (wrong)
                status = refuse(answer, size, 422, wrong);
        else if (json_integer_value(json_object_get(json_array_get(items, 0), "line_item_id")) == 999)
                status = refuse(answer, size, 403, "items.0.line_item_id of another shop");
        else
                snprintf(answer, size, "[]");
        json_decref(body);
        return status;
}
