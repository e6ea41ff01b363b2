// Further ways to hand something to another thread: they order what threads do, and no more is said of
// them here.

#include "Scheduler.h"

const char controlledHandovers = 0;

#ifdef STANDS_IN

// MARK: Locks that spin

LIBRARY(int, pthread_spin_lock, pthread_spinlock_t *)
LIBRARY(int, pthread_spin_trylock, pthread_spinlock_t *)
LIBRARY(int, pthread_spin_unlock, pthread_spinlock_t *)

int pthread_spin_lock(pthread_spinlock_t *lock) {
  int error = CALL(pthread_spin_lock)(lock);
  struct Thread *thread = controlled();
  if (thread && !error) takeOrder(thread, (void *)lock);
  if (!thread && !error) takeByTask((void *)lock);
  return error;
}

int pthread_spin_trylock(pthread_spinlock_t *lock) {
  int error = CALL(pthread_spin_trylock)(lock);
  struct Thread *thread = controlled();
  if (thread && !error) takeOrder(thread, (void *)lock);
  if (!thread && !error) takeByTask((void *)lock);
  return error;
}

int pthread_spin_unlock(pthread_spinlock_t *lock) {
  struct Thread *thread = controlled();
  if (thread) leaveOrder(thread, (void *)lock);
  else leaveByTask((void *)lock);
  return CALL(pthread_spin_unlock)(lock);
}

// MARK: Pipes and files

static const char files[8];

LIBRARY(ssize_t, read, int, void *, size_t)
LIBRARY(ssize_t, write, int, const void *, size_t)

ssize_t read(int file, void *bytes, size_t count) {
  ssize_t got = CALL(read)(file, bytes, count);
  struct Thread *thread = looksAtMemory ? controlled() : NULL;
  if (thread) takeOrder(thread, files);
  else takeByTask(files);
  return got;
}

ssize_t write(int file, const void *bytes, size_t count) {
  struct Thread *thread = looksAtMemory ? controlled() : NULL;
  if (thread) leaveOrder(thread, files);
  else leaveByTask(files);
  return CALL(write)(file, bytes, count);
}

// MARK: Tasks

static __attribute__((swiftcall)) void enqueue(
    void *job, __attribute__((swiftcall)) void (*original)(void *)) {
  if (controlled()) giveUpOrder();
  original(job);
}

// The Swift runtime has a place for a function that is given the jobs of tasks: of code that makes tasks
// in a controlled run it isn't known what orders it.
void knowTasks(void) {
  __attribute__((swiftcall)) void (**place)(
      void *, __attribute__((swiftcall)) void (*)(void *)) =
      dlsym(RTLD_DEFAULT, "swift_task_enqueueGlobal_hook");
  if (place && !*place) *place = enqueue;
}

#endif
