// Finds the functions of the libraries that this program's own stand before.

#include "Internal.h"

#ifdef STANDS_IN

void *inLibrary(const char *name) {
  // The plain lookup gives conditions as they were before version 2.3.2, laid out in another way.
  static const char *const versions[] = {"GLIBC_2.34", "GLIBC_2.3.2", "GLIBC_2.17"};
  if (strncmp(name, "pthread_cond_", 13) == 0) {
    for (int index = 0; index < 3; index++) {
      void *found = dlvsym(RTLD_NEXT, name, versions[index]);
      if (found) return found;
    }
  }
  return dlsym(RTLD_NEXT, name);
}

LIBRARY(long, syscall, long, ...)

long futex(const void *word, int operation, uint32_t value, const struct timespec *limit) {
  return CALL(syscall)(SYS_futex, word, operation, value, limit, NULL, FUTEX_BITSET_MATCH_ANY);
}

#endif

// A linker takes from an archive only the files that somebody asks for, and asks nothing for a
// library's calls: one name of each file, so that all are there.
extern const char controlledThreads, controlledMutexes, controlledReadWriteLocks,
    controlledConditions, controlledSemaphores, controlledFutexes, controlledTime,
    controlledDispatch, controlledOnce, controlledKeys, controlledCores, controlledJoins,
    controlledInstrumentation, controlledRuns, controlledQueues, controlledMemory,
    controlledAllocation, controlledHandovers, controlledTasks, controlledListening,
    controlledAccesses, controlledContinuations, controlledAwaits, controlledStarts,
    controlledDescriptors;

static const char *const parts[] = {
    &controlledThreads, &controlledMutexes,  &controlledReadWriteLocks, &controlledConditions,
    &controlledSemaphores, &controlledFutexes, &controlledTime,         &controlledDispatch,
    &controlledOnce,    &controlledKeys,     &controlledCores,          &controlledJoins,
    &controlledInstrumentation, &controlledRuns, &controlledQueues, &controlledMemory,
    &controlledAllocation, &controlledHandovers, &controlledTasks, &controlledListening, &controlledAccesses,
    &controlledContinuations, &controlledAwaits, &controlledStarts, &controlledDescriptors};

#ifdef STANDS_IN
// What a thread begins that the system has copied is no part of the run: the others aren't there, and may
// have been noting something.
static void beginCopy(void) {
  atomic_store(&runUnderWay, 0);
  atomic_store(&mode, ordinary);
  if (me) me->run = 0;
}
#endif

void controlPrepare(void) {
  for (unsigned index = 0; index < sizeof parts / sizeof *parts; index++)
    (void)*(const char *volatile const *)&parts[index];
  controlEnterKit();
#ifdef STANDS_IN
  current()->isKits = true;
  pthread_atfork(NULL, NULL, beginCopy);
#endif
}
