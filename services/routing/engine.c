#include "engine.h"

#include "match.h"

const char *const rule_mode_names[] = { "receive_all", "do_not_receive", "only_receive", NULL };
const char *const workflow_action_names[] = { "donate", "route_to", "keep_item", NULL };

/* What is being decided, with the texts that grow along. */
struct deciding {
        struct arena *arena;
        const struct setup *setup;
        struct buffer conflicts;
};

/* Why one line goes where it goes; `rule` is what decided, if a rule did. */
struct trace { struct buffer passed; const char *decided_by; const struct rule *rule; };

static void note_passed(struct trace *trace, const char *what)
{
        buffer_text(&trace->passed, trace->passed.length ? "," : "");
        buffer_text(&trace->passed, what);
}

/* Each is said once, however many lines meet it. */
static void add_conflict(struct deciding *d, const char *sentence)
{
        const char *quoted = json_quote(d->arena, sentence);

        if (strstr(d->conflicts.text, quoted))
                return;
        buffer_text(&d->conflicts, d->conflicts.length > 1 ? "," : "");
        buffer_text(&d->conflicts, quoted);
}

static const struct destination *destination_by_id(const struct setup *setup, const struct uuid *id)
{
        const struct destination *list = setup->destinations.item;

        for (size_t i = 0; i < setup->destinations.count; i++)
                if (strcmp(list[i].destination_id.text, id->text) == 0)
                        return &list[i];
        return NULL;
}

/* --- workflows --- */

static const char *describe_workflow(struct deciding *d, const struct workflow *w, const char *why)
{
        return arena_printf(d->arena, "{\"workflow_id\":\"%s\",\"version\":%lld,\"name\":%s,\"action\":\"%s\",\"why\":%s}", w->workflow_id.text,
                            (long long)w->version, json_quote(d->arena, w->name), workflow_action_names[w->action], json_quote(d->arena, why));
}

static const struct destination *target_of(struct deciding *d, const struct workflow *w)
{
        const struct destination *to = w->action == KEEP_ITEM ? NULL : destination_by_id(d->setup, &w->destination_id);

        return to && to->enabled ? to : NULL;
}

/* A workflow whose destination is not enabled decides nothing: the next one may. */
static bool can_decide(struct deciding *d, const struct workflow *w)
{
        return w->action == KEEP_ITEM || target_of(d, w) != NULL;
}

static void apply_workflow(struct deciding *d, struct return_line *line, const struct workflow *w, struct trace *trace, const char *why)
{
        const struct destination *to = target_of(d, w);

        line->kind = to ? "workflow" : "keep_item";
        if (to)
                line->destination_id = to->destination_id;
        trace->decided_by = describe_workflow(d, w, why);
}

/* By falling priority the first that matches decides; `donates_all` matches every line. False: none did. */
static bool decide_by_workflow(struct deciding *d, struct return_line *line, const struct workflow *donates_all, struct trace *trace)
{
        const struct workflow *list = d->setup->workflows.item;

        for (size_t i = 0; i < d->setup->workflows.count; i++) {
                const struct workflow *w = &list[i];
                bool holds = conditions_hold(w->parsed, line);
                if (!holds && w != donates_all) {
                        note_passed(trace, describe_workflow(d, w, "its conditions do not hold"));
                } else if (trace->decided_by) {
                        note_passed(trace, describe_workflow(d, w, "one of higher priority decided"));
                } else if (can_decide(d, w)) {
                        apply_workflow(d, line, w, trace, holds ? "its conditions hold" : "it matched another line, and donation takes the whole return along");
                } else {
                        note_passed(trace, describe_workflow(d, w, "its destination is not enabled"));
                        add_conflict(d, arena_printf(d->arena, "Workflow \"%s\" points to a destination that is not enabled.", w->name));
                }
        }
        return trace->decided_by != NULL;
}

/* The first workflow that decides this line by its own conditions. */
static const struct workflow *winning_workflow(struct deciding *d, const struct return_line *line)
{
        const struct workflow *list = d->setup->workflows.item;

        for (size_t i = 0; i < d->setup->workflows.count; i++)
                if (conditions_hold(list[i].parsed, line) && can_decide(d, &list[i]))
                        return &list[i];
        return NULL;
}

