// Stands in for functions of the system's libraries.
//
// A program's own functions come before a library's of the same name, for the library's own calls
// too. They are in one file, as a linker takes from an archive only the files that somebody asks for.

#define _GNU_SOURCE
#include "Interposition.h"
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>

// Output.
//
// To a pipe, the library would write by the page, and a process that crashes or is killed would have
// printed nothing. By lines nothing is lost but a line that was begun; by characters, which would save
// that too, a print of several parts is a write for each, which costs much and lets other programs'
// output in between.

void printByLines(void) { setvbuf(stdout, NULL, _IOLBF, 0); }

// Releases: tells when a thread gives back a lock that isn't the kit's.
//
// A thread that gives a lock back and wants it again right away mostly gets it, since whoever waits
// for it must first be woken. So an order in which another comes in between would be a matter of luck.
// Told of the release, the judge can have the thread stop there, and let others go before it. Each
// function here calls the library's.

static _Atomic(void (*)(void)) afterRelease = NULL;
static _Thread_local int isInKit = 0;

void callAfterRelease(void (*function)(void)) {
  atomic_store_explicit(&afterRelease, function, memory_order_release);
}

int enterKit(void) {
  int before = isInKit;
  isInKit = 1;
  return before;
}

void leaveKit(int before) { isInKit = before; }

static atomic_int threadsOfOthers = 0;

int othersThreads(void) { return atomic_load_explicit(&threadsOfOthers, memory_order_acquire); }

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define IS_SANITIZED 1
#endif
#endif

// Thread Sanitizer stands in for the same functions.
#if defined(__linux__) && !defined(IS_SANITIZED)

#include <dlfcn.h>
#include <link.h>
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

#define SELF __attribute__((swift_context)) void *self
#define SWIFT __attribute__((swiftcall))

// Synchronization._MutexHandle._unlockSlow(), which is called if somebody waits.
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

SWIFT void unlockSlow(SELF) __asm__(UNLOCK);
intptr_t dispatch_semaphore_signal(void *semaphore);

static int (*libraryMutexUnlock)(pthread_mutex_t *);
static SWIFT void (*libraryUnlockSlow)(SELF);
static intptr_t (*librarySignal)(void *);
static int (*libraryCreate)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);

// Where the program and Foundation are loaded: whose locks may be the student's. Those of the Swift
// runtime aren't, and everybody needs them to go on.
struct Range {
  uintptr_t start, end;
};
static struct Range program;
static struct Range foundation;

static int isIn(struct Range range, const void *address) {
  return range.start <= (uintptr_t)address && (uintptr_t)address < range.end;
}

// Notes the range of what is loaded, if it is the program or Foundation.
static int note(struct dl_phdr_info *loaded, size_t size, void *nsLock) {
  struct Range range = {UINTPTR_MAX, 0};
  for (int index = 0; index < loaded->dlpi_phnum; index++) {
    const ElfW(Phdr) *part = &loaded->dlpi_phdr[index];
    if (part->p_type != PT_LOAD) continue;
    uintptr_t start = loaded->dlpi_addr + part->p_vaddr;
    if (start < range.start) range.start = start;
    if (start + part->p_memsz > range.end) range.end = start + part->p_memsz;
  }
  if (isIn(range, (const void *)&enterKit)) program = range;
  if (nsLock && isIn(range, nsLock)) foundation = range;
  return 0;
}

__attribute__((constructor)) static void findTheLibrarysOwn(void) {
  libraryMutexUnlock = dlsym(RTLD_NEXT, "pthread_mutex_unlock");
  libraryUnlockSlow = dlsym(RTLD_NEXT, UNLOCK);
  librarySignal = dlsym(RTLD_NEXT, "dispatch_semaphore_signal");
  libraryCreate = dlsym(RTLD_NEXT, "pthread_create");
  dl_iterate_phdr(note, dlsym(RTLD_DEFAULT, "$s10Foundation6NSLockCMa"));
}

