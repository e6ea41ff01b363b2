// Watched runs: each thread with what it waits for, and the moment when none can go on by itself.

#include "Internal.h"

#ifdef STANDS_IN

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>

static void (*_Atomic whenStill)(int held) = NULL;
/// It changes whenever it is worth a look.
static _Atomic uint32_t candidates = 0;
/// Whether the watcher doesn't look by itself: under a lock that many want, everybody seems to be blocked
/// thousands of times a second.
static _Atomic bool watcherSleeps = false;

static bool isBlocked(struct Thread *thread) {
  return atomic_load(&thread->blockedKind) != controlNothing && !thread->hasLimit;
}

// Everybody waits for another of them, as far as is seen from here.
static bool isStill(void) {
  int used = atomic_load(&threadsUsed), blocked = 0;
  for (int index = 0; index < used; index++) {
    struct Thread *thread = &threads[index];
    if (!atomic_load(&thread->isUsed) || thread->isKits) continue;
    if (!isBlocked(thread)) return false;
    blocked++;
  }
  return blocked > 0;
}

void lookForStillness(void) {
  if (!atomic_load_explicit(&whenStill, memory_order_relaxed) || !isStill()) return;
  atomic_fetch_add(&candidates, 1);
  if (atomic_load(&watcherSleeps)) futex(&candidates, FUTEX_WAKE_PRIVATE, 1, NULL);
}

struct Thread *block(enum ControlKind kind, const void *object, bool hasLimit, const void *place) {
  struct Thread *thread = current();
  int before = errno;
  thread->hasLimit = hasLimit;
  atomic_store_explicit(&thread->blockedOn, object, memory_order_relaxed);
  atomic_store_explicit(&thread->place_, place, memory_order_relaxed);
  atomic_fetch_add(&thread->changes, 1);
  atomic_store(&thread->blockedKind, kind);
  lookForStillness();
  errno = before;
  return thread;
}

void unblock(struct Thread *thread) {
  atomic_store(&thread->blockedKind, controlNothing);
  atomic_fetch_add(&thread->changes, 1);
}

void controlNoteHold(void) {
  struct Thread *thread = current();
  thread->isHeld = true;
  block(controlWork, NULL, false, NULL);
}

void controlNoteRelease(void) {
  struct Thread *thread = current();
  unblock(thread);
  thread->isHeld = false;
}

enum { mostHeld = sizeof ((struct Thread *)0)->held / sizeof *((struct Thread *)0)->held };

void noteTaken(const void *object, const void *place) {
  struct Thread *thread = current();
  int count = thread->heldCount;
  if (count == mostHeld) return;
  thread->held[count] = (struct ControlHeld){(uintptr_t)object, (uintptr_t)place};
  atomic_store_explicit(&thread->heldCount, count + 1, memory_order_release);
}

void noteGiven(const void *object) {
  struct Thread *thread = current();
  int count = thread->heldCount;
  for (int index = count - 1; index >= 0; index--) {
    if (thread->held[index].object != (uintptr_t)object) continue;
    thread->held[index] = thread->held[count - 1];
    atomic_store_explicit(&thread->heldCount, count - 1, memory_order_release);
    return;
  }
}

/// What the threads that aren't the kit's have been given of the processor, and whether all sleep.
struct Rest {
  uint64_t turns;
  int threads;
  bool isAsleep;
};

static bool isKits(int identity) {
  int used = atomic_load(&threadsUsed);
  for (int index = 0; index < used; index++)
    if (atomic_load(&threads[index].isUsed) && threads[index].identity == identity)
      return threads[index].isKits;
  return false;
}

// What a file of a thread's says.
static void readFile(int identity, const char *name, char text[512]) {
  char path[64];
  snprintf(path, sizeof path, "/proc/self/task/%d/%s", identity, name);
  int file = open(path, O_RDONLY | O_CLOEXEC);
  ssize_t size = file < 0 ? 0 : read(file, text, 511);
  if (file >= 0) close(file);
  text[size > 0 ? size : 0] = 0;
}

// All that the system knows: one that is at its end, and wakes who waits for that, has no record.
static struct Rest rest(void) {
  struct Rest found = {.isAsleep = true};
  DIR *folder = opendir("/proc/self/task");
  struct dirent *entry;
  while (folder && (entry = readdir(folder))) {
    int identity = atoi(entry->d_name);
    if (!identity || isKits(identity)) continue;
    char text[512];
    readFile(identity, "stat", text);
    char *end = strrchr(text, ')');
    found.isAsleep = found.isAsleep && end && end[2] == 'S';
    readFile(identity, "schedstat", text);
    char *last = strrchr(text, ' ');
    found.turns += last ? strtoull(last, NULL, 10) : 0;
    found.threads++;
  }
  if (folder) closedir(folder);
  return found;
}

static uint64_t changes(void) {
  uint64_t sum = 0;
  int used = atomic_load(&threadsUsed);
  for (int index = 0; index < used; index++) sum += atomic_load(&threads[index].changes);
  return sum;
}

// A thread that was woken a moment ago still counts as blocked, until it runs: so all must sleep, and
// not have run between two looks. If one is awake, either it is soon blocked again, which is a new
// candidate, or it goes back to sleep where it was, and it takes another look.
static bool isStillIndeed(uint32_t candidate) {
  while (atomic_load(&candidates) == candidate && isStill()) {
    uint64_t before = changes();
    struct timespec brief = {0, 200000};
    futex(&candidates, FUTEX_WAIT_PRIVATE, candidate, &brief);
    // Most often somebody has gone on meanwhile, and no file need be read.
    if (changes() != before) continue;
    struct Rest first = rest();
    struct Rest second = rest();
    bool isSame = changes() == before && first.turns == second.turns
        && first.threads == second.threads;
    if (first.isAsleep && second.isAsleep && isSame && isStill()) return true;
  }
  return false;
}

static void *watch(void *unused) {
  (void)unused;
  uint32_t seen = 0;
  while (true) {
    atomic_store(&watcherSleeps, true);
    futex(&candidates, FUTEX_WAIT_PRIVATE, seen, NULL);
    atomic_store(&watcherSleeps, false);
    seen = atomic_load(&candidates);
    if (!isStillIndeed(seen)) continue;
    int held = 0, used = atomic_load(&threadsUsed);
    for (int index = 0; index < used; index++)
      if (atomic_load(&threads[index].isUsed) && threads[index].isHeld) held++;
    atomic_load(&whenStill)(held);
  }
  return NULL;
}

void controlWatch(void (*still)(int held)) {
  bool isFirst = atomic_exchange(&whenStill, still) == NULL;
  atomic_store(&mode, watched);
  if (!isFirst) return;
  int before = controlEnterKit();
  pthread_t watcher;
  pthread_create(&watcher, NULL, watch, NULL);
  pthread_detach(watcher);
  controlLeaveKit(before);
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
        .place = (uintptr_t)atomic_load(&thread->place_),
        .hasLimit = thread->hasLimit,
        .isKits = thread->isKits,
        .isHeld = thread->isHeld,
        .heldCount = atomic_load(&thread->heldCount)};
    memcpy(told.held, thread->held, sizeof told.held);
    for (int other = 0; other < used && told.kind == controlLock; other++) {
      struct Thread *holder = &threads[other];
      int count = atomic_load(&holder->isUsed) ? atomic_load(&holder->heldCount) : 0;
      for (int held = 0; held < count; held++)
        if (holder->held[held].object == told.object) told.holder = holder->identity;
    }
    tell(&told, context);
  }
}

#endif
