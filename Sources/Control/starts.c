// Where threads and tasks were started in watched runs, and what became of the threads.

#include "Internal.h"

const char controlledStarts = 0;

#ifdef STANDS_IN

#define SWIFT __attribute__((swiftcall))

enum { mostStarts = 128, mostHandles = 4096 };

/// Calls that started threads or tasks, and those that did it in the same way.
static struct ControlStart starts[mostStarts];
static int startCount = 0;
/// The threads that can still be joined: a record is another's after a thread's end, a handle isn't.
static struct Handle {
  pthread_t handle;
  int start;
} handles[mostHandles];
static int handleCount = 0;
static _Atomic bool isLocked = false;

static void lock(void) {
  while (atomic_exchange_explicit(&isLocked, true, memory_order_acquire)) {}
}
static void unlock(void) { atomic_store_explicit(&isLocked, false, memory_order_release); }

static void findCalls(uintptr_t calls[controlMostCalls], const void *frame) {
  struct Thread *thread = current();
  int count = callsBehind(frame, thread == me ? stackTop(thread) : 0, calls, controlMostCalls);
  // Not only for the reader's sake: as the last call of all it would take the place of the frame.
  memset(calls + count, 0, (controlMostCalls - count) * sizeof *calls);
}

// The first ones are kept; none of those that come when there are too many kinds.
static int noteStart(const void *frame, bool isOfTask) {
  struct ControlStart now = {.isOfTask = isOfTask};
  findCalls(now.calls, frame);
  int index = 0;
  lock();
  while (index < startCount
         && (starts[index].isOfTask != isOfTask
             || memcmp(starts[index].calls, now.calls, sizeof now.calls)))
    index++;
  if (index == startCount && startCount < mostStarts) starts[startCount++] = now;
  if (index < startCount) starts[index].started++;
  unlock();
  return index < startCount ? index : -1;
}

int noteThreadStarted(const void *frame) { return isWatched() ? noteStart(frame, false) : -1; }

void noteNotStarted(int start) {
  if (start < 0) return;
  lock();
  starts[start].started--;
  unlock();
}

void noteHandle(pthread_t handle, int start) {
  if (start < 0) return;
  lock();
  starts[start].joinable++;
  int index = 0;
  while (index < handleCount && handles[index].handle) index++;
  if (index < mostHandles) handles[index] = (struct Handle){handle, start};
  if (index == handleCount && handleCount < mostHandles) handleCount++;
  unlock();
}

void noteThreadEnded(int start) {
  if (start < 0) return;
  lock();
  starts[start].ended++;
  unlock();
}

// It is nobody's from now on.
static int take(pthread_t handle) {
  for (int index = 0; index < handleCount; index++) {
    if (handles[index].handle != handle) continue;
    handles[index].handle = 0;
    return handles[index].start;
  }
  return -1;
}

void noteDetached(pthread_t handle) {
  if (!isWatched()) return;
  lock();
  take(handle);
  unlock();
}

void noteJoined(pthread_t handle, const void *frame) {
  if (!isWatched()) return;
  uintptr_t calls[controlMostCalls];
  findCalls(calls, frame);
  lock();
  int start = take(handle);
  if (start >= 0) {
    starts[start].joined++;
    memcpy(starts[start].joining, calls, sizeof calls);
  }
  unlock();
}

void controlTellStarts(void (*tell)(const struct ControlStart *, void *), void *context) {
  lock();
  int count = startCount;
  unlock();
  for (int index = 0; index < count; index++) {
    lock();
    struct ControlStart start = starts[index];
    unlock();
    tell(&start, context);
  }
}

// MARK: Tasks

struct Made {
  void *task, *context;
};
SWIFT struct Made swift_task_create(
    size_t flags, void *options, const void *type, void *closure, void *context);
static SWIFT struct Made (*libraryCreate)(size_t, void *, const void *, void *, void *);

SWIFT struct Made swift_task_create(
    size_t flags, void *options, const void *type, void *closure, void *context) {
  if (!libraryCreate) libraryCreate = inLibrary("swift_task_create");
  if (isWatched()) noteStart(__builtin_frame_address(0), true);
  return libraryCreate(flags, options, type, closure, context);
}

// MARK: The calling thread

void controlFindCalls(uintptr_t calls[controlMostCalls]) {
  findCalls(calls, __builtin_frame_address(0));
}

bool controlLastWait(uintptr_t calls[controlMostCalls]) {
  struct Thread *thread = current();
  memcpy(calls, thread->waited, sizeof thread->waited);
  return calls[0] != 0;
}

#endif