/* Loop's legacy behaviour: the donation of highest priority that any line matches takes the whole return along. */
static const struct workflow *donation_of_return(struct deciding *d, const struct list *lines)
{
        const struct return_line *line = lines->item;
        const struct workflow *donates = NULL;

        for (size_t i = 0; d->setup->donate_whole_return && i < lines->count; i++) {
                const struct workflow *winner = winning_workflow(d, &line[i]);
                if (winner && winner->action == DONATE && (!donates || winner < donates))   /* workflows stand by falling priority */
                        donates = winner;
        }
        return donates;
}

/* --- product rules --- */

static const char *describe_rule(struct deciding *d, const struct rule *r, const char *why)
{
        const struct destination *to = destination_by_id(d->setup, &r->destination_id);

        return arena_printf(d->arena, "{\"rule_id\":\"%s\",\"version\":%lld,\"mode\":\"%s\",\"destination\":%s,\"why\":%s}", r->rule_id.text,
                            (long long)r->version, rule_mode_names[r->mode], json_quote(d->arena, to ? to->name : NULL), json_quote(d->arena, why));
}

struct opinion { bool out; const struct rule *decides; };

/* What the rules of one destination say of a line; every rule that does not decide is in the trace. */
static struct opinion opinion_of(struct deciding *d, const struct destination *to, const struct return_line *line, struct trace *trace)
{
        const struct rule *list = d->setup->rules.item;
        const char *out = to->enabled ? NULL : "its destination is not enabled";
        struct opinion opinion = { 0 };
        bool only = false, only_matches = false;

        for (size_t i = 0; i < d->setup->rules.count; i++) {
                const struct rule *r = &list[i];
                if (strcmp(r->destination_id.text, to->destination_id.text) != 0)
                        continue;
                bool holds = conditions_hold(r->parsed, line);
                only |= r->mode == ONLY_RECEIVE;
                only_matches |= r->mode == ONLY_RECEIVE && holds;
                if (!holds) {
                        note_passed(trace, describe_rule(d, r, "its conditions do not hold"));
                } else if (r->mode == DO_NOT_RECEIVE) {
                        out = out ? out : "its destination does not receive this product";
                        note_passed(trace, describe_rule(d, r, "it does not receive this product"));
                } else if (opinion.decides) {
                        note_passed(trace, describe_rule(d, r, "another rule of its destination stands before it"));
                } else {
                        opinion.decides = r;
                }
        }
        if (!out && only && !only_matches)
                out = "its destination only receives other products";
        if (out && opinion.decides)
                note_passed(trace, describe_rule(d, opinion.decides, out));
        return (struct opinion){ .out = out != NULL, .decides = out ? NULL : opinion.decides };
}

struct choice { const struct destination *decided, *fallback_default, *first_open; const struct rule *rule; bool ambiguous; };

static struct choice choose(struct deciding *d, const struct return_line *line, struct trace *trace)
{
        const struct destination *list = d->setup->destinations.item;
        struct choice choice = { 0 };

        for (size_t i = 0; i < d->setup->destinations.count; i++) {
                struct opinion opinion = opinion_of(d, &list[i], line, trace);
                if (opinion.decides && choice.decided) {
                        choice.ambiguous = true;
                        note_passed(trace, describe_rule(d, opinion.decides, "a destination earlier in the order decided"));
                } else if (opinion.decides) {
                        choice.decided = &list[i];
                        choice.rule = opinion.decides;
                }
                if (!opinion.out && list[i].is_default)
                        choice.fallback_default = &list[i];
                if (!opinion.out && !choice.first_open && text_equal(list[i].type, "warehouse"))
                        choice.first_open = &list[i];
        }
        return choice;
}

static const struct destination *default_destination(const struct setup *setup)
{
        const struct destination *list = setup->destinations.item;

        for (size_t i = 0; i < setup->destinations.count; i++)
                if (list[i].is_default)
                        return &list[i];
        return NULL;
}

