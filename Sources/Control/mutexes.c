// Mutexes.

#include "Internal.h"

const char controlledMutexes = 0;

#ifdef STANDS_IN

LIBRARY(int, pthread_mutex_init, pthread_mutex_t *, const pthread_mutexattr_t *)
LIBRARY(int, pthread_mutex_destroy, pthread_mutex_t *)
LIBRARY(int, pthread_mutex_lock, pthread_mutex_t *)
LIBRARY(int, pthread_mutex_trylock, pthread_mutex_t *)
LIBRARY(int, pthread_mutex_timedlock, pthread_mutex_t *, const struct timespec *)
LIBRARY(int, pthread_mutex_clocklock, pthread_mutex_t *, clockid_t, const struct timespec *)
LIBRARY(int, pthread_mutex_unlock, pthread_mutex_t *)

static bool isReentrant(pthread_mutex_t *mutex) {
  int kind = mutex->__data.__kind & 3;
  return kind == PTHREAD_MUTEX_RECURSIVE || kind == PTHREAD_MUTEX_ERRORCHECK;
}

static void own(struct Object *object, struct Thread *thread) {
  object->owner = thread;
  object->depth++;
  takeOrder(thread, (void *)object->address);
}

int takeMutex(
    struct Thread *thread, enum ControlKind kind, pthread_mutex_t *mutex, bool isOffered,
    int64_t deadline) {
  struct Object *object = objectAt(mutex, aMutex);
  while (true) {
    thread->isReentrant = isReentrant(mutex);
    bool isLate = kind != controlReacquire && arriveUntil(thread, kind, object, isOffered, deadline);
    int error = CALL(pthread_mutex_trylock)(mutex);
    if (error != EBUSY) {
      if (!error || error == EOWNERDEAD) own(object, thread);
      if (!error && kind == controlTryLock && isOffered) hasTaken(thread, controlLock);
      return error;
    }
    if (kind == controlTryLock) return EBUSY;
    if (isLate) return ETIMEDOUT;
    // One that looks for errors says so; and somebody who isn't seen from here gives back sometime.
    bool isOwn = object->owner == thread;
    if (!isOwn) leave(thread);
    error = CALL(pthread_mutex_lock)(mutex);
    if (!isOwn) comeBack(thread);
    if (!error) own(object, thread);
    return error;
  }
}

int giveMutex(struct Thread *thread, pthread_mutex_t *mutex) {
  struct Object *object = objectAt(mutex, aMutex);
  leaveOrder(thread, mutex);
  int error = CALL(pthread_mutex_unlock)(mutex);
  if (!error && --object->depth <= 0) {
    object->owner = NULL;
    object->depth = 0;
  }
  return error;
}

// The runtime has one for all continuations, in its own memory, which orders nothing that they do.
static inline void takenByTask(pthread_mutex_t *mutex) {
  if (__builtin_expect(looksAtMemory, 0) && !isInTaskRuntime(mutex)) takeByTask(mutex);
}

int pthread_mutex_init(pthread_mutex_t *mutex, const pthread_mutexattr_t *attributes) {
  noteMade(mutex);
  return CALL(pthread_mutex_init)(mutex, attributes);
}

int pthread_mutex_destroy(pthread_mutex_t *mutex) {
  forget(mutex);
  return CALL(pthread_mutex_destroy)(mutex);
}

int pthread_mutex_lock(pthread_mutex_t *mutex) {
  struct Thread *thread = controlled();
  if (thread) return takeMutex(thread, controlLock, mutex, isStudents(HERE), FOREVER);
  bool isWatchedNow = isWatched();
  int error = isWatchedNow ? CALL(pthread_mutex_trylock)(mutex) : CALL(pthread_mutex_lock)(mutex);
  if (isWatchedNow && error == EBUSY)
    error = BLOCKED(controlLock, mutex, false, CALL(pthread_mutex_lock)(mutex));
  if (isWatchedNow && !error) noteTaken(mutex);
  if (!error) takenByTask(mutex);
  return error;
}

int pthread_mutex_trylock(pthread_mutex_t *mutex) {
  struct Thread *thread = controlled();
  if (thread) return takeMutex(thread, controlTryLock, mutex, isStudents(HERE), FOREVER);
  int error = CALL(pthread_mutex_trylock)(mutex);
  if (!error && isWatched()) noteTaken(mutex);
  if (!error) takenByTask(mutex);
  return error;
}

static int lockUntil(
    pthread_mutex_t *mutex, clockid_t clock, const struct timespec *time, const void *place) {
  struct Thread *thread = controlled();
  if (thread)
    return takeMutex(thread, controlLock, mutex, isStudents(place), deadlineAt(clock, time));
  // Only newer libraries have the other, and only for other clocks.
  int error = BLOCKED(
      controlLock, mutex, true,
      clock == CLOCK_REALTIME ? CALL(pthread_mutex_timedlock)(mutex, time)
                              : CALL(pthread_mutex_clocklock)(mutex, clock, time));
  if (!error && isWatched()) noteTaken(mutex);
  if (!error) takenByTask(mutex);
  return error;
}

int pthread_mutex_timedlock(pthread_mutex_t *mutex, const struct timespec *time) {
  return lockUntil(mutex, CLOCK_REALTIME, time, HERE);
}

int pthread_mutex_clocklock(pthread_mutex_t *mutex, clockid_t clock, const struct timespec *time) {
  return lockUntil(mutex, clock, time, HERE);
}

int pthread_mutex_unlock(pthread_mutex_t *mutex) {
  struct Thread *thread = controlled();
  if (thread) {
    if (isStudents(HERE)) arrive(thread, controlUnlock, objectAt(mutex, aMutex), true);
    else if (!thread->quiet) touchUnseen(thread);
    return giveMutex(thread, mutex);
  }
  if (isWatched()) noteGiven(mutex);
  if (looksAtMemory && !isInTaskRuntime(mutex)) leaveByTask(mutex);
  return CALL(pthread_mutex_unlock)(mutex);
}

#endif
