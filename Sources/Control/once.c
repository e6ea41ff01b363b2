// What is done once, and barriers.

#include "Internal.h"

const char controlledOnce = 0;

#ifdef STANDS_IN

LIBRARY(int, pthread_once, pthread_once_t *, void (*)(void))
LIBRARY(
    int, pthread_barrier_init, pthread_barrier_t *, const pthread_barrierattr_t *, unsigned)
LIBRARY(int, pthread_barrier_destroy, pthread_barrier_t *)
LIBRARY(int, pthread_barrier_wait, pthread_barrier_t *)

// The library's word for that it is done.
static const int done = 2;

// What is left of a run that is over tells its calls when it is asked, and mustn't be kept from it.
static struct Thread *inRun(void) {
  struct Thread *thread = looksAtMemory ? controlled() : NULL;
  return thread || !looksAtMemory ? thread : taskNow();
}

static void takeOnce(const void *once) {
  struct Thread *thread = inRun();
  if (thread) takeOrder(thread, once);
}

int pthread_once(pthread_once_t *once, void (*body)(void)) {
  if ((__atomic_load_n((int *)once, __ATOMIC_ACQUIRE) & done) != 0) {
    takeOnce(once);
    return 0;
  }
  struct Thread *thread = controlled();
  if (!thread) return BLOCKED(controlWait, once, false, CALL(pthread_once)(once, body));
  struct Object *object = objectAt(once, aOnce);
  touchUnseen(thread);
  thread->bits = ~0u;
  while (object->owner && object->owner != thread)
    sleepOn(thread, controlWait, object, NULL, FOREVER);
  object->owner = thread;
  int error = CALL(pthread_once)(once, body);
  takeOrder(thread, once);
  leaveOrder(thread, once);
  object->owner = NULL;
  wake(object, controlMostThreads, ~0u);
  return error;
}

// What Swift does once: the first use of a global constant, for one.
LIBRARY(void, swift_once, const void *, void (*)(void *), void *)

struct First {
  void (*body)(void *);
  void *context;
  const void *once;
};

static void doFirst(void *given) {
  struct First *first = given;
  first->body(first->context);
  struct Thread *thread = inRun();
  if (thread) leaveOrder(thread, first->once);
}

void swift_once(const void *once, void (*body)(void *), void *context) {
  if (!inRun()) return CALL(swift_once)(once, body, context);
  struct First first = {body, context, once};
  CALL(swift_once)(once, doFirst, &first);
  takeOnce(once);
}

// How many the library's own has to wait for, as it is laid out.
static unsigned countOf(pthread_barrier_t *barrier) { return ((unsigned *)barrier)[2]; }

int pthread_barrier_init(
    pthread_barrier_t *barrier, const pthread_barrierattr_t *attributes, unsigned count) {
  noteMade(barrier);
  return CALL(pthread_barrier_init)(barrier, attributes, count);
}

int pthread_barrier_destroy(pthread_barrier_t *barrier) {
  forget(barrier);
  return CALL(pthread_barrier_destroy)(barrier);
}

int pthread_barrier_wait(pthread_barrier_t *barrier) {
  struct Thread *thread = controlled();
  if (!thread)
    return BLOCKED(controlWait, barrier, false, CALL(pthread_barrier_wait)(barrier));
  struct Object *object = objectAt(barrier, aBarrier);
  touchUnseen(thread);
  leaveOrder(thread, barrier);
  if (++object->readers >= (int)countOf(barrier)) {
    object->readers = 0;
    takeOrder(thread, barrier);
    wake(object, controlMostThreads, ~0u);
    return PTHREAD_BARRIER_SERIAL_THREAD;
  }
  thread->bits = ~0u;
  sleepOn(thread, controlWait, object, NULL, FOREVER);
  takeOrder(thread, barrier);
  return 0;
}

#endif
