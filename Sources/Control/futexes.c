// The operating system's own lock words, on which Swift's Mutex, its runtime and Dispatch wait.
//
// In a controlled run a word that is locked in the way of priority inheritance is freed by whoever
// unlocks it, and those who wait try again: in the system the first of them gets it. So each order is
// one that could be, with a thread that came to wait a moment later.

#include "Internal.h"
#include "Words.h"

const char controlledFutexes = 0;

#ifdef STANDS_IN

#include <stdarg.h>

LIBRARY(long, syscall, long, ...)

static long fail(int error) {
  errno = error;
  return -1;
}

static bool isReachable(uint32_t *word, uint32_t from, uint32_t to) {
  return __atomic_compare_exchange_n(word, &from, to, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

long lockWord(
    struct Thread *thread, uint32_t *word, int64_t deadline, bool isTrying, bool isOffered) {
  struct Object *object = objectAt(word, anOwnedWord);
  uint32_t own = thread->identity;
  thread->isReentrant = false;
  if (!isOffered) touchUnseen(thread);
  while (true) {
    uint32_t value = __atomic_load_n(word, __ATOMIC_SEQ_CST);
    uint32_t holder = value & FUTEX_TID_MASK;
    if (holder == own) return fail(EDEADLK);
    if (!holder) {
      uint32_t waiters = isAwaited(object, thread) ? FUTEX_WAITERS : 0;
      if (!isReachable(word, value, own | waiters)) continue;
      object->owner = thread;
      takeOrder(thread, word);
      return 0;
    }
    if (isTrying) return fail(EWOULDBLOCK);
    // So that whoever has it doesn't give it back in code of its own, unseen.
    if (!isReachable(word, value, value | FUTEX_WAITERS)) continue;
    if (arriveUntil(thread, controlLock, object, isOffered, deadline)) return fail(ETIMEDOUT);
  }
}

long unlockWord(struct Thread *thread, uint32_t *word) {
  struct Object *object = objectAt(word, anOwnedWord);
  uint32_t value = __atomic_load_n(word, __ATOMIC_SEQ_CST);
  if ((value & FUTEX_TID_MASK) != (uint32_t)thread->identity) return fail(EPERM);
  object->owner = NULL;
  leaveOrder(thread, word);
  __atomic_store_n(word, 0, __ATOMIC_SEQ_CST);
  return 0;
}

static long waitOnWord(
    struct Thread *thread, uint32_t *word, uint32_t value, uint32_t bits, int64_t deadline) {
  touchUnseen(thread);
  if (__atomic_load_n(word, __ATOMIC_SEQ_CST) != value) {
    takeOrder(thread, word);
    return fail(EAGAIN);
  }
  struct Object *object = objectAt(word, aWord);
  thread->bits = bits;
  bool isLate = sleepOn(thread, controlWait, object, NULL, deadline);
  takeOrder(thread, word);
  return isLate ? fail(ETIMEDOUT) : 0;
}

static int64_t limitOf(const struct timespec *time, clockid_t clock, bool isAbsolute) {
  if (!time) return FOREVER;
  return isAbsolute ? deadlineAt(clock, time)
                    : deadlineIn(time->tv_sec * 1000000000ll + time->tv_nsec);
}

/// Returns whether it was one for the run, with its result.
static bool inRun(
    struct Thread *thread, uint32_t *word, int operation, uint32_t value,
    const struct timespec *time, uint32_t bits, bool isOffered, long *result) {
  clockid_t clock = operation & FUTEX_CLOCK_REALTIME ? CLOCK_REALTIME : CLOCK_MONOTONIC;
  switch (operation & FUTEX_CMD_MASK) {
  case FUTEX_WAIT:
    *result = waitOnWord(thread, word, value, ~0u, limitOf(time, clock, false));
    return true;
  case FUTEX_WAIT_BITSET:
    *result = waitOnWord(thread, word, value, bits, limitOf(time, clock, true));
    return true;
  case FUTEX_LOCK_PI:
    *result = lockWord(thread, word, limitOf(time, CLOCK_REALTIME, true), false, isOffered);
    return true;
  case FUTEX_LOCK_PI2:
    *result = lockWord(thread, word, limitOf(time, clock, true), false, isOffered);
    return true;
  case FUTEX_TRYLOCK_PI: *result = lockWord(thread, word, FOREVER, true, isOffered); return true;
  case FUTEX_UNLOCK_PI:
    touchUnseen(thread);
    *result = unlockWord(thread, word);
    // Who waits outside the run waits in the system.
    return *result == 0 || errno != EPERM;
  default: return false;
  }
}

static bool isLocking(int operation) {
  operation &= FUTEX_CMD_MASK;
  return operation == FUTEX_LOCK_PI || operation == FUTEX_LOCK_PI2;
}

static bool isWaiting(int operation) {
  operation &= FUTEX_CMD_MASK;
  return operation == FUTEX_WAIT || operation == FUTEX_WAIT_BITSET || isLocking(operation);
}

long syscall(long number, ...) {
  va_list list;
  va_start(list, number);
  long a = va_arg(list, long), b = va_arg(list, long), c = va_arg(list, long);
  long d = va_arg(list, long), e = va_arg(list, long), f = va_arg(list, long);
  va_end(list);
  if (__builtin_expect(number != SYS_futex, 0)) return CALL(syscall)(number, a, b, c, d, e, f);
  struct Thread *thread = controlled();
  int operation = b & FUTEX_CMD_MASK;
  if (thread && (operation == FUTEX_WAKE || operation == FUTEX_WAKE_BITSET)) {
    uint32_t bits = operation == FUTEX_WAKE ? ~0u : (uint32_t)f;
    leaveOrder(thread, (void *)a);
    int wanted = c > controlMostThreads ? controlMostThreads : (int)c;
    touchUnseen(thread);
    int woken = wake(objectAt((void *)a, aWord), wanted, bits);
    if (woken >= wanted) return woken;
    long others = CALL(syscall)(number, a, b, c - woken, d, e, f);
    return others < 0 ? others : others + woken;
  }
  long result;
  if (thread
      && inRun(thread, (uint32_t *)a, b, c, (const void *)d, f, isStudents(HERE), &result))
    return result;
  if (!isWaiting(b) || !isWatched()) return CALL(syscall)(number, a, b, c, d, e, f);
  enum ControlKind kind = isLocking(b) ? controlLock : controlWait;
  current()->waitsOnWord = isLocking(b);
  result = BLOCKED(kind, (void *)a, d != 0, CALL(syscall)(number, a, b, c, d, e, f));
  current()->waitsOnWord = false;
  return result;
}

#endif
