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

// MARK: References that are stored once

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *self
#define LOAD "$s15Synchronization19AtomicLazyReferenceV4loadxSgyF"
#define STORE_IF_NIL "$s15Synchronization19AtomicLazyReferenceV10storeIfNilyxxnF"

SWIFT void *loadLazily(const void *type, SELF) __asm__(LOAD);
SWIFT void *storeIfNil(void *object, const void *type, SELF) __asm__(STORE_IF_NIL);
static SWIFT void *(*libraryLoad)(const void *, SELF);
static SWIFT void *(*libraryStoreIfNil)(void *, const void *, SELF);

SWIFT void *loadLazily(const void *type, SELF) {
  if (!libraryLoad) libraryLoad = inLibrary(LOAD);
  void *object = libraryLoad(type, self);
  struct Thread *thread = looksAtMemory ? controlled() : NULL;
  if (thread) takeOrder(thread, self);
  else takeByTask(self);
  return object;
}

SWIFT void *storeIfNil(void *object, const void *type, SELF) {
  if (!libraryStoreIfNil) libraryStoreIfNil = inLibrary(STORE_IF_NIL);
  struct Thread *thread = looksAtMemory ? controlled() : NULL;
  if (thread) leaveOrder(thread, self);
  else leaveByTask(self);
  void *stored = libraryStoreIfNil(object, type, self);
  if (thread) takeOrder(thread, self);
  else takeByTask(self);
  return stored;
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
