// What Dispatch's queues and groups order. Dispatch hands on what is to be done by atomic operations of
// its own, which nobody sees: so what a queue does is told by the calls that give it something to do, and
// by the queue that a thread is at when it is looked at.
//
// Where a queue isn't known to do several things at once, all that is done on it counts as ordered.

#include "Scheduler.h"

const char controlledQueues = 0;

#ifdef STANDS_IN

LIBRARY(void *, dispatch_get_current_queue, void)
LIBRARY(void *, dispatch_queue_create, const char *, void *)
LIBRARY(void *, dispatch_queue_create_with_target, const char *, void *, void *)
LIBRARY(void, dispatch_set_target_queue, void *, void *)

/// Queues that do several things at once.
enum { mostConcurrent = 256 };
static void *_Atomic concurrent[mostConcurrent];
/// Some queues do what they do on others, or something is done as a barrier: who waits for whom isn't
/// told by the queue alone.
static _Atomic bool areOne = false;

/// What whoever waits for a group, or is called behind it, takes.
static const char byAll[8], byGroups[8];
/// The queues that all threads of Dispatch's serve.
static const char shared[8];

static void noteConcurrent(void *queue) {
  for (int index = 0; index < mostConcurrent; index++) {
    void *none = NULL;
    if (atomic_compare_exchange_strong(&concurrent[index], &none, queue)) return;
  }
}

static bool isConcurrent(void *queue) {
  for (int index = 0; index < mostConcurrent && concurrent[index]; index++)
    if (concurrent[index] == queue) return true;
  return false;
}

static void noteMadeQueue(void *queue, const void *attributes) {
  static const void *all = NULL;
  if (!all) all = dlsym(RTLD_NEXT, "_dispatch_queue_attr_concurrent");
  // One that is gone may have been at this address.
  for (int index = 0; index < mostConcurrent && concurrent[index]; index++)
    if (concurrent[index] == queue) concurrent[index] = (void *)1;
  if (queue && attributes && attributes == all) noteConcurrent(queue);
  if (queue) noteMade(queue);
}

void *dispatch_queue_create(const char *label, void *attributes) {
  void *queue = CALL(dispatch_queue_create)(label, attributes);
  noteMadeQueue(queue, attributes);
  return queue;
}

void *dispatch_queue_create_with_target(const char *label, void *attributes, void *target) {
  if (target && !isInDispatch(target)) areOne = true;
  void *queue = CALL(dispatch_queue_create_with_target)(label, attributes, target);
  noteMadeQueue(queue, attributes);
  return queue;
}

void dispatch_set_target_queue(void *object, void *target) {
  if (target && !isInDispatch(target)) areOne = true;
  CALL(dispatch_set_target_queue)(object, target);
}

/// What is left for the work of a queue, and what its work leaves.
struct Ends {
  const void *given, *done;
  bool isSerial;
};

static struct Ends ends(void *queue) {
  if (isInDispatch(queue)) return (struct Ends){shared, shared + 1, false};
  if (areOne) return (struct Ends){shared + 2, shared + 3, true};
  return (struct Ends){queue, (char *)queue + 1, !isConcurrent(queue)};
}

/// Queues on which something is called behind a group.
static uint32_t hasNotices = 0;

static void orderAt(struct Thread *thread, struct Ends queue) {
  takeOrderPlainly(thread, queue.given);
  if (queue.isSerial || thread->barriers) takeOrderPlainly(thread, queue.done);
  if (hasNotices == run.number) {
    takeOrderPlainly(thread, byAll);
    takeOrderPlainly(thread, byGroups);
  }
  leaveOrderPlainly(thread, queue.done);
  leaveOrderPlainly(thread, byAll);
}

void orderByQueue(struct Thread *thread) {
  if (!thread->isDispatchs && !thread->callsOfQueues) return;
  orderAt(thread, ends(CALL(dispatch_get_current_queue)()));
}

void orderByTurn(struct Thread *thread, void *queue) {
  if (isOrderKnown(thread)) orderAt(thread, ends(queue));
}

// MARK: What is given to queues

void giveToQueue(struct Thread *thread, void *queue) {
  // What a task has another thread do isn't seen.
  if (!thread && looksAtMemory && taskNow()) giveUpOrder();
  if (!thread) return;
  // It is no step, but others see it, as they see what a group counts.
  touchUnseen(thread);
  leaveOrder(thread, ends(queue).given);
}

void takeFromQueue(struct Thread *thread, void *queue) { takeOrder(thread, ends(queue).done); }

