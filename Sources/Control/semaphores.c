// POSIX semaphores, in which Dispatch's wait as well.

#include "Internal.h"

const char controlledSemaphores = 0;

#ifdef STANDS_IN

LIBRARY(int, sem_init, sem_t *, int, unsigned)
LIBRARY(int, sem_destroy, sem_t *)
LIBRARY(int, sem_wait, sem_t *)
LIBRARY(int, sem_trywait, sem_t *)
LIBRARY(int, sem_timedwait, sem_t *, const struct timespec *)
LIBRARY(int, sem_clockwait, sem_t *, clockid_t, const struct timespec *)
LIBRARY(int, sem_post, sem_t *)

static int take(
    struct Thread *thread, enum ControlKind kind, sem_t *semaphore, int64_t deadline,
    const void *place) {
  struct Object *object = objectAt(semaphore, aSemaphore);
  bool isOffered = isStudents(place);
  // Dispatch's workers wait so for work, for some seconds.
  thread->isIdle = deadline != FOREVER && isInDispatch(place);
  pthread_testcancel();
  while (true) {
    bool isLate = arriveUntil(thread, kind, object, isOffered, deadline);
    if (CALL(sem_trywait)(semaphore) == 0) break;
    if (errno != EAGAIN || kind == controlTryTake) return -1;
    pthread_testcancel();
    if (!isLate) continue;
    thread->isIdle = false;
    errno = ETIMEDOUT;
    return -1;
  }
  thread->isIdle = false;
  takeOrder(thread, semaphore);
  if (kind == controlTryTake && isOffered) hasTaken(thread, controlTake);
  return 0;
}

int sem_init(sem_t *semaphore, int isShared, unsigned permits) {
  noteMade(semaphore);
  return CALL(sem_init)(semaphore, isShared, permits);
}

int sem_destroy(sem_t *semaphore) {
  forget(semaphore);
  return CALL(sem_destroy)(semaphore);
}

int sem_wait(sem_t *semaphore) {
  struct Thread *thread = controlled();
  if (thread) return take(thread, controlTake, semaphore, FOREVER, HERE);
  int before = errno;
  int error = isWatched() ? CALL(sem_trywait)(semaphore) : -1;
  errno = before;
  if (error) error = BLOCKED(controlTake, semaphore, false, CALL(sem_wait)(semaphore));
  if (!error) takeByTask(semaphore);
  return error;
}

int sem_trywait(sem_t *semaphore) {
  struct Thread *thread = controlled();
  if (thread) return take(thread, controlTryTake, semaphore, FOREVER, HERE);
  int error = CALL(sem_trywait)(semaphore);
  if (!error) takeByTask(semaphore);
  return error;
}

int sem_timedwait(sem_t *semaphore, const struct timespec *time) {
  struct Thread *thread = controlled();
  if (thread)
    return take(thread, controlTake, semaphore, deadlineAt(CLOCK_REALTIME, time), HERE);
  // A thread of Dispatch's that has nothing to do only ends, in time.
  bool hasLimit = !isInDispatch(HERE) || (me && me->limits);
  int error = BLOCKED(controlTake, semaphore, hasLimit, CALL(sem_timedwait)(semaphore, time));
  if (!error) takeByTask(semaphore);
  return error;
}

int sem_clockwait(sem_t *semaphore, clockid_t clock, const struct timespec *time) {
  struct Thread *thread = controlled();
  if (thread) return take(thread, controlTake, semaphore, deadlineAt(clock, time), HERE);
  int error = BLOCKED(controlTake, semaphore, true, CALL(sem_clockwait)(semaphore, clock, time));
  if (!error) takeByTask(semaphore);
  return error;
}

int sem_post(sem_t *semaphore) {
  struct Thread *thread = controlled();
  if (thread && isStudents(HERE))
    arrive(thread, controlGive, objectAt(semaphore, aSemaphore), true);
  else if (thread) touchUnseen(thread);
  if (thread) leaveOrder(thread, semaphore);
  else leaveByTask(semaphore);
  return CALL(sem_post)(semaphore);
}

#endif
