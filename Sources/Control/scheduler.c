// The threads of a controlled run go one at a time: what each may do, and who goes next.
//
// What is locked is what really is locked: a thread that was let go takes the lock for real, by the
// library's function that doesn't wait. So an object that was in use before the run, or is used by
// others as well, is in the same state for all.

#include "Scheduler.h"

#ifdef STANDS_IN

struct Run run = {.isOver = true};
_Atomic uint32_t runUnderWay = 0;
static uint8_t entries[mostEntries * controlEntrySize];

static bool isFree(struct Thread *thread, struct Object *object) {
  switch (object->type) {
  case aWord:
  case anOwnedWord:
    return (*(volatile uint32_t *)object->address & FUTEX_TID_MASK) == 0;
  case aSemaphore: {
    int permits = 0;
    return sem_getvalue((sem_t *)object->address, &permits) == 0 && permits > 0;
  }
  case aDispatchSemaphore: return dispatchHasPermit((void *)object->address);
  default: break;
  }
  return (!object->owner || (object->owner == thread && thread->isReentrant)) && !object->readers;
}

bool stepIsFree(struct Thread *thread) {
  if (thread->hasTimedOut) return true;
  switch ((enum ControlKind)thread->kind) {
  case controlLock:
  case controlReacquire:
  case controlTake: return isFree(thread, thread->object);
  case controlReadLock: return !thread->object->owner;
  case controlJoin: return thread->target->place == ended;
  case controlWait: return thread->isWoken;
  case controlPause: return false;
  default: return true;
  }
}

static void record(struct Thread *thread, int kind, int number, uint64_t enabled, uint64_t asleep) {
  uint8_t *entry = &entries[run.trace.entryCount * controlEntrySize];
  entry[0] = thread->number;
  entry[1] = kind | (thread->isDispatchs ? controlUnseen : 0);
  entry[2] = number;
  entry[3] = number >> 8;
  memcpy(entry + 4, &enabled, 8);
  memcpy(entry + 12, &asleep, 8);
  thread->lastEntry = run.trace.entryCount++;
}

void hasTaken(struct Thread *thread, enum ControlKind kind) {
  uint8_t *told = &entries[thread->lastEntry * controlEntrySize + 1];
  int asked = *told & (controlTried - 1);
  bool isTry = asked == controlTryLock || asked == controlTryTake;
  *told = kind | (*told & controlUnseen) | (isTry ? controlTried : 0);
}

void touchUnseen(struct Thread *thread) {
  if (thread->lastEntry >= 0) entries[thread->lastEntry * controlEntrySize + 1] |= controlUnseen;
}

static void wakeUp(struct Thread *thread) {
  thread->place = atStep;
  thread->isWoken = true;
  thread->deadline = FOREVER;
  if (!thread->mutex) return;
  thread->kind = controlReacquire;
  thread->object = thread->mutex;
}

// Nobody else can go: lets the time pass until the first limit, and returns whether there is one.
static bool letTimePass(void) {
  int64_t first = FOREVER;
  for (int index = 0; index < run.count; index++) {
    struct Thread *thread = run.members[index];
    if (thread->place != atStep && thread->place != asleep) continue;
    if (thread->deadline < first) first = thread->deadline;
  }
  if (first == FOREVER) return false;
  if (run.now < first) run.now = first;
  for (int index = 0; index < run.count; index++) {
    struct Thread *thread = run.members[index];
    if ((thread->place != atStep && thread->place != asleep) || thread->deadline > first) continue;
    bool isAsleep = thread->place == asleep;
    if (isAsleep) wakeUp(thread);
    // Who has a lock to take again can't go on by that alone.
    thread->isLate = true;
    thread->hasTimedOut = !(isAsleep && thread->mutex);
    thread->deadline = FOREVER;
  }
  return true;
}

static bool isEverybodyDone(void) {
  for (int index = 0; index < run.count; index++) {
    struct Thread *thread = run.members[index];
    if (thread->place != ended && !(thread->isIdle && thread->place == atStep)) return false;
  }
  return true;
}

static bool isSomebodyElsewhere(void) {
  if (run.hasSources) return true;
  for (int index = 0; index < run.count; index++)
    if (run.members[index]->place == elsewhere) return true;
  return false;
}

enum ControlEnd endNow(void) {
  if (run.stopped) return controlStopped;
  if (!run.hasReturned) return controlDeadlock;
  return isEverybodyDone() ? controlOver : controlLeftovers;
}