static const char *because(struct deciding *d, const char *sentence)
{
        return arena_printf(d->arena, "{\"why\":%s}", json_quote(d->arena, sentence));
}

static enum problem apply_rules(struct deciding *d, struct return_line *line, struct trace *trace)
{
        struct choice choice = choose(d, line, trace);
        const struct destination *to = choice.decided;

        line->kind = to ? "rule" : "default";
        trace->rule = choice.rule;
        if (choice.ambiguous)
                add_conflict(d, arena_printf(d->arena, "Line %s is claimed by several destinations; the first in the order got it.", line->line_item_id));
        if (to) {
                trace->decided_by = describe_rule(d, choice.rule, "its conditions hold");
        } else if ((to = choice.fallback_default)) {
                trace->decided_by = because(d, "no rule decided; the default destination may receive it");
        } else if ((to = choice.first_open)) {
                trace->decided_by = because(d, "the default destination may not receive it; this is the first that may");
        } else if ((to = default_destination(d->setup))) {
                trace->decided_by = because(d, "no destination may receive it; the default gets it");
                add_conflict(d, arena_printf(d->arena, "No destination may receive line %s; the default destination got it.", line->line_item_id));
        } else {
                return PROBLEM_NO_DESTINATION;
        }
        line->destination_id = to->destination_id;
        return PROBLEM_OK;
}

/* --- one return --- */

static void end_trace(struct deciding *d, struct return_line *line, const struct trace *trace)
{
        line->trace.text = arena_printf(d->arena, "{\"decided_by\":%s,\"passed_over\":[%s]}", trace->decided_by, trace->passed.length ? trace->passed.text : "");
}

static enum problem decide_line(struct deciding *d, struct return_line *line, const struct workflow *donates_all, struct trace *trace)
{
        trace->passed.arena = d->arena;
        return decide_by_workflow(d, line, donates_all, trace) ? PROBLEM_OK : apply_rules(d, line, trace);
}

static bool is_by_rules(const struct return_line *line) { return text_equal(line->kind, "rule") || text_equal(line->kind, "default"); }

/* Do the rules send lines to different places? */
static bool rules_part(const struct list *lines)
{
        const struct return_line *line = lines->item;
        const struct uuid *first = NULL;

        for (size_t i = 0; i < lines->count; i++) {
                if (!is_by_rules(&line[i]))
                        continue;
                if (first && strcmp(first->text, line[i].destination_id.text) != 0)
                        return true;
                first = &line[i].destination_id;
        }
        return false;
}

/* Without enforcement, lines that the rules would part all go to the default destination. */
static void merge_lines(struct deciding *d, const struct list *lines, struct trace *traces)
{
        const struct destination *to = default_destination(d->setup);
        struct return_line *line = lines->item;

        if (!to || !rules_part(lines))
                return;
        for (size_t i = 0; i < lines->count; i++) {
                if (!is_by_rules(&line[i]))
                        continue;
                if (traces[i].rule)
                        note_passed(&traces[i], describe_rule(d, traces[i].rule, "its conditions hold, but product rules are not enforced"));
                line[i].destination_id = to->destination_id;
                line[i].kind = "default";
                traces[i].decided_by = because(d, "the lines need different places and product rules are not enforced: all go to the default");
        }
}

enum problem routing_decide(struct arena *arena, const struct setup *setup, const struct list *lines, const char **conflicts)
{
        struct deciding d = { .arena = arena, .setup = setup, .conflicts = { .arena = arena } };
        struct trace *traces = arena_alloc(arena, lines->count * sizeof *traces);
        struct return_line *line = lines->item;

        buffer_text(&d.conflicts, "[");
        const struct workflow *donates_all = donation_of_return(&d, lines);
        for (size_t i = 0; i < lines->count; i++)
                TRY(decide_line(&d, &line[i], donates_all, &traces[i]));
        if (!setup->enforce)
                merge_lines(&d, lines, traces);
        for (size_t i = 0; i < lines->count; i++)
                end_trace(&d, &line[i], &traces[i]);
        buffer_text(&d.conflicts, "]");
        *conflicts = d.conflicts.text;
        return PROBLEM_OK;
}
