#include <stdarg.h>

#include "csv_private.h"
#include "resale/json.h"

enum { LISTED_MAX = 1000 };

void csv_complain(struct csv_report *report, int64_t line, const char *field, const char *format, ...)
{
        va_list arguments;
        char reason[400];

        if (report->count++ >= LISTED_MAX)
                return;
        va_start(arguments, format);
        vsnprintf(reason, sizeof reason, format, arguments);
        va_end(arguments);
        report->list.arena = report->arena;
        buffer_printf(&report->list, "%s{\"line\":%lld,\"field\":%s,\"reason\":%s}", report->count > 1 ? "," : "", (long long)line, json_quote(report->arena, field),
                      json_quote(report->arena, reason));
}

const char *csv_errors(const struct csv_report *report)
{
        return arena_printf(report->arena, "[%s]", report->list.text ? report->list.text : "");
}