#define GIVES(name)                                    \
  LIBRARY(void, name, void *, void *)                  \
  void name(void *queue, void *block) {                \
    giveToQueue(controlled(), queue);                  \
    CALL(name)(queue, block);                          \
  }
#define GIVES_FUNCTION(name)                                               \
  LIBRARY(void, name, void *, void *, void (*)(void *))                    \
  void name(void *queue, void *context, void (*function)(void *)) {        \
    giveToQueue(controlled(), queue);                                      \
    CALL(name)(queue, context, function);                                  \
  }
#define GIVES_BARRIER(name)                            \
  LIBRARY(void, name, void *, void *)                  \
  void name(void *queue, void *block) {                \
    areOne = true;                                     \
    giveToQueue(controlled(), queue);                  \
    CALL(name)(queue, block);                          \
  }

GIVES(dispatch_async)
GIVES_FUNCTION(dispatch_async_f)
GIVES_BARRIER(dispatch_barrier_async)

LIBRARY(void, dispatch_activate, void *)
void dispatch_activate(void *queue) {
  giveToQueue(controlled(), queue);
  CALL(dispatch_activate)(queue);
}

LIBRARY(void, dispatch_resume, void *)
void dispatch_resume(void *queue) {
  giveToQueue(controlled(), queue);
  CALL(dispatch_resume)(queue);
}

// MARK: Groups and pieces of work

LIBRARY(void, dispatch_group_async, void *, void *, void *)
void dispatch_group_async(void *group, void *queue, void *block) {
  giveToQueue(controlled(), queue);
  CALL(dispatch_group_async)(group, queue, block);
}

LIBRARY(void, dispatch_group_enter, void *)
void dispatch_group_enter(void *group) {
  struct Thread *thread = controlled();
  if (thread) touchUnseen(thread);
  CALL(dispatch_group_enter)(group);
}

LIBRARY(void, dispatch_group_leave, void *)
void dispatch_group_leave(void *group) {
  struct Thread *thread = controlled();
  if (thread) {
    touchUnseen(thread);
    leaveOrder(thread, group);
    leaveOrder(thread, byGroups);
  }
  CALL(dispatch_group_leave)(group);
}

LIBRARY(intptr_t, dispatch_group_wait, void *, uint64_t)
intptr_t dispatch_group_wait(void *group, uint64_t time) {
  struct Thread *thread = controlled();
  if (thread) touchUnseen(thread);
  intptr_t result = CALL(dispatch_group_wait)(group, time);
  if (thread) {
    takeOrder(thread, group);
    takeOrder(thread, byAll);
  }
  return result;
}

static void giveNotice(void *queue) {
  struct Thread *thread = controlled();
  if (!thread) return;
  hasNotices = run.number;
  giveToQueue(thread, queue);
}

LIBRARY(void, dispatch_group_notify, void *, void *, void *)
void dispatch_group_notify(void *group, void *queue, void *block) {
  giveNotice(queue);
  CALL(dispatch_group_notify)(group, queue, block);
}

LIBRARY(void, dispatch_block_notify, void *, void *, void *)
void dispatch_block_notify(void *first, void *queue, void *block) {
  giveNotice(queue);
  CALL(dispatch_block_notify)(first, queue, block);
}

LIBRARY(intptr_t, dispatch_block_wait, void *, uint64_t)
intptr_t dispatch_block_wait(void *block, uint64_t time) {
  intptr_t result = CALL(dispatch_block_wait)(block, time);
  struct Thread *thread = controlled();
  if (thread) takeOrder(thread, byAll);
  return result;
}

LIBRARY(void *, dispatch_block_create, unsigned long, void *)
void *dispatch_block_create(unsigned long flags, void *block) {
  if (flags & 1) areOne = true;
  return CALL(dispatch_block_create)(flags, block);
}

LIBRARY(void *, dispatch_block_create_with_qos_class, unsigned long, unsigned, int, void *)
void *dispatch_block_create_with_qos_class(
    unsigned long flags, unsigned quality, int priority, void *block) {
  if (flags & 1) areOne = true;
  return CALL(dispatch_block_create_with_qos_class)(flags, quality, priority, block);
}

LIBRARY(void, dispatch_apply, size_t, void *, void *)
void dispatch_apply(size_t count, void *queue, void *block) {
  struct Thread *thread = controlled();
  if (!thread) return CALL(dispatch_apply)(count, queue, block);
  leaveOrder(thread, shared);
  if (queue) giveToQueue(thread, queue);
  thread->callsOfQueues++;
  CALL(dispatch_apply)(count, queue, block);
  thread->callsOfQueues--;
  takeOrder(thread, byAll);
}

#endif