void finish(enum ControlEnd end) {
  if (run.isOver) return;
  run.isOver = true;
  run.holder = NULL;
  run.trace.end = end;
  closeTrace();
  atomic_store(&run.over, 1);
  futex(&run.over, FUTEX_WAKE_PRIVATE, 1, NULL);
}

struct Thread *choose(void) {
  while (!run.isOver) {
    uint64_t enabled = 0, yielding = 0, sleeping = 0;
    for (int index = 0; index < run.count; index++) {
      struct Thread *thread = run.members[index];
      uint64_t bit = 1ull << index;
      if (thread->place == asleep && thread->mutex) sleeping |= bit;
      if (thread->place != atStep || thread == run.stopped || !stepIsFree(thread)) continue;
      if (thread->kind == controlYield) yielding |= bit;
      else enabled |= bit;
    }
    // Who yields goes when nobody else can: to look again before another has moved is no order.
    if (!enabled) enabled = yielding;
    if (!enabled) {
      bool isDone = run.hasReturned && isEverybodyDone();
      if (!isDone && !run.stopped && letTimePass()) continue;
      if (isDone || !isSomebodyElsewhere()) finish(endNow());
      return NULL;
    }
    if (run.trace.entryCount >= run.plan.stepLimit || run.trace.entryCount >= mostEntries) {
      finish(controlTooLong);
      return NULL;
    }
    struct Thread *thread =
        run.members[nextThread(&run.scheduler, &run.plan, enabled, sleeping)];
    if (thread->place == asleep) {
      record(thread, controlSpuriousWakeup, numberOf(thread->object), enabled, sleeping);
      wakeUp(thread);
      continue;
    }
    int number = thread->kind == controlJoin || thread->kind == controlSpawn
        ? thread->target->number
        : numberOf(thread->object);
    record(thread, thread->kind, number, enabled, sleeping);
    thread->place = running;
    run.holder = thread;
    return thread;
  }
  return NULL;
}

int wake(struct Object *object, int count, uint32_t bits) {
  int woken = 0;
  lockRun();
  atomic_fetch_add(&run.moves, 1);
  while (woken < count) {
    struct Thread *first = NULL;
    for (int index = 0; index < run.count; index++) {
      struct Thread *thread = run.members[index];
      if (thread->place != asleep || thread->object != object || !(thread->bits & bits)) continue;
      if (!first || thread->since < first->since) first = thread;
    }
    if (!first) break;
    wakeUp(first);
    woken++;
  }
  unlockRun();
  return woken;
}

bool isAwaited(struct Object *object, struct Thread *but) {
  bool is = false;
  lockRun();
  for (int index = 0; index < run.count; index++) {
    struct Thread *thread = run.members[index];
    if (thread != but && thread->place == atStep && thread->object == object) is = true;
  }
  unlockRun();
  return is;
}

void closeTrace(void) {
  struct ControlTrace *trace = &run.trace;
  trace->entries = entries;
  trace->hasDiverged = run.scheduler.hasDiverged;
  trace->objects = objectsByNumber;
  trace->waiterCount = trace->holdingCount = 0;
  for (int index = 0; index < run.count; index++) {
    struct Thread *thread = run.members[index];
    if (thread->place == ended || (thread->isIdle && thread->place == atStep)) continue;
    struct ControlWaiter *waiter = &trace->waiters[trace->waiterCount++];
    *waiter = (struct ControlWaiter){thread->number, controlNothing, 0, thread->identity};
    if (thread->place != atStep && thread->place != asleep) continue;
    bool isOnCondition = thread->place == asleep && thread->mutex;
    waiter->kind = isOnCondition ? controlSpuriousWakeup : thread->kind;
    waiter->object = thread->kind == controlJoin ? thread->target->number : numberOf(thread->object);
  }
  for (int index = 0; index < run.numbers; index++) {
    struct Object *object = numbered[index];
    bool isSame = object->run == run.number && object->number == index + 1;
    // A word may have been given back in code that isn't seen.
    bool isWord = object->type == aWord || object->type == anOwnedWord;
    if (!isSame || !object->owner || (isWord && isFree(object->owner, object)) || trace->holdingCount == controlMostThreads) continue;
    trace->holdings[trace->holdingCount++] = (struct ControlHolding){
        object->number, object->owner->number, object->owner->place == ended};
  }
  trace->objectCount = run.numbers;
}

#endif
