#include "support/process.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <sodium.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *variable_of(const char *service)
{
        char *name = (char *)(uintptr_t)format("RESALE_URL_%s", service);

        for (char *c = name + 11; *c; c++)
                *c = (char)(*c - 32);
        return name;
}

/* Below those that outgoing connections are given: nobody takes it before the service listens. */
static int free_port(void)
{
        int port, found, taken;

        do {
                port = 15000 + (int)randombytes_uniform(4900);
                found = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
                assert_true(found >= 0);
                taken = bind(found, (struct sockaddr *)&(struct sockaddr_in){ .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) },
                             sizeof(struct sockaddr_in));
                close(found);
        } while (taken);
        return port;
}

/* Ends with the test, however that ends. The kernel watches the thread that forked: the first one, since it lives as long. */
static void end_with(pid_t test)
{
        if (prctl(PR_SET_PDEATHSIG, SIGKILL) || getppid() != test)
                _exit(127);
}

static void become(const struct process *process, int port, int (*program_here)(void))
{
        const char *program = format("%s/%s", getenv("RESALE_BIN"), process->service);
        int log = open(process->log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

        setenv("RESALE_PORT", format("%d", port), 1);
        setenv("RESALE_LOG", "info", 1);
        if (log < 0 || dup2(log, STDERR_FILENO) < 0)
                _exit(127);
        if (program_here)
                _exit(program_here());
        execl(program, program, (char *)NULL);
        _exit(127);
}

static bool is_ready(const struct process *process)
{
        struct answer answer;

        for (int i = 0; i < 500; i++, usleep(20000)) {
                if (!strstr(process_log(process), "listening"))
                        continue;
                answer = call(NULL, "GET", format("/%s/readyz", process->service), NULL);
                if (answer.status == 200)
                        return true;
        }
        return false;
}

struct process process_start_this(const char *service, int (*program)(void))
{
        struct process process = { .service = service, .before = getenv(variable_of(service)) };
        pid_t test = getpid();
        int port = free_port();

        assert_true(gettid() == test);
        assert_non_null(process.before);
        process.before = format("%s", process.before);
        process.url = format("http://127.0.0.1:%d", port);
        snprintf(process.log, sizeof process.log, "/tmp/resale-log.%d.%d", getpid(), port);
        process.pid = fork();
        assert_true(process.pid >= 0);
        if (process.pid == 0) {
                end_with(test);
                become(&process, port, program);
        }
        setenv(variable_of(service), process.url, 1);
        if (!is_ready(&process))
                fail_msg("%s does not start: %s", service, process_log(&process));
        return process;
}

struct process process_start(const char *service)
{
        return process_start_this(service, NULL);
}

int process_stop(struct process *process)
{
        int status = 0;

        setenv(variable_of(process->service), process->before, 1);
        kill(process->pid, SIGTERM);
        for (int i = 0; i < 1000; i++, usleep(20000))
                if (waitpid(process->pid, &status, WNOHANG) == process->pid) {
                        unlink(process->log);
                        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
                }
        kill(process->pid, SIGKILL);
        fail_msg("%s does not end", process->service);
        return -1;
}

void process_kill(struct process *process)
{
        setenv(variable_of(process->service), process->before, 1);
        kill(process->pid, SIGKILL);
        assert_int_equal(waitpid(process->pid, NULL, 0), process->pid);
        unlink(process->log);
}

const char *process_log(const struct process *process)
{
        static char text[1 << 20];
        FILE *file = fopen(process->log, "re");
        size_t length = file ? fread(text, 1, sizeof text - 1, file) : 0;

        if (file)
                fclose(file);
        text[length] = '\0';
        return format("%s", text);
}

static void control_database(const char *command)
{
        const char *line = format(". common/run/lib.sh; as_pg $pg_bin/pg_ctl -D \"$RESALE_DB_DIR/data\" -w -l \"$RESALE_DB_DIR/log\" -o \"$RESALE_DB_OPTIONS\" %s"
                                  " >/dev/null", command);
        pid_t pid = fork();
        int status = -1;

        if (pid == 0) {
                execl("/bin/bash", "bash", "-c", line, (char *)NULL);
                _exit(127);
        }
        assert_true(pid > 0 && waitpid(pid, &status, 0) == pid);
        assert_int_equal(status, 0);
}

void database_stop(void) { control_database("-m fast stop"); }
void database_start(void) { control_database("start"); }
