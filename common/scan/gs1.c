#include "scan_private.h"

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* GS1 AI encodable character set 82 (General Specifications 7.11). */
static bool in_set_82(char c)
{
        return c && strchr("!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz", c);
}

/* YYMMDD; day 00 is the month's last (General Specifications 3.4.2). */
static bool is_date(const char *d)
{
        static const int days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
        int year = (d[0] - '0') * 10 + d[1] - '0', month = (d[2] - '0') * 10 + d[3] - '0', day = (d[4] - '0') * 10 + d[5] - '0';

        return month >= 1 && month <= 12 && day <= days[month - 1] && (month != 2 || day < 29 || year % 4 == 0);
}

static const char *fault(const struct gs1_form *form, const char *value, size_t length)
{
        if (length < form->least)
                return "is too short";
        if (length > form->most)
                return "is too long";
        for (size_t i = 0; i < length; i++)
                if (i < form->digits ? !is_digit(value[i]) : !in_set_82(value[i]))
                        return "has a wrong character";
        if (form->to && !gs1_check_digit(value + form->from, (size_t)(form->to - form->from)))
                return "has a wrong check digit";
        return form->date && !is_date(value) ? "is not a date" : NULL;
}

static bool refuse(struct reading *r, const char *code, size_t length, const char *why)
{
        if (!r->scan->wrong)
                r->scan->wrong = arena_printf(r->arena, "(%.*s) %s", (int)length, code, why);
        return false;
}

bool gs1_take(struct reading *r, const char *code, size_t code_length, const char *value, size_t length)
{
        const struct gs1_form *form = gs1_form(code, code_length);
        struct scan_element *all = r->scan->elements.item;

        if (!form || strlen(form->code) != code_length)
                return refuse(r, code, code_length, "is no application identifier known here");
        const char *why = fault(form, value, length);
        if (why)
                return refuse(r, code, code_length, why);
        if (r->scan->elements.count == ELEMENTS)
                return refuse(r, code, code_length, "is one too many");
        all[r->scan->elements.count++] = (struct scan_element){ arena_copy(r->arena, code, code_length), arena_copy(r->arena, value, length) };
        return true;
}

/* FNC1 as GS, or as "^" or "^]" ("control and ]") where the scanner writes it out; no value may hold "^". */
static size_t separator(const char *text)
{
        return *text == GS ? 1 : *text == '^' ? (text[1] == ']' ? 2 : 1) : 0;
}

static size_t value_length(const struct gs1_form *form, const char *value)
{
        size_t length = 0;

        while (value[length] && !separator(value + length) && !(form->predefined && length == form->most))
                length++;
        return length;
}

static bool read_plain(struct reading *r, const char *text)
{
        while (*text) {
                size_t skip = separator(text);
                if (skip) {
                        text += skip;
                        continue;
                }
                const struct gs1_form *form = gs1_form(text, strlen(text));
                if (!form)
                        return refuse(r, text, strspn(text, "0123456789") < 4 ? strspn(text, "0123456789") : 4, "is no application identifier known here");
                size_t code = strlen(form->code), value = value_length(form, text + code);
                if (!gs1_take(r, text, code, text + code, value))
                        return false;
                text += code + value;
        }
        return r->scan->elements.count > 0;
}

/* "(01)": the length of the identifier between the brackets; 0: `text` does not begin with one. */
static size_t bracketed(const char *text)
{
        size_t length = *text == '(' ? strspn(text + 1, "0123456789") : 0;

        return length >= 2 && length <= 4 && text[length + 1] == ')' ? length : 0;
}

/* As printed below the symbol. A bracket of the value itself is written "\(" (GS1 Barcode Syntax Engine); where it was not, it counts as one unless an identifier follows. */
static bool read_bracketed(struct reading *r, const char *text)
{
        size_t code;

        while ((code = bracketed(text))) {
                struct buffer value = { .arena = r->arena };
                const char *c = text + code + 2;
                for (; *c && !bracketed(c); c++) {
                        if (c[0] == '\\' && c[1] == '(')
                                c++;
                        if (*c != ' ' && *c != GS)
                                buffer_add(&value, c, 1);
                }
                if (!gs1_take(r, text + 1, code, value.length ? value.text : "", value.length))
                        return false;
                text = c;
        }
        return true;
}

/* General Specifications 5.1.3: symbols that begin with FNC1. */
static bool said_by_scanner(const char *symbology)
{
        static const char *const gs1[] = { "C1", "e0", "e1", "e2", "d2", "Q3", "J1" };

        for (size_t i = 0; symbology && i < ARRAY_LEN(gs1); i++)
                if (strcmp(symbology, gs1[i]) == 0)
                        return true;
        return false;
}

static bool names_goods(const char *text)
{
        return *text == '0' && (text[1] == '0' || text[1] == '1' || text[1] == '2');
}

/* A text that nothing says to be one is one only if all of it fits and its first value has a check digit. */
static bool guess(struct reading *r)
{
        const struct gs1_form *form = gs1_form(r->text, strlen(r->text));

        if (!form || !form->to || !read_plain(r, r->text)) {
                r->scan->elements.count = 0;
                r->scan->wrong = NULL;
        }
        return false;
}

bool gs1_read(struct reading *r)
{
        const char *text = r->text + separator(r->text);
        bool brackets = bracketed(text) > 0;

        if (!brackets && text == r->text && !said_by_scanner(r->scan->symbology))
                return guess(r);
        if (!(brackets ? read_bracketed(r, text) : read_plain(r, text)))
                r->scan->elements.count = 0;
        return names_goods(text + brackets);
}

static const char *value_of(const struct reading *r, const char *ai)
{
        const struct scan_element *all = r->scan->elements.item;

        for (size_t i = 0; i < r->scan->elements.count; i++)
                if (strcmp(all[i].ai, ai) == 0)
                        return all[i].value;
        return NULL;
}

/* A product takes the serial and lot that stand beside it. */
static void add_goods(struct reading *r, const char *value)
{
        struct scan_candidate *c = scan_add(r, SCAN_PRODUCT, arena_copy(r->arena, value, 14));

        c->gtin = c->text;
        c->serial = value_of(r, "21");
        c->lot = value_of(r, "10");
        c->checked = true;
}

static void add_element(struct reading *r, const struct scan_element *element)
{
        const struct gs1_form *form = gs1_form(element->ai, strlen(element->ai));

        if (form->kind == SCAN_PRODUCT)
                add_goods(r, element->value);
        else if (form->kind == SCAN_SERIAL ? !value_of(r, "01") && !value_of(r, "8006") : form->kind != SCAN_TEXT)
                scan_add(r, form->kind, element->value)->checked = form->to > 0;
}

/* A plate as serial number or asset is a label of ours. */
void gs1_candidates(struct reading *r)
{
        const struct scan_element *all = r->scan->elements.item;
        const char *serial = value_of(r, "21"), *asset = value_of(r, "8004");

        if ((serial && scan_add_plate(r, serial)) || (asset && scan_add_plate(r, asset)))
                return;
        for (size_t i = 0; i < r->scan->elements.count; i++)
                add_element(r, &all[i]);
}
