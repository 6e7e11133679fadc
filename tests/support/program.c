#include "support/program.h"

#include <stdarg.h>
#include <sys/wait.h>

struct ran run_program(struct arena *arena, const char *command_format, ...)
{
        struct buffer output = { .arena = arena };
        va_list arguments;
        char *command, part[4096];
        size_t length;

        va_start(arguments, command_format);
        if (vasprintf(&command, command_format, arguments) < 0)
                abort();
        va_end(arguments);
        FILE *pipe = popen(arena_printf(arena, "'%s'/%s 2>&1", getenv("RESALE_BIN"), command), "re");   /* flawfinder: the tests' own words */
        free(command);
        if (!pipe)
                abort();
        buffer_text(&output, "");
        while ((length = fread(part, 1, sizeof part, pipe)) > 0)
                buffer_add(&output, part, length);
        int status = pclose(pipe);
        return (struct ran){ WIFEXITED(status) ? WEXITSTATUS(status) : -1, output.text };
}
