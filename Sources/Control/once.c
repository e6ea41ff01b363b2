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

int pthread_once(pthread_once_t *once, void (*body)(void)) {
  if ((__atomic_load_n((int *)once, __ATOMIC_ACQUIRE) & done) != 0) return 0;
  struct Thread *thread = controlled();
  if (!thread) return BLOCKED(controlWait, once, false, CALL(pthread_once)(once, body));
  struct Object *object = objectAt(once, aOnce);
  touchUnseen(thread);
  thread->bits = ~0u;
  while (object->owner && object->owner != thread)
    sleepOn(thread, controlWait, object, NULL, FOREVER);
  object->owner = thread;
  int error = CALL(pthread_once)(once, body);
  object->owner = NULL;
  wake(object, controlMostThreads, ~0u);
  return error;
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
  if (++object->readers >= (int)countOf(barrier)) {
    object->readers = 0;
    wake(object, controlMostThreads, ~0u);
    return PTHREAD_BARRIER_SERIAL_THREAD;
  }
  thread->bits = ~0u;
  sleepOn(thread, controlWait, object, NULL, FOREVER);
  return 0;
}

#endif
