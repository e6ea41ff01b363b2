// The first process of a sandbox: starts one program there, and tells how it ends.
//
//     Launcher STATUS USER LIMIT=VALUE... -- PROGRAM [ARGUMENT...]
//
// STATUS is the descriptor that is told, in lines, "started", and then "exited N BYTES" or
// "signalled N BYTES", with the most memory that the program held; "failed CALL: REASON" in place of
// both if it can't be started. The program never has this descriptor, nor any but 0 to 4. USER is the
// number of the user and group that the program is given, or "-" for those that it has. When the
// program ends, or nobody reads STATUS any more, so does this process, and with it all that is in its
// view of processes. Called without arguments it says that it is there.

#ifdef __linux__

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// The last descriptor that a program is given: what a subject says to its judge.
static const int lastGiven = 4;

static const struct {
  const char *name;
  int resource;
} limits[] = {
  {"core", RLIMIT_CORE},     {"cpu", RLIMIT_CPU},     {"memory", RLIMIT_AS},
  {"files", RLIMIT_NOFILE},  {"file", RLIMIT_FSIZE},  {"processes", RLIMIT_NPROC},
};

// Where it is told how the program does.
static int status;

static _Noreturn void fail(const char *call) {
  dprintf(status, "failed %s: %s\n", call, strerror(errno));
  _exit(127);
}

static void limit(const char *text) {
  const char *value = strchr(text, '=');
  for (size_t i = 0; value && i < sizeof limits / sizeof *limits; i++) {
    if (strncmp(text, limits[i].name, (size_t)(value - text)) != 0) continue;
    if (limits[i].name[value - text] != 0) continue;
    rlim_t most = strtoull(value + 1, NULL, 10);
    struct rlimit both = {most, most}, given;
    // What the grader itself was allowed less of can't be raised, and needn't be.
    if (getrlimit(limits[i].resource, &given) == 0 && given.rlim_max < most) return;
    if (setrlimit(limits[i].resource, &both) != 0) fail(text);
    return;
  }
  errno = EINVAL;
  fail(text);
}

// Becomes the program.
static _Noreturn void run(const char *user, char **rest) {
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  // Whom it signals by its group must not be who started the sandbox. It gets no session of its own: Linux
  // shares out processor time by sessions, and one subject that spins would get as much as its judge does.
  if (setpgid(0, 0) < 0) fail("setpgid");
  // What a compiler makes is for other users in other sandboxes, who only read and run it.
  umask(022);
  if (strcmp(user, "-") != 0) {
    gid_t number = (gid_t)strtoul(user, NULL, 10);
    if (setgroups(0, NULL) != 0) fail("setgroups");
    if (setresgid(number, number, number) != 0) fail("setresgid");
    if (setresuid(number, number, number) != 0) fail("setresuid");
  }
  for (; *rest && strcmp(*rest, "--") != 0; rest++) limit(*rest);
  if (!*rest || !rest[1]) {
    errno = EINVAL;
    fail("start nothing");
  }
  execv(rest[1], rest + 1);
  fail(rest[1]);
}

// Tells the end of `program` if it has ended, and lets everyone else go that has.
static void collect(pid_t program) {
  int end;
  struct rusage used;
  pid_t pid;
  while ((pid = wait4(-1, &end, WNOHANG, &used)) > 0) {
    if (pid != program) continue;
    int isSignal = WIFSIGNALED(end);
    dprintf(status, "%s %d %ld\n", isSignal ? "signalled" : "exited",
            isSignal ? WTERMSIG(end) : WEXITSTATUS(end), used.ru_maxrss * 1024);
    _exit(0);
  }
}

int main(int count, char **arguments) {
  if (count == 1) return puts("here") < 0;
  if (count < 5) return 2;
  status = atoi(arguments[1]);
  fcntl(status, F_SETFD, FD_CLOEXEC);
  for (int other = lastGiven + 1; other < status; other++) close(other);
  syscall(SYS_close_range, (unsigned)status + 1, ~0u, 0);

  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGCHLD);
  sigprocmask(SIG_BLOCK, &ends, NULL);
  int ended = signalfd(-1, &ends, SFD_CLOEXEC);
  if (ended < 0) fail("signalfd");
  // Not in the place of a descriptor that the program wasn't given: those are closed below.
  int children = fcntl(ended, F_DUPFD_CLOEXEC, lastGiven + 1);
  if (children < 0) fail("fcntl");
  close(ended);
  int ready[2];
  if (pipe2(ready, O_CLOEXEC) != 0) fail("pipe2");

  // Where the program has the same user, it may still not read or write this process.
  prctl(PR_SET_DUMPABLE, 0);
  pid_t program = fork();
  if (program < 0) fail("fork");
  if (program == 0) run(arguments[2], arguments + 3);
  close(ready[1]);
  // This pipe closes where the child becomes the program, and where it fails, as it has told then.
  char nothing;
  while (read(ready[0], &nothing, 1) < 0 && errno == EINTR) {}
  dprintf(status, "started\n");
  // The descriptors are the program's alone: an end of a pipe kept here would hide that it has closed its.
  for (int given = 0; given <= lastGiven; given++) close(given);

  struct pollfd changes[] = {{children, POLLIN, 0}, {status, 0, 0}};
  while (1) {
    collect(program);
    if (poll(changes, 2, -1) < 0 && errno != EINTR) return 1;
    if ((changes[0].revents & POLLNVAL) || (changes[1].revents & POLLERR)) return 1;
    if (changes[0].revents & POLLIN) {
      struct signalfd_siginfo sign;
      if (read(children, &sign, sizeof sign) < 0) return 1;
    }
  }
}

#else

// There is no sandbox but on Linux.
int main(void) { return 2; }

#endif
