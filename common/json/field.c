#include <errno.h>

#include "json_private.h"
#include "resale/clock.h"
#include "resale/id.h"
#include "resale/money.h"

static bool int64_parse(const char *text, int64_t *number)
{
        char *end;

        errno = 0;
        *number = strtoll(text, &end, 10);
        return !errno && *text && !*end && *text != ' ' && *text != '+';
}

/* "12900 USD" */
static bool money_from_text(const char *text, struct money *money)
{
        char amount[24];
        size_t length = strcspn(text, " ");

        if (length >= sizeof amount || text[length] != ' ' || strlen(text + length + 1) != 3)
                return false;
        memcpy(amount, text, length);
        amount[length] = '\0';
        memcpy(money->currency, text + length + 1, 4);
        return int64_parse(amount, &money->amount);
}

bool choice_parse(const char *const *choices, const char *text, int *choice)
{
        for (int i = 0; choices[i]; i++)
                if (text_equal(choices[i], text)) {
                        *choice = i;
                        return true;
                }
        return false;
}

bool field_from_text(struct arena *arena, const struct field *field, const char *text, void *value)
{
        void *member = (char *)value + field->offset;

        switch (field->type) {
        case FIELD_BOOL:
                *(bool *)member = *text == 't';
                return true;
        case FIELD_INT64:
                return int64_parse(text, member);
        case FIELD_TEXT:
        case FIELD_JSON:
                *(const char **)member = arena_copy(arena, text, strlen(text));
                return true;
        case FIELD_UUID:
                return uuid_parse(text, member);
        case FIELD_INSTANT:
                return instant_parse(text, member);
        case FIELD_MONEY:
                return money_from_text(text, member);
        case FIELD_CHOICE:
                return choice_parse(field->choices, text, member);
        case FIELD_TEXTS:
        case FIELD_LIST:
        case FIELD_OBJECT:
                break;
        }
        return false;
}

void field_clear(const struct field *field, void *value)
{
        void *member = (char *)value + field->offset;

        switch (field->type) {
        case FIELD_BOOL:    *(bool *)member = false; break;
        case FIELD_INT64:   *(int64_t *)member = 0; break;
        case FIELD_TEXT:
        case FIELD_JSON:    *(const char **)member = NULL; break;
        case FIELD_UUID:    memset(member, 0, sizeof(struct uuid)); break;
        case FIELD_INSTANT: *(struct instant *)member = NO_INSTANT; break;
        case FIELD_MONEY:   memset(member, 0, sizeof(struct money)); break;
        case FIELD_TEXTS:   memset(member, 0, sizeof(struct texts)); break;
        case FIELD_LIST:    memset(member, 0, sizeof(struct list)); break;
        case FIELD_OBJECT:
                for (size_t i = 0; i < field->of->count; i++)
                        field_clear(&field->of->fields[i], member);
                break;
        case FIELD_CHOICE:  break;   /* stays as it was */
        }
}
