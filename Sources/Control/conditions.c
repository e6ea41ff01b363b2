// Conditions. In a controlled run nobody sleeps on a real one: who sleeps is the scheduler's to know.

#include "Internal.h"

const char controlledConditions = 0;

#ifdef STANDS_IN

LIBRARY(int, pthread_cond_init, pthread_cond_t *, const pthread_condattr_t *)
LIBRARY(int, pthread_cond_destroy, pthread_cond_t *)
LIBRARY(int, pthread_cond_wait, pthread_cond_t *, pthread_mutex_t *)
LIBRARY(int, pthread_cond_timedwait, pthread_cond_t *, pthread_mutex_t *, const struct timespec *)
LIBRARY(
    int, pthread_cond_clockwait, pthread_cond_t *, pthread_mutex_t *, clockid_t,
    const struct timespec *)
LIBRARY(int, pthread_cond_signal, pthread_cond_t *)
LIBRARY(int, pthread_cond_broadcast, pthread_cond_t *)

// A cancelled thread has the mutex when its handlers are called.
static int sleepOnCondition(
    struct Thread *thread, pthread_cond_t *condition, pthread_mutex_t *mutex, int64_t deadline,
    bool isOffered) {
  struct Object *object = objectAt(condition, aCondition);
  struct Object *lock = objectAt(mutex, aMutex);
  if (!object->number) object->pair = lock;
  pthread_testcancel();
  arrive(thread, controlSleep, object, isOffered);
  int error = giveMutex(thread, mutex);
  if (error) return error;
  bool isLate = sleepOn(thread, controlSleep, object, lock, deadline);
  error = takeMutex(thread, controlReacquire, mutex, isOffered, FOREVER);
  takeOrder(thread, condition);
  pthread_testcancel();
  return error ? error : isLate ? ETIMEDOUT : 0;
}

// In a watched run, the mutex is given back meanwhile.
#define SLEEPS(condition, mutex, hasLimit, call)                             \
  ({                                                                         \
    if (isWatched()) noteGiven(mutex);                                       \
    int ended = BLOCKED(controlSleep, condition, hasLimit, call);            \
    if (isWatched()) noteTaken(mutex);                                 \
    ended;                                                                   \
  })

// Whether the clock of a condition is the monotonic one, as its attributes said.
static clockid_t clockOf(pthread_cond_t *condition) {
  return condition->__data.__wrefs & 2 ? CLOCK_MONOTONIC : CLOCK_REALTIME;
}

int pthread_cond_init(pthread_cond_t *condition, const pthread_condattr_t *attributes) {
  noteMade(condition);
  return CALL(pthread_cond_init)(condition, attributes);
}

int pthread_cond_destroy(pthread_cond_t *condition) {
  forget(condition);
  return CALL(pthread_cond_destroy)(condition);
}

int pthread_cond_wait(pthread_cond_t *condition, pthread_mutex_t *mutex) {
  struct Thread *thread = controlled();
  if (thread) return sleepOnCondition(thread, condition, mutex, FOREVER, isStudents(HERE));
  return SLEEPS(condition, mutex, false, CALL(pthread_cond_wait)(condition, mutex));
}

int pthread_cond_timedwait(
    pthread_cond_t *condition, pthread_mutex_t *mutex, const struct timespec *time) {
  struct Thread *thread = controlled();
  if (thread)
    return sleepOnCondition(
        thread, condition, mutex, deadlineAt(clockOf(condition), time), isStudents(HERE));
  return SLEEPS(
      condition, mutex, true, CALL(pthread_cond_timedwait)(condition, mutex, time));
}

int pthread_cond_clockwait(
    pthread_cond_t *condition, pthread_mutex_t *mutex, clockid_t clock,
    const struct timespec *time) {
  struct Thread *thread = controlled();
  if (thread)
    return sleepOnCondition(
        thread, condition, mutex, deadlineAt(clock, time), isStudents(HERE));
  return SLEEPS(
      condition, mutex, true, CALL(pthread_cond_clockwait)(condition, mutex, clock, time));
}

int pthread_cond_signal(pthread_cond_t *condition) {
  struct Thread *thread = controlled();
  if (thread) {
    struct Object *object = objectAt(condition, aCondition);
    arrive(thread, controlSignal, object, isStudents(HERE));
    leaveOrder(thread, condition);
    if (wake(object, 1, ~0u)) return 0;
  }
  return CALL(pthread_cond_signal)(condition);
}

int pthread_cond_broadcast(pthread_cond_t *condition) {
  struct Thread *thread = controlled();
  if (thread) {
    struct Object *object = objectAt(condition, aCondition);
    arrive(thread, controlBroadcast, object, isStudents(HERE));
    leaveOrder(thread, condition);
    wake(object, controlMostThreads, ~0u);
  }
  return CALL(pthread_cond_broadcast)(condition);
}

#endif
