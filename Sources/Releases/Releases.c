// Tells when a thread gives back a lock that isn't the kit's.
//
// A thread that gives a lock back and wants it again right away mostly gets it, since whoever waits
// for it must first be woken. So an order in which another comes in between would be a matter of luck.
// Told of the release, the judge can have the thread stop there, and let others go before it.
//
// A program's own functions come before a library's of the same name, for the library's own calls
// too. Each one here calls the library's.

#define _GNU_SOURCE
#include "Releases.h"
#include <stdatomic.h>
#include <stddef.h>

static _Atomic(void (*)(void)) afterRelease = NULL;
static _Thread_local int isInKit = 0;

void callAfterRelease(void (*function)(void)) {
  atomic_store_explicit(&afterRelease, function, memory_order_release);
}

int enterKit(void) {
  int before = isInKit;
  isInKit = 1;
  return before;
}

void leaveKit(int before) { isInKit = before; }

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define IS_SANITIZED 1
#endif
#endif

// Thread Sanitizer stands in for the same functions.
#if defined(__linux__) && !defined(IS_SANITIZED)

#include <dlfcn.h>
#include <pthread.h>
#include <stdint.h>

#define SELF __attribute__((swift_context)) void *self
#define SWIFT __attribute__((swiftcall))

// Synchronization._MutexHandle._unlockSlow(), which is called if somebody waits.
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

SWIFT void unlockSlow(SELF) __asm__(UNLOCK);
intptr_t dispatch_semaphore_signal(void *semaphore);

static int (*libraryMutexUnlock)(pthread_mutex_t *);
static SWIFT void (*libraryUnlockSlow)(SELF);
static intptr_t (*librarySignal)(void *);

// Where the program and Foundation are loaded: whose locks may be the student's. Those of the Swift
// runtime aren't, and everybody needs them to go on.
static void *program;
static void *foundation;

static void *placeOf(const void *address) {
  Dl_info info;
  return address && dladdr(address, &info) ? info.dli_fbase : NULL;
}

__attribute__((constructor)) static void findTheLibrarysOwn(void) {
  libraryMutexUnlock = dlsym(RTLD_NEXT, "pthread_mutex_unlock");
  libraryUnlockSlow = dlsym(RTLD_NEXT, UNLOCK);
  librarySignal = dlsym(RTLD_NEXT, "dispatch_semaphore_signal");
  program = placeOf((const void *)&enterKit);
  foundation = placeOf(dlsym(RTLD_DEFAULT, "$s10Foundation6NSLockCMa"));
}

static void released(void) {
  void (*function)(void) = atomic_load_explicit(&afterRelease, memory_order_acquire);
  if (!function || isInKit) return;
  int before = enterKit();
  function();
  leaveKit(before);
}

int pthread_mutex_unlock(pthread_mutex_t *mutex) {
  // A library may be initialised before this one.
  if (!libraryMutexUnlock) libraryMutexUnlock = dlsym(RTLD_NEXT, "pthread_mutex_unlock");
  int result = libraryMutexUnlock(mutex);
  if (!isInKit && atomic_load_explicit(&afterRelease, memory_order_relaxed)) {
    void *place = placeOf(__builtin_return_address(0));
    if (place && (place == program || place == foundation)) released();
  }
  return result;
}

SWIFT void unlockSlow(SELF) {
  libraryUnlockSlow(self);
  released();
}

intptr_t dispatch_semaphore_signal(void *semaphore) {
  intptr_t result = librarySignal(semaphore);
  released();
  return result;
}

#endif
