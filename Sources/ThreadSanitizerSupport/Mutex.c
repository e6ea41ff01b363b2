// Under Thread Sanitizer, tells it what the slow paths of Synchronization.Mutex order.
//
// The fast paths of a Mutex are compiled into the code that uses it, so the sanitizer sees them.
// The slow paths, taken when threads meet at the lock, are in libswiftSynchronization, which isn't
// instrumented: without these functions right code is reported as racy. Each one calls the
// library's own. The lock's address is that of its atomic word, with which the fast paths have told
// the sanitizer of the same lock, so that one path is ordered with the other.

#if defined(__linux__) && defined(__has_feature)
#if __has_feature(thread_sanitizer)

#define _GNU_SOURCE
#include <dlfcn.h>
#include <sanitizer/tsan_interface.h>
#include <stdbool.h>
#include <stdint.h>

#define SELF __attribute__((swift_context)) void *self
#define SWIFT __attribute__((swiftcall))
#define UNSEEN __attribute__((disable_sanitizer_instrumentation))

// Synchronization._MutexHandle._lockSlow(UInt32), _tryLockSlow() -> Bool, and _unlockSlow().
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY_LOCK "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

static SWIFT void (*libraryLock)(uint32_t thread, SELF);
static SWIFT bool (*libraryTryLock)(SELF);
static SWIFT void (*libraryUnlock)(SELF);

SWIFT void lockSlow(uint32_t thread, SELF) __asm__(LOCK);
SWIFT bool tryLockSlow(SELF) __asm__(TRY_LOCK);
SWIFT void unlockSlow(SELF) __asm__(UNLOCK);

UNSEEN SWIFT void lockSlow(uint32_t thread, SELF) {
  libraryLock(thread, self);
  __tsan_acquire(self);
}

UNSEEN SWIFT bool tryLockSlow(SELF) {
  bool isTaken = libraryTryLock(self);
  if (isTaken) __tsan_acquire(self);
  return isTaken;
}

UNSEEN SWIFT void unlockSlow(SELF) {
  __tsan_release(self);
  libraryUnlock(self);
}

// A name that the library doesn't have is one that nothing calls.
__attribute__((constructor)) static UNSEEN void findTheLibrarysOwn(void) {
  libraryLock = dlsym(RTLD_NEXT, LOCK);
  libraryTryLock = dlsym(RTLD_NEXT, TRY_LOCK);
  libraryUnlock = dlsym(RTLD_NEXT, UNLOCK);
}

#endif
#endif
