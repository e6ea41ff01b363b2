// Watched runs: each thread with what it waits for, and whether any can go on by itself.

#include "Internal.h"

#ifdef STANDS_IN

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>
#include <sys/wait.h>

void controlWatch(void) { atomic_store(&mode, watched); }

// MARK: What a thread notes

static void noteCalls(struct Thread *thread, uintptr_t calls[controlMostCalls]) {
  // One of those beyond the limit has no record of its own.
  uintptr_t top = thread == me ? stackTop(thread) : 0;
  int count = callsBehind(__builtin_frame_address(0), top, calls, controlMostCalls);
  if (count < controlMostCalls) calls[count] = 0;
}

struct Thread *block(enum ControlKind kind, const void *object, bool hasLimit) {
  struct Thread *thread = current();
  int before = errno;
  thread->hasLimit = hasLimit;
  atomic_store_explicit(&thread->blockedOn, object, memory_order_relaxed);
  noteCalls(thread, thread->calls);
  // One comes to a lock all the time, and hardly ever has to wait.
  if (kind != controlLock && kind != controlReadLock)
    memcpy(thread->waited, thread->calls, sizeof thread->calls);
  atomic_fetch_add(&thread->changes, 1);
  atomic_store(&thread->blockedKind, kind);
  errno = before;
  return thread;
}

void unblock(struct Thread *thread) {
  atomic_store(&thread->blockedKind, controlNothing);
  atomic_fetch_add(&thread->changes, 1);
}

/// Locks that threads held when they ended, with the calls that took them.
enum { mostLeft = 64 };
static struct Left {
  struct ControlHeld held;
  int thread;
} left[mostLeft];
static _Atomic int leftCount = 0;

void noteLeft(struct Thread *thread) {
  int count = atomic_load(&thread->heldCount);
  for (int index = 0; index < count; index++) {
    int place = atomic_fetch_add(&leftCount, 1);
    if (place < mostLeft) left[place] = (struct Left){thread->held[index], thread->identity};
  }
}

// The last one, as the lock may have been another before.
static const struct Left *leftLock(uintptr_t object) {
  int count = atomic_load(&leftCount);
  for (int index = count < mostLeft ? count - 1 : mostLeft - 1; index >= 0; index--)
    if (left[index].held.object == object) return &left[index];
  return NULL;
}

void noteTaken(const void *object) {
  struct Thread *thread = current();
  int count = thread->heldCount;
  if (count == controlMostHeld) return;
  thread->held[count].object = (uintptr_t)object;
  noteCalls(thread, thread->held[count].calls);
  atomic_store_explicit(&thread->heldCount, count + 1, memory_order_release);
}

static bool forgetHeld(struct Thread *thread, const void *object) {
  int count = atomic_load(&thread->heldCount);
  for (int index = count - 1; index >= 0; index--) {
    if (thread->held[index].object != (uintptr_t)object) continue;
    thread->held[index] = thread->held[count - 1];
    atomic_store_explicit(&thread->heldCount, count - 1, memory_order_release);
    return true;
  }
  return false;
}

void noteGiven(const void *object) {
  struct Thread *thread = current();
  if (forgetHeld(thread, object)) return;
  // Plain mutexes may be given back by another than took them.
  int used = atomic_load(&threadsUsed);
  for (int index = 0; index < used; index++)
    if (atomic_load(&threads[index].isUsed) && forgetHeld(&threads[index], object)) return;
}

// MARK: Stillness

static bool isBlocked(struct Thread *thread) {
  if (atomic_load(&thread->blockedKind) == controlNothing || thread->hasLimit) return false;
  return !thread->isManager || !dispatchListens();
}

// Everybody waits for another of them, as far as is seen from here.
static bool areBlocked(void) {
  int used = atomic_load(&threadsUsed);
  for (int index = 0; index < used; index++) {
    struct Thread *thread = &threads[index];
    if (atomic_load(&thread->isUsed) && !thread->isKits && !isBlocked(thread)) return false;
  }
  return true;
}

// A child may wake somebody by memory that both have, an alarm by what it calls.
static bool isAwaitedFromOutside(void) {
  siginfo_t child;
  struct itimerval alarm;
  return waitid(P_ALL, 0, &child, WEXITED | WNOHANG | WNOWAIT) == 0
      || getitimer(ITIMER_REAL, &alarm) != 0 || alarm.it_value.tv_sec || alarm.it_value.tv_usec;
}

