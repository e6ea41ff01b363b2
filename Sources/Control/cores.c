// Cores: tells the program of two to four, whatever the machine has.
//
// Dispatch's shared pool, which runs tasks too, has as many threads as there are cores. With one, the
// pieces of work of right code run in it one after the other, and nothing tells whether they could
// have run at once. With many, code that falls short of what it is asked for does so on smaller
// machines only. So the same code gets the same verdict on all of them.

#include "Internal.h"

const char controlledCores = 0;

// The judge's `Machine.sharedPool` counts with the same numbers.
int coresTold(int cores) { return cores < 2 ? 2 : cores > 4 ? 4 : cores; }

#ifdef STANDS_IN

#include <sched.h>

// Of how many the program is told, whoever asks, and although controlled runs keep to one core.
static int told(void) {
  static _Atomic int known = 0;
  if (!known) {
    cpu_set_t cores;
    CPU_ZERO(&cores);
    long size = syscall(SYS_sched_getaffinity, 0, sizeof cores, &cores);
    known = coresTold(size < 0 ? 1 : CPU_COUNT(&cores));
  }
  return known;
}

static int tell(pid_t thread, size_t size, cpu_set_t *cores) {
  memset(cores, 0, size);
  if (syscall(SYS_sched_getaffinity, thread, size, cores) < 0) return -1;
  int count = told(), most = 8 * (int)size;
  for (int core = 0; core < most && CPU_COUNT_S(size, cores) < count; core++)
    CPU_SET_S(core, size, cores);
  for (int core = 0; core < most && CPU_COUNT_S(size, cores) > count; core++)
    CPU_CLR_S(core, size, cores);
  return 0;
}

int sched_getaffinity(pid_t thread, size_t size, cpu_set_t *cores) {
  return tell(thread, size, cores);
}

// Dispatch asks for its own thread, once, before the program begins.
int pthread_getaffinity_np(pthread_t thread, size_t size, cpu_set_t *cores) {
  (void)thread;
  return tell(0, size, cores) ? errno : 0;
}

// Foundation asks for `ProcessInfo`, if no file of a control group has told it.
LIBRARY(long, sysconf, int)
long sysconf(int name) {
  return name == _SC_NPROCESSORS_ONLN || name == _SC_NPROCESSORS_CONF ? told() : CALL(sysconf)(name);
}

#endif
