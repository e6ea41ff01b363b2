// Waiting for a thread's end, and letting it go.

#include "Internal.h"

const char controlledJoins = 0;

#ifdef STANDS_IN

LIBRARY(int, pthread_join, pthread_t, void **)
LIBRARY(int, pthread_timedjoin_np, pthread_t, void **, const struct timespec *)
LIBRARY(int, pthread_clockjoin_np, pthread_t, void **, clockid_t, const struct timespec *)
LIBRARY(int, pthread_tryjoin_np, pthread_t, void **)
LIBRARY(int, pthread_detach, pthread_t)
LIBRARY(int, pthread_cancel, pthread_t)
LIBRARY(void, pthread_exit, void *)

// The thread that a controlled one asks for, if it is of the run.
static struct Thread *ofRun(struct Thread *asker, pthread_t handle) {
  if (!asker) return NULL;
  struct Thread *thread = threadOf(handle);
  return thread && thread->run == asker->run ? thread : NULL;
}

static int join(
    struct Thread *asker, struct Thread *thread, void **result, int64_t deadline, const void *place) {
  if (thread == asker) return EDEADLK;
  if (thread->isDetached) return EINVAL;
  asker->target = thread;
  if (arriveUntil(asker, controlJoin, NULL, isStudents(place), deadline)) return ETIMEDOUT;
  orderBefore(thread, asker);
  if (result) *result = thread->result;
  thread->isDetached = true;
  return 0;
}

int pthread_join(pthread_t handle, void **result) {
  struct Thread *asker = controlled(), *thread = ofRun(asker, handle);
  if (thread) return join(asker, thread, result, FOREVER, HERE);
  int error = BLOCKED(controlJoin, (void *)handle, false, CALL(pthread_join)(handle, result));
  if (!error) noteJoined(handle, __builtin_frame_address(0));
  return error;
}

int pthread_timedjoin_np(pthread_t handle, void **result, const struct timespec *limit) {
  struct Thread *asker = controlled(), *thread = ofRun(asker, handle);
  if (thread) return join(asker, thread, result, deadlineAt(CLOCK_REALTIME, limit), HERE);
  int error = BLOCKED(
      controlJoin, (void *)handle, true, CALL(pthread_timedjoin_np)(handle, result, limit));
  if (!error) noteJoined(handle, __builtin_frame_address(0));
  return error;
}

int pthread_clockjoin_np(
    pthread_t handle, void **result, clockid_t clock, const struct timespec *limit) {
  struct Thread *asker = controlled(), *thread = ofRun(asker, handle);
  if (thread) return join(asker, thread, result, deadlineAt(clock, limit), HERE);
  int error = BLOCKED(
      controlJoin, (void *)handle, true, CALL(pthread_clockjoin_np)(handle, result, clock, limit));
  if (!error) noteJoined(handle, __builtin_frame_address(0));
  return error;
}

int pthread_tryjoin_np(pthread_t handle, void **result) {
  struct Thread *asker = controlled(), *thread = ofRun(asker, handle);
  if (!thread) {
    int error = CALL(pthread_tryjoin_np)(handle, result);
    if (!error) noteJoined(handle, __builtin_frame_address(0));
    return error;
  }
  return thread->place == ended ? join(asker, thread, result, FOREVER, HERE) : EBUSY;
}

int pthread_detach(pthread_t handle) {
  struct Thread *thread = threadOf(handle);
  noteDetached(handle);
  if (!thread) return CALL(pthread_detach)(handle);
  // A thread that is used again is never let go for real.
  if (thread->run && thread->isReusable) {
    if (thread->isDetached) return EINVAL;
    thread->isDetached = true;
    return 0;
  }
  thread->isDetached = true;
  return CALL(pthread_detach)(handle);
}

void pthread_exit(void *result) {
  if (me) me->result = result;
  CALL(pthread_exit)(result);
  __builtin_unreachable();
}

// One that sleeps in the run has to see that it is cancelled.
int pthread_cancel(pthread_t handle) {
  struct Thread *asker = controlled(), *thread = ofRun(asker, handle);
  int error = CALL(pthread_cancel)(handle);
  if (thread && !error) {
    // Unless it comes to its end before.
    thread->result = PTHREAD_CANCELED;
    wakeCancelled(thread);
  }
  return error;
}

#endif