/// What the threads that aren't the kit's have been given of the processor, and whether all sleep.
struct Rest {
  uint64_t turns;
  int threads;
  bool isAsleep;
};

static struct Thread *recordOf(int identity) {
  int used = atomic_load(&threadsUsed);
  for (int index = 0; index < used; index++)
    if (atomic_load(&threads[index].isUsed) && threads[index].identity == identity)
      return &threads[index];
  return NULL;
}

// What a file of a thread's says; nothing if it can't be read.
static void readFile(int identity, const char *name, char text[512]) {
  char path[64];
  snprintf(path, sizeof path, "/proc/self/task/%d/%s", identity, name);
  int file = open(path, O_RDONLY | O_CLOEXEC);
  ssize_t size = file < 0 ? 0 : read(file, text, 511);
  if (file >= 0) close(file);
  text[size > 0 ? size : 0] = 0;
}

// All that the system knows: one that is at its end, and wakes who waits for that, has no record, nor has
// one that a library made in its own way. Neither is known to stay asleep.
static struct Rest rest(void) {
  struct Rest found = {.isAsleep = true};
  DIR *folder = opendir("/proc/self/task");
  if (!folder) return (struct Rest){.isAsleep = false};
  struct dirent *entry;
  while (found.isAsleep && (entry = readdir(folder))) {
    int identity = atoi(entry->d_name);
    if (!identity) continue;
    struct Thread *thread = recordOf(identity);
    if (thread && thread->isKits) continue;
    char text[512];
    readFile(identity, "stat", text);
    char *end = strrchr(text, ')');
    bool sleeps = end && end[2] == 'S';
    readFile(identity, "schedstat", text);
    char *last = strrchr(text, ' ');
    found.isAsleep = thread && sleeps && last;
    found.turns += last ? strtoull(last, NULL, 10) : 0;
    found.threads++;
  }
  closedir(folder);
  return found;
}

static uint64_t changes(void) {
  uint64_t sum = 0;
  int used = atomic_load(&threadsUsed);
  for (int index = 0; index < used; index++) sum += atomic_load(&threads[index].changes);
  return sum;
}

// A thread that was woken a moment ago still counts as blocked, until it runs: so all must sleep, and
// not have run between two looks.
bool controlIsStill(void) {
  if (!areBlocked() || isAwaitedFromOutside()) return false;
  uint64_t before = changes();
  struct Rest first = rest();
  if (!first.isAsleep) return false;
  struct Rest second = rest();
  return second.isAsleep && second.turns == first.turns && second.threads == first.threads
      && changes() == before && areBlocked();
}

// MARK: Who waits for whom

// The word of a Mutex of Swift's is the number of the thread that has it.
static int holderOf(struct Thread *waiter, uintptr_t object) {
  if (waiter->waitsOnWord)
    return __atomic_load_n((uint32_t *)object, __ATOMIC_RELAXED) & FUTEX_TID_MASK;
  int used = atomic_load(&threadsUsed);
  for (int index = 0; index < used; index++) {
    struct Thread *thread = &threads[index];
    int count = atomic_load(&thread->isUsed) ? atomic_load(&thread->heldCount) : 0;
    for (int held = 0; held < count; held++)
      if (thread->held[held].object == object) return thread->identity;
  }
  return 0;
}

void controlTell(void (*tell)(const struct ControlThread *, void *), void *context) {
  int used = atomic_load(&threadsUsed);
  for (int index = 0; index < used; index++) {
    struct Thread *thread = &threads[index];
    if (!atomic_load(&thread->isUsed)) continue;
    struct ControlThread told = {
        .thread = atomic_load(&thread->identity),
        .maker = thread->maker,
        .kind = atomic_load(&thread->blockedKind),
        .object = (uintptr_t)atomic_load(&thread->blockedOn),
        .hasLimit = thread->hasLimit,
        .isKits = thread->isKits,
        .heldCount = atomic_load(&thread->heldCount)};
    memcpy(told.calls, thread->calls, sizeof told.calls);
    memcpy(told.held, thread->held, sizeof told.held);
    if (told.kind == controlLock || told.kind == controlReadLock)
      told.holder = holderOf(thread, told.object);
    const struct Left *left = told.kind == controlLock ? leftLock(told.object) : NULL;
    if (left && (!told.holder || told.holder == left->thread)) {
      told.holder = left->thread;
      told.holderHasEnded = true;
      memcpy(told.taking, left->held.calls, sizeof told.taking);
    }
    tell(&told, context);
  }
}

#endif