static void released(void) {
  void (*function)(void) = atomic_load_explicit(&afterRelease, memory_order_acquire);
  if (!function || isInKit) return;
  int before = enterKit();
  function();
  leaveKit(before);
}

int pthread_mutex_unlock(pthread_mutex_t *mutex) {
  // A library may be initialised before this one.
  if (!libraryMutexUnlock) libraryMutexUnlock = dlsym(RTLD_NEXT, "pthread_mutex_unlock");
  int result = libraryMutexUnlock(mutex);
  void *caller = __builtin_return_address(0);
  if (isIn(program, caller) || isIn(foundation, caller)) released();
  return result;
}

SWIFT void unlockSlow(SELF) {
  libraryUnlockSlow(self);
  released();
}

intptr_t dispatch_semaphore_signal(void *semaphore) {
  intptr_t result = librarySignal(semaphore);
  released();
  return result;
}

// Threads: counts those that the kit didn't make, from before they run to their ends.
//
// Such a thread is unknown to a controlled run until it comes to a step. Until then, that all others
// wait doesn't mean that nobody can go.

struct Start {
  void *(*function)(void *);
  void *argument;
};

static void leave(void *unused) {
  (void)unused;
  atomic_fetch_sub_explicit(&threadsOfOthers, 1, memory_order_release);
}

static void *runCounted(void *raw) {
  struct Start start = *(struct Start *)raw;
  free(raw);
  void *result;
  // Also when it ends by pthread_exit.
  pthread_cleanup_push(leave, NULL);
  result = start.function(start.argument);
  pthread_cleanup_pop(1);
  return result;
}

int pthread_create(
    pthread_t *thread, const pthread_attr_t *attributes, void *(*function)(void *), void *argument) {
  // A library may start a thread before this one is initialised.
  if (!libraryCreate) libraryCreate = dlsym(RTLD_NEXT, "pthread_create");
  if (isInKit) return libraryCreate(thread, attributes, function, argument);
  struct Start *start = malloc(sizeof *start);
  if (!start) return EAGAIN;
  *start = (struct Start){function, argument};
  atomic_fetch_add_explicit(&threadsOfOthers, 1, memory_order_relaxed);
  int status = libraryCreate(thread, attributes, runCounted, start);
  if (status != 0) {
    leave(NULL);
    free(start);
  }
  return status;
}

#endif

// Cores: tells the program of two to four, whatever the machine has.
//
// Dispatch's shared pool, which runs tasks too, has as many threads as there are cores. With one, the
// pieces of work of right code run in it one after the other, and nothing tells whether they could
// have run at once. With many, code that falls short of what it is asked for does so on smaller
// machines only. So the same code gets the same verdict on all of them.

// The judge's `Machine.sharedPool` counts with the same numbers.
int coresTold(int cores) { return cores < 2 ? 2 : cores > 4 ? 4 : cores; }

// Thread Sanitizer asks before it is up itself, and code that it instruments crashes by then.
#if defined(__linux__) && !defined(IS_SANITIZED)

#include <sched.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

// Dispatch asks for its own thread, once, before the program begins.
int pthread_getaffinity_np(pthread_t thread, size_t size, cpu_set_t *cores) {
  (void)thread;
  memset(cores, 0, size);
  if (syscall(SYS_sched_getaffinity, 0, size, cores) < 0) return errno;
  int told = coresTold(CPU_COUNT_S(size, cores));
  for (int core = 0; CPU_COUNT_S(size, cores) < told; core++) CPU_SET_S(core, size, cores);
  for (int core = 0; CPU_COUNT_S(size, cores) > told; core++) CPU_CLR_S(core, size, cores);
  return 0;
}

// Foundation asks for `ProcessInfo`, if no file of a control group has told it.
long sysconf(int name) {
  static long (*librarySysconf)(int);
  if (!librarySysconf) librarySysconf = dlsym(RTLD_NEXT, "sysconf");
  long value = librarySysconf(name);
  return name == _SC_NPROCESSORS_ONLN || name == _SC_NPROCESSORS_CONF ? coresTold(value) : value;
}

#endif
