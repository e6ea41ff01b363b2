// What Dispatch decides without the operating system, as long as nobody has to wait: permits of its
// semaphores, and whose turn it is on a queue.

#include "Internal.h"
#include "Scheduler.h"

#include <stdlib.h>

const char controlledDispatch = 0;

#ifdef STANDS_IN

#define NOW 0ull
#define NEVER (~0ull)

LIBRARY(void *, dispatch_semaphore_create, intptr_t)
LIBRARY(intptr_t, dispatch_semaphore_wait, void *, uint64_t)
LIBRARY(intptr_t, dispatch_semaphore_signal, void *)
LIBRARY(uint64_t, dispatch_time, uint64_t, int64_t)
LIBRARY(uint64_t, dispatch_walltime, const struct timespec *, int64_t)

bool dispatchHasPermit(void *semaphore) {
  if (CALL(dispatch_semaphore_wait)(semaphore, NOW)) return false;
  CALL(dispatch_semaphore_signal)(semaphore);
  return true;
}

// Times of the wall's clock are negative.
static int64_t deadline(uint64_t time) {
  if (time == NEVER) return FOREVER;
  int64_t at = (int64_t)time;
  if (at >= 0) return deadlineIn(at - (int64_t)CALL(dispatch_time)(NOW, 0));
  return deadlineIn((int64_t)CALL(dispatch_walltime)(NULL, 0) - at);
}

void *dispatch_semaphore_create(intptr_t permits) {
  void *semaphore = CALL(dispatch_semaphore_create)(permits);
  if (semaphore) noteMade(semaphore);
  return semaphore;
}

intptr_t dispatch_semaphore_wait(void *semaphore, uint64_t time) {
  struct Thread *thread = controlled();
  if (!thread || isInDispatch(HERE)) {
    // Below it is a wait of Dispatch's, which has no limit that anybody asked for otherwise.
    bool isAsked = !thread && isWatched() && time != NEVER && !isInDispatch(HERE);
    if (isAsked) current()->limits++;
    intptr_t result = CALL(dispatch_semaphore_wait)(semaphore, time);
    if (isAsked) current()->limits--;
    if (!thread && !result) takeByTask(semaphore);
    return result;
  }
  enum ControlKind kind = time == NOW ? controlTryTake : controlTake;
  struct Object *object = objectAt(semaphore, aDispatchSemaphore);
  bool isLate = false;
  do {
    isLate = arriveUntil(thread, kind, object, true, deadline(time));
    if (CALL(dispatch_semaphore_wait)(semaphore, NOW) == 0) {
      hasTaken(thread, controlTake);
      takeOrder(thread, semaphore);
      return 0;
    }
  } while (kind == controlTake && !isLate);
  return 1;
}

intptr_t dispatch_semaphore_signal(void *semaphore) {
  struct Thread *thread = controlled();
  if (thread && !isInDispatch(HERE))
    arrive(thread, controlGive, objectAt(semaphore, aDispatchSemaphore), true);
  if (thread) leaveOrder(thread, semaphore);
  else leaveByTask(semaphore);
  return CALL(dispatch_semaphore_signal)(semaphore);
}

// Comes to a queue: others may come first. If one has, Dispatch waits, and that is seen.
static struct Thread *enter(void *queue, bool isBarrier, bool isForOthers) {
  struct Thread *thread = controlled();
  // All that tasks do on a queue counts as ordered.
  if (!thread) takeByTask(queue);
  if (!thread) return NULL;
  arrive(thread, controlEnter, objectAt(queue, aQueue), true);
  if (isForOthers) giveToQueue(thread, queue);
  thread->callsOfQueues++;
  thread->barriers += isBarrier;
  return thread;
}

static void comeBackFrom(void *queue, struct Thread *thread, bool isBarrier, bool isByOthers) {
  if (!thread) leaveByTask(queue);
  if (!thread) return;
  // What was done there may be nothing that is looked at.
  orderByTurn(thread, queue);
  thread->callsOfQueues--;
  thread->barriers -= isBarrier;
  if (isByOthers) takeFromQueue(thread, queue);
  if (isBarrier) giveToQueue(thread, queue);
}

#define ENTERS(name, isBarrier, isByOthers)                                            \
  LIBRARY(void, name, void *, void *)                                      \
  void name(void *queue, void *block) {                                    \
    struct Thread *thread = enter(queue, isBarrier, isByOthers);                                  \
    CALL(name)(queue, block);                                              \
    comeBackFrom(queue, thread, isBarrier, isByOthers);                                \
  }
#define ENTERS_WITH_FUNCTION(name, isBarrier, isByOthers)                              \
  LIBRARY(void, name, void *, void *, void (*)(void *))                    \
  void name(void *queue, void *context, void (*function)(void *)) {        \
    struct Thread *thread = enter(queue, isBarrier, isByOthers);                                  \
    CALL(name)(queue, context, function);                                  \
    comeBackFrom(queue, thread, isBarrier, isByOthers);                                \
  }

ENTERS(dispatch_sync, false, false)
ENTERS(dispatch_barrier_sync, true, false)
ENTERS(dispatch_async_and_wait, false, true)
ENTERS(dispatch_barrier_async_and_wait, true, true)
ENTERS_WITH_FUNCTION(dispatch_sync_f, false, false)
ENTERS_WITH_FUNCTION(dispatch_barrier_sync_f, true, false)

// What is to be done later is done by a thread of the run that lets the time pass before.
LIBRARY(void, dispatch_async, void *, void *)
LIBRARY(void, dispatch_after, uint64_t, void *, void *)
LIBRARY(void, dispatch_retain, void *)
LIBRARY(void, dispatch_release, void *)
LIBRARY(void *, _Block_copy, const void *)
LIBRARY(void, _Block_release, const void *)

struct Later {
  int64_t deadline;
  void *queue, *block;
};

static void *doLater(void *given) {
  struct Later later = *(struct Later *)given;
  free(given);
  arriveUntil(me, controlPause, NULL, true, later.deadline);
  giveToQueue(controlled(), later.queue);
  CALL(dispatch_async)(later.queue, later.block);
  CALL(_Block_release)(later.block);
  CALL(dispatch_release)(later.queue);
  return NULL;
}

void dispatch_after(uint64_t time, void *queue, void *block) {
  struct Thread *thread = controlled();
  if (!thread) {
    giveToQueue(NULL, queue);
    noteLater(time);
    return CALL(dispatch_after)(time, queue, block);
  }
  struct Later *later = malloc(sizeof *later);
  *later = (struct Later){deadline(time), queue, CALL(_Block_copy)(block)};
  CALL(dispatch_retain)(queue);
  pthread_t handle;
  if (createInRun(thread, &handle, NULL, doLater, later, true) == 0) pthread_detach(handle);
}

#endif
