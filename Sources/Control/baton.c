// The way of a thread through its steps: it comes to one, waits on a seat of its own, and is let go by
// whoever comes to a step before it, directly.

#include "Scheduler.h"

#ifdef STANDS_IN

// The stand-ins must not be used here: this is what they call.
static _Atomic uint32_t locked = 0;

void lockRun(void) {
  uint32_t open = 0;
  if (atomic_compare_exchange_strong_explicit(
          &locked, &open, 1, memory_order_acquire, memory_order_relaxed))
    return;
  while (atomic_exchange_explicit(&locked, 2, memory_order_acquire))
    futex(&locked, FUTEX_WAIT_PRIVATE, 2, NULL);
}

void unlockRun(void) {
  if (atomic_exchange_explicit(&locked, 0, memory_order_release) == 2)
    futex(&locked, FUTEX_WAKE_PRIVATE, 1, NULL);
}

void takeSeat(struct Thread *thread) {
  while (!atomic_exchange_explicit(&thread->seat, 0, memory_order_acquire))
    futex(&thread->seat, FUTEX_WAIT_PRIVATE, 0, NULL);
}

void giveSeat(struct Thread *thread) {
  atomic_store_explicit(&thread->seat, 1, memory_order_release);
  futex(&thread->seat, FUTEX_WAKE_PRIVATE, 1, NULL);
}

void waitForEver(void) {
  static const uint32_t never = 0;
  while (true) futex(&never, FUTEX_WAIT_PRIVATE, 0, NULL);
}

struct Thread *controlled(void) {
  uint32_t now = atomic_load_explicit(&runUnderWay, memory_order_relaxed);
  struct Thread *thread = me;
  if (__builtin_expect(!now, 1)) {
    // Left over by a run that is over.
    if (thread && thread->run && !thread->kit && !thread->isAside) waitForEver();
    return NULL;
  }
  if (!thread || thread->kit || thread->isKits || thread->isAside) return NULL;
  if (thread->run == now) return thread;
  if (thread->run) waitForEver();
  // One that was there before the run, and has come upon something to do for it.
  lockRun();
  run.trace.isForeign = true;
  thread->place = elsewhere;
  unlockRun();
  addToRun(thread);
  return thread;
}

bool controlIsControlled(void) { return controlled() != NULL; }

// Gives the baton to whoever is chosen, and returns when the thread has it; the lock is held.
static void pass(struct Thread *thread) {
  if (run.holder == thread) run.holder = NULL;
  struct Thread *next = run.holder ? NULL : choose();
  unlockRun();
  if (next == thread) return;
  if (next) giveSeat(next);
  takeSeat(thread);
}

static void tell(struct Thread *thread, int entry) {
  if (!run.plan.told) return;
  thread->kit++;
  run.plan.told(thread->number, entry);
  thread->kit--;
}

bool arriveUntil(
    struct Thread *thread, enum ControlKind kind, struct Object *object, bool isOffered,
    int64_t deadline) {
  if (isOffered) tell(thread, -1);
  lockRun();
  if (run.isOver || thread->run != run.number) {
    unlockRun();
    waitForEver();
  }
  atomic_fetch_add_explicit(&run.moves, 1, memory_order_relaxed);
  thread->looks = 0;
  thread->kind = kind;
  thread->object = object;
  thread->deadline = deadline;
  thread->hasTimedOut = thread->isLate = thread->isWoken = false;
  thread->place = atStep;
  thread->since = ++run.sleeps;
  if (isOffered) {
    numberOf(object);
    if ((int)kind == run.plan.stopped && !run.stopped) run.stopped = thread;
  }
  // What a library does for itself is no choice, unless it has to wait.
  if (!isOffered && !thread->quiet) touchUnseen(thread);
  if (!isOffered && run.holder == thread && kind != controlYield && stepIsFree(thread)) {
    thread->place = running;
    unlockRun();
    return false;
  }
  pass(thread);
  if (!isOffered || thread->isLate) touchUnseen(thread);
  if (isOffered) tell(thread, thread->lastEntry);
  return thread->isLate;
}

void arrive(struct Thread *thread, enum ControlKind kind, struct Object *object, bool isOffered) {
  arriveUntil(thread, kind, object, isOffered, FOREVER);
}

bool sleepOn(
    struct Thread *thread, enum ControlKind kind, struct Object *object, struct Object *mutex,
    int64_t deadline) {
  lockRun();
  thread->place = asleep;
  thread->kind = kind;
  thread->object = object;
  thread->mutex = mutex;
  if (kind != controlWait) thread->bits = ~0u;
  thread->deadline = deadline;
  thread->hasTimedOut = thread->isLate = thread->isWoken = false;
  thread->since = ++run.sleeps;
  pass(thread);
  thread->mutex = NULL;
  return thread->isLate;
}

void leave(struct Thread *thread) {
  lockRun();
  run.trace.isForeign = true;
  thread->place = elsewhere;
  if (run.holder == thread) run.holder = NULL;
  struct Thread *next = run.holder ? NULL : choose();
  unlockRun();
  if (next) giveSeat(next);
}

void comeBack(struct Thread *thread) { arrive(thread, controlBegin, NULL, true); }

void stepAside(struct Thread *thread) {
  thread->isAside = true;
  endInRun(thread);
}

void wakeCancelled(struct Thread *thread) {
  lockRun();
  // Only where a cancellation is looked for: who waits for a lock goes on waiting.
  bool isAtEase = thread->place == asleep || thread->kind == controlPause
      || thread->kind == controlTake || thread->kind == controlJoin;
  if (isAtEase && thread->deadline == FOREVER) thread->deadline = run.now;
  unlockRun();
}

void addToRun(struct Thread *thread) {
  lockRun();
  if (run.count == controlMostThreads) {
    finish(controlCrowded);
    unlockRun();
    waitForEver();
  }
  thread->run = run.number;
  thread->number = run.count;
  run.members[run.count++] = thread;
  beginOrder(thread);
  thread->ignores = thread->callsOfQueues = thread->barriers = 0;
  thread->isDispatchs = false;
  thread->looks = thread->reads = 0;
  int alive = 0;
  for (int index = 0; index < run.count; index++)
    if (run.members[index]->place != ended) alive++;
  if (alive - 1 > run.trace.mostThreads) run.trace.mostThreads = alive - 1;
  unlockRun();
}

void endInRun(struct Thread *thread) {
  lockRun();
  if (thread->run != run.number || thread->place == ended) {
    unlockRun();
    return;
  }
  atomic_fetch_add(&run.moves, 1);
  thread->place = ended;
  if (run.holder == thread) run.holder = NULL;
  struct Thread *next = run.isOver || run.holder ? NULL : choose();
  unlockRun();
  if (next) giveSeat(next);
}

void controlStep(enum ControlKind kind, uintptr_t identity) {
  struct Thread *thread = controlled();
  if (!thread) return;
  arrive(thread, kind, identity ? objectAt((void *)identity, aValue) : NULL, true);
}

int controlThreadNumber(void) {
  struct Thread *thread = me;
  return thread && thread->run && thread->run == run.number ? thread->number : -1;
}

int controlLastEntry(void) { return controlThreadNumber() < 0 ? -1 : me->lastEntry; }

int controlStepCount(void) {
  if (controlThreadNumber() >= 0) touchUnseen(me);
  return run.trace.entryCount;
}

#endif
