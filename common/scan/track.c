#include "scan_private.h"

/*
 * A form is read from left to right beside the compact text: # digit, @ letter, * either, (…) one of these, {n} or {a,b} so many of the one before (as many as
 * there are), [ ] around what the check digit covers, which is the next character; < > around the number as the carrier knows it (without them: all of it);
 * "-" is printed in that number but not needed in the text. Anything else stands for itself. Every character of the text must be used.
 */
struct match {
        const char *form, *text;
        char number[COMPACT + 8], sum[COMPACT + 8];
        size_t number_length, sum_length;
        bool in_number, in_sum, sum_ends;
};

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }

static bool in_class(const char *class, char c)
{
        switch (*class) {
        case '#': return is_digit(c);
        case '@': return is_letter(c);
        case '*': return is_digit(c) || is_letter(c);
        case '(': return c && memchr(class + 1, c, strcspn(class + 1, ")"));
        default:  return c && c == *class;
        }
}

static void keep(struct match *m, char c)
{
        if (m->in_number)
                m->number[m->number_length++] = c;
        if (m->in_sum || m->sum_ends)
                m->sum[m->sum_length++] = c;
        m->sum_ends = false;
}

/* One class, as often as it says. */
static bool step(struct match *m)
{
        const char *class = m->form;
        long least = 1, most = 1, count = 0;

        m->form += *class == '(' ? strcspn(class, ")") + 1 : 1;
        if (*m->form == '{') {
                char *end;
                least = most = strtol(m->form + 1, &end, 10);
                if (*end == ',')
                        most = strtol(end + 1, &end, 10);
                m->form = end + 1;
        }
        for (; count < most && in_class(class, *m->text); count++)
                keep(m, *m->text++);
        return count >= least;
}

static bool mark(struct match *m)
{
        switch (*m->form) {
        case '<': m->in_number = true; return true;
        case '>': m->in_number = false; return true;
        case '[': m->in_sum = true; return true;
        case ']': m->in_sum = false; m->sum_ends = true; return true;
        case '-': if (m->in_number) m->number[m->number_length++] = '-'; return true;
        default:  return false;
        }
}

static bool matches(struct match *m)
{
        while (*m->form) {
                if (mark(m))
                        m->form++;
                else if (!step(m))
                        return false;
        }
        return !*m->text;
}

static void add(struct reading *r, const struct carrier_form *form, const char *number)
{
        struct scan_candidate *c = scan_add(r, SCAN_TRACKING, number);

        if (!c->carriers.item)
                c->carriers.item = arena_alloc(r->arena, CARRIERS * sizeof *c->carriers.item);
        for (size_t i = 0; i < c->carriers.count; i++)
                if (text_equal(c->carriers.item[i], form->carrier))
                        return;
        if (c->carriers.count < CARRIERS)
                c->carriers.item[c->carriers.count++] = form->carrier;
        c->checked |= form->check != NULL;
}

static void try(struct reading *r, const struct carrier_form *form)
{
        struct match m = { .form = form->form, .text = r->compact, .in_number = !strchr(form->form, '<') };

        if (form->before)
                m.sum_length = (size_t)snprintf(m.sum, sizeof m.sum, "%s", form->before);
        if (!matches(&m) || (form->fits && !form->fits(m.number)))
                return;
        if (form->check && !form->check(m.sum))
                scan_unchecked(r, form->carrier);
        else
                add(r, form, m.number);
}

void track_read(struct reading *r)
{
        size_t zeros = strspn(r->compact, "0");

        if (!r->compact[zeros])   /* nothing but zeros satisfies any sum */
                return;
        for (size_t i = 0; i < carrier_form_count; i++)
                try(r, &carrier_forms[i]);
}
