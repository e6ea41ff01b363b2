// Locks under which many may read.

#include "Internal.h"

const char controlledReadWriteLocks = 0;

#ifdef STANDS_IN

LIBRARY(int, pthread_rwlock_init, pthread_rwlock_t *, const pthread_rwlockattr_t *)
LIBRARY(int, pthread_rwlock_destroy, pthread_rwlock_t *)
LIBRARY(int, pthread_rwlock_rdlock, pthread_rwlock_t *)
LIBRARY(int, pthread_rwlock_wrlock, pthread_rwlock_t *)
LIBRARY(int, pthread_rwlock_tryrdlock, pthread_rwlock_t *)
LIBRARY(int, pthread_rwlock_trywrlock, pthread_rwlock_t *)
LIBRARY(int, pthread_rwlock_timedrdlock, pthread_rwlock_t *, const struct timespec *)
LIBRARY(int, pthread_rwlock_timedwrlock, pthread_rwlock_t *, const struct timespec *)
LIBRARY(
    int, pthread_rwlock_clockrdlock, pthread_rwlock_t *, clockid_t, const struct timespec *)
LIBRARY(
    int, pthread_rwlock_clockwrlock, pthread_rwlock_t *, clockid_t, const struct timespec *)
LIBRARY(int, pthread_rwlock_unlock, pthread_rwlock_t *)

static int tryToTake(pthread_rwlock_t *lock, bool isReading) {
  return isReading ? CALL(pthread_rwlock_tryrdlock)(lock) : CALL(pthread_rwlock_trywrlock)(lock);
}

static int takeForReal(pthread_rwlock_t *lock, bool isReading) {
  return isReading ? CALL(pthread_rwlock_rdlock)(lock) : CALL(pthread_rwlock_wrlock)(lock);
}

static int take(
    struct Thread *thread, pthread_rwlock_t *lock, bool isReading, bool isTrying, bool isOffered,
    int64_t deadline) {
  struct Object *object = objectAt(lock, aReadWriteLock);
  enum ControlKind kind =
      isTrying ? controlTryLock : isReading ? controlReadLock : controlLock;
  thread->isReentrant = false;
  bool isLate = arriveUntil(thread, kind, object, isOffered, deadline);
  int error = tryToTake(lock, isReading);
  if (error == EBUSY && !isTrying && !isLate) {
    // Somebody has it who isn't seen from here.
    leave(thread);
    error = takeForReal(lock, isReading);
    comeBack(thread);
  }
  if (error == EBUSY && isLate) return ETIMEDOUT;
  if (!error && isTrying && isOffered)
    hasTaken(thread, isReading ? controlReadLock : controlLock);
  // Who reads takes what writers left, who writes what readers left as well.
  if (!error) takeOrder(thread, lock);
  if (!error && !isReading) takeOrder(thread, (char *)lock + 1);
  if (!error && isReading) object->readers++;
  if (!error && !isReading) object->owner = thread;
  return error;
}

static inline __attribute__((always_inline)) int takeWatched(
    pthread_rwlock_t *lock, bool isReading) {
  bool isWatchedNow = isWatched();
  int error = isWatchedNow ? tryToTake(lock, isReading) : takeForReal(lock, isReading);
  if (isWatchedNow && error == EBUSY)
    error = BLOCKED(
        isReading ? controlReadLock : controlLock, lock, false, takeForReal(lock, isReading));
  if (isWatchedNow && !error) noteTaken(lock);
  if (!error) takeByTask(lock);
  return error;
}

static inline __attribute__((always_inline)) int takeUntil(
    pthread_rwlock_t *lock, bool isReading, clockid_t clock, const struct timespec *time) {
  struct Thread *thread = controlled();
  if (thread)
    return take(thread, lock, isReading, false, isStudents(HERE), deadlineAt(clock, time));
  int (*function)(pthread_rwlock_t *, const struct timespec *) =
      isReading ? CALL(pthread_rwlock_timedrdlock) : CALL(pthread_rwlock_timedwrlock);
  enum ControlKind kind = isReading ? controlReadLock : controlLock;
  int error;
  if (clock == CLOCK_REALTIME)
    error = BLOCKED(kind, lock, true, function(lock, time));
  else
    error = BLOCKED(
        kind, lock, true,
        isReading ? CALL(pthread_rwlock_clockrdlock)(lock, clock, time)
                  : CALL(pthread_rwlock_clockwrlock)(lock, clock, time));
  if (!error && isWatched()) noteTaken(lock);
  if (!error) takeByTask(lock);
  return error;
}

int pthread_rwlock_init(pthread_rwlock_t *lock, const pthread_rwlockattr_t *attributes) {
  noteMade(lock);
  return CALL(pthread_rwlock_init)(lock, attributes);
}

int pthread_rwlock_destroy(pthread_rwlock_t *lock) {
  forget(lock);
  return CALL(pthread_rwlock_destroy)(lock);
}

int pthread_rwlock_rdlock(pthread_rwlock_t *lock) {
  struct Thread *thread = controlled();
  if (thread) return take(thread, lock, true, false, isStudents(HERE), FOREVER);
  return takeWatched(lock, true);
}

int pthread_rwlock_wrlock(pthread_rwlock_t *lock) {
  struct Thread *thread = controlled();
  if (thread) return take(thread, lock, false, false, isStudents(HERE), FOREVER);
  return takeWatched(lock, false);
}

int pthread_rwlock_tryrdlock(pthread_rwlock_t *lock) {
  struct Thread *thread = controlled();
  if (thread) return take(thread, lock, true, true, isStudents(HERE), FOREVER);
  int error = tryToTake(lock, true);
  if (!error) takeByTask(lock);
  return error;
}

int pthread_rwlock_trywrlock(pthread_rwlock_t *lock) {
  struct Thread *thread = controlled();
  if (thread) return take(thread, lock, false, true, isStudents(HERE), FOREVER);
  int error = tryToTake(lock, false);
  if (!error) takeByTask(lock);
  return error;
}

int pthread_rwlock_timedrdlock(pthread_rwlock_t *lock, const struct timespec *time) {
  return takeUntil(lock, true, CLOCK_REALTIME, time);
}

int pthread_rwlock_timedwrlock(pthread_rwlock_t *lock, const struct timespec *time) {
  return takeUntil(lock, false, CLOCK_REALTIME, time);
}

int pthread_rwlock_clockrdlock(
    pthread_rwlock_t *lock, clockid_t clock, const struct timespec *time) {
  return takeUntil(lock, true, clock, time);
}

int pthread_rwlock_clockwrlock(
    pthread_rwlock_t *lock, clockid_t clock, const struct timespec *time) {
  return takeUntil(lock, false, clock, time);
}

int pthread_rwlock_unlock(pthread_rwlock_t *lock) {
  struct Thread *thread = controlled();
  if (!thread) {
    if (isWatched()) noteGiven(lock);
    leaveByTask(lock);
    return CALL(pthread_rwlock_unlock)(lock);
  }
  struct Object *object = objectAt(lock, aReadWriteLock);
  if (isStudents(HERE)) arrive(thread, controlUnlock, object, true);
  else touchUnseen(thread);
  leaveOrder(thread, object->owner ? (char *)lock : (char *)lock + 1);
  int error = CALL(pthread_rwlock_unlock)(lock);
  if (!error && object->owner) object->owner = NULL;
  else if (!error && object->readers) object->readers--;
  return error;
}

#endif
