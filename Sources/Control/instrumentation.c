// The functions for atomic operations that code calls which is compiled for Thread Sanitizer and linked without it: the
// student's, and nobody else's.
//
// A Mutex that is free is taken, and given back, in code that is compiled into the student's own. That
// is seen here: a compare and exchange between nothing and the number of the calling thread.

#include "Scheduler.h"

const char controlledInstrumentation = 0;

#ifdef STANDS_IN

#include "Words.h"

#define SELF __attribute__((swift_context)) uint32_t *word
#define SWIFT __attribute__((swiftcall))
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY_LOCK "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

SWIFT void lockSlow(uint32_t own, SELF) __asm__(LOCK);
SWIFT bool tryLockSlow(SELF) __asm__(TRY_LOCK);
SWIFT void unlockSlow(SELF) __asm__(UNLOCK);

static SWIFT void (*libraryLock)(uint32_t, SELF);
static SWIFT bool (*libraryTryLock)(SELF);
static SWIFT void (*libraryUnlock)(SELF);

SWIFT void lockSlow(uint32_t own, SELF) {
  struct Thread *thread = controlled();
  if (thread && lockWord(thread, word, FOREVER, false, true) == 0) return;
  if (!libraryLock) libraryLock = inLibrary(LOCK);
  // It ends the program if the thread has the lock itself.
  libraryLock(own, word);
  if (isWatched()) noteTaken(word);
  takeByTask(word);
}

SWIFT bool tryLockSlow(SELF) {
  struct Thread *thread = controlled();
  if (thread) return lockWord(thread, word, FOREVER, true, true) == 0;
  if (!libraryTryLock) libraryTryLock = inLibrary(TRY_LOCK);
  bool isTaken = libraryTryLock(word);
  if (isTaken && isWatched()) noteTaken(word);
  if (isTaken) takeByTask(word);
  return isTaken;
}

SWIFT void unlockSlow(SELF) {
  struct Thread *thread = controlled();
  if (thread && unlockWord(thread, word) == 0) return;
  if (isWatched()) noteGiven(word);
  leaveByTask(word);
  if (!libraryUnlock) libraryUnlock = inLibrary(UNLOCK);
  libraryUnlock(word);
}

// Whether the call behind a place is that of `lockSlow`, so that the exchange before it is of a thread
// that waits if the lock is taken, and not of one that goes without.
static bool waits(const uint8_t *place) {
  for (int offset = 0; offset < 1024; offset++) {
#if defined(__x86_64__)
    int32_t distance;
    if (place[offset] != 0xE8) continue;
    memcpy(&distance, place + offset + 1, 4);
    const uint8_t *target = place + offset + 5 + distance;
#elif defined(__aarch64__)
    uint32_t instruction;
    if (offset % 4) continue;
    memcpy(&instruction, place + offset, 4);
    if (instruction >> 26 != 0x25) continue;
    const uint8_t *target = place + offset + ((int32_t)(instruction << 6) >> 4);
#else
    const uint8_t *target = NULL;
#endif
    if (target == (const uint8_t *)lockSlow) return true;
    if (target == (const uint8_t *)tryLockSlow) return false;
  }
  return false;
}

enum Use { loads = controlLoad, stores = controlStore, updates = controlUpdate };

static bool isAlone(struct Thread *thread) {
  for (int index = 0; index < run.count; index++)
    if (run.members[index] != thread && run.members[index]->place != ended) return false;
  return true;
}

// What the compiler keeps of types it has looked up, in the program's own memory, is no value of the
// student's. It is only read or written whole.
static bool isCompilers(enum Use kind, int bits, volatile void *word) {
  return kind != updates && bits == 64 && placeInProgram((void *)word)
      && !isVariable((void *)word);
}

// Comes to an atomic operation, which is a step where others may be at the same value. One that only looks,
// again and again, waits for another to change something: the others go first, as if it had said so.
static struct Thread *use(enum Use kind, int bits, volatile void *word) {
  enum { mostLooks = 8 };
  struct Thread *thread = controlled();
  if (!thread || isAlone(thread) || isCompilers(kind, bits, word)) return thread;
  thread->reads = 0;
  int looks = thread->looks;
  bool isWaiting = kind != stores && looks >= mostLooks;
  arrive(
      thread, isWaiting ? controlYield : (enum ControlKind)kind,
      isWaiting ? NULL : objectAt((void *)word, anAtomic), true);
  thread->looks = looks;
  return thread;
}

static bool takes(int order) {
  return order == __ATOMIC_ACQUIRE || order == __ATOMIC_CONSUME || order == __ATOMIC_ACQ_REL
      || order == __ATOMIC_SEQ_CST;
}
static bool leaves(int order) {
  return order == __ATOMIC_RELEASE || order == __ATOMIC_ACQ_REL || order == __ATOMIC_SEQ_CST;
}

static void orderLoad(struct Thread *thread, volatile void *word, int order) {
  if (thread) thread->looks++;
  else if (takes(order)) takeByTask((void *)word);
  if (thread && takes(order)) takeOrder(thread, (void *)word);
}

static void orderStore(struct Thread *thread, volatile void *word, int order) {
  if (thread) thread->looks = 0;
  else if (looksAtMemory) thread = taskNow();
  // A relaxed one leaves what was left before, though it needn't: in doubt, there is an order.
  if (thread && leaves(order)) replaceOrder(thread, (void *)word);
}

static void orderUpdate(struct Thread *thread, volatile void *word, int order) {
  if (thread) thread->looks = 0;
  else if (looksAtMemory) thread = taskNow();
  if (thread && takes(order)) takeOrder(thread, (void *)word);
  if (thread && leaves(order)) leaveOrder(thread, (void *)word);
}

static bool exchange(uint32_t *word, uint32_t *expected, uint32_t desired) {
  return __atomic_compare_exchange_n(
      word, expected, desired, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

uint32_t __tsan_atomic32_compare_exchange_val(
    volatile uint32_t *address, uint32_t expected, uint32_t desired, int order, int failure) {
  uint32_t *word = (uint32_t *)address;
  struct Thread *thread = controlled();
  uint32_t own = me ? (uint32_t)me->identity : 0;
  bool isLock = own && !expected && desired == own, isUnlock = own && expected == own && !desired;
  struct Object *object = NULL;
  if (thread && (isLock || isUnlock)) {
    object = objectAt(word, anOwnedWord);
    thread->isReentrant = false;
    bool isOwn = (__atomic_load_n(word, __ATOMIC_SEQ_CST) & FUTEX_TID_MASK) == own;
    // What was locked in code that isn't the student's is given back without a step as well.
    if (isUnlock && object->owner == thread) arrive(thread, controlUnlock, object, true);
    else if (isLock && !isOwn) arrive(thread, waits(HERE) ? controlLock : controlTryLock, object, true);
  }
  if (!object && !isLock && !isUnlock) thread = use(updates, 32, word);
  bool isDone = exchange(word, &expected, desired);
  if (isDone) orderUpdate(thread, word, order);
  else if (!object) orderLoad(thread, word, failure);
  if (object && isDone) object->owner = isLock ? thread : NULL;
  if (object && isDone && isLock) hasTaken(thread, controlLock);
  if (!thread && isDone && (isLock || isUnlock) && isWatched()) {
    if (isLock) noteTaken(word);
    else noteGiven(word);
  }
  return expected;
}

// MARK: Other atomic operations

#define ORDER __ATOMIC_SEQ_CST
#define OPERATION(bits, name, operation)                                                   \
  uint##bits##_t __tsan_atomic##bits##_##name(                                             \
      volatile uint##bits##_t *word, uint##bits##_t value, int order) {                    \
    struct Thread *thread = use(updates, bits, word);                                      \
    orderUpdate(thread, word, order);                                                      \
    return operation(word, value, ORDER);                                                  \
  }
#define EXCHANGE(bits)                                                                     \
  uint##bits##_t __tsan_atomic##bits##_compare_exchange_val(                               \
      volatile uint##bits##_t *word, uint##bits##_t expected, uint##bits##_t desired,      \
      int order, int failure) {                                                            \
    struct Thread *thread = use(updates, bits, word);                                      \
    if (__atomic_compare_exchange_n(word, &expected, desired, false, ORDER, ORDER))        \
      orderUpdate(thread, word, order);                                                    \
    else                                                                                   \
      orderLoad(thread, word, failure);                                                    \
    return expected;                                                                       \
  }
#define OPERATIONS(bits)                                                                   \
  uint##bits##_t __tsan_atomic##bits##_load(volatile uint##bits##_t *word, int order) {    \
    orderLoad(use(loads, bits, word), word, order);                                        \
    return __atomic_load_n(word, ORDER);                                                   \
  }                                                                                        \
  void __tsan_atomic##bits##_store(                                                        \
      volatile uint##bits##_t *word, uint##bits##_t value, int order) {                    \
    orderStore(use(stores, bits, word), word, order);                                      \
    __atomic_store_n(word, value, ORDER);                                                  \
  }                                                                                        \
  OPERATION(bits, exchange, __atomic_exchange_n)                                           \
  OPERATION(bits, fetch_add, __atomic_fetch_add)                                           \
  OPERATION(bits, fetch_sub, __atomic_fetch_sub)                                           \
  OPERATION(bits, fetch_and, __atomic_fetch_and)                                           \
  OPERATION(bits, fetch_or, __atomic_fetch_or)                                             \
  OPERATION(bits, fetch_xor, __atomic_fetch_xor)                                           \
  OPERATION(bits, fetch_nand, __atomic_fetch_nand)

OPERATIONS(8)
OPERATIONS(16)
OPERATIONS(32)
OPERATIONS(64)
EXCHANGE(8)
EXCHANGE(16)
EXCHANGE(64)

// MARK: Pairs of words

#ifdef __SIZEOF_INT128__
typedef unsigned __int128 pair;

// What every processor with pairs can do. The compiler would call a library for it.
static pair swapPair(volatile pair *word, pair expected, pair desired) {
#if defined(__x86_64__)
  uint64_t low = expected, high = expected >> 64;
  __asm__ volatile("lock cmpxchg16b %2"
                   : "+a"(low), "+d"(high), "+m"(*word)
                   : "b"((uint64_t)desired), "c"((uint64_t)(desired >> 64))
                   : "cc", "memory");
  return (pair)high << 64 | low;
#else
  return __sync_val_compare_and_swap(word, expected, desired);
#endif
}

static pair setPair(volatile pair *word, pair value) {
  pair seen = swapPair(word, 0, 0);
  while (true) {
    pair now = swapPair(word, seen, value);
    if (now == seen) return seen;
    seen = now;
  }
}

pair __tsan_atomic128_load(volatile pair *word, int order) {
  orderLoad(use(loads, 128, word), word, order);
  return swapPair(word, 0, 0);
}

void __tsan_atomic128_store(volatile pair *word, pair value, int order) {
  orderStore(use(stores, 128, word), word, order);
  setPair(word, value);
}

pair __tsan_atomic128_exchange(volatile pair *word, pair value, int order) {
  orderUpdate(use(updates, 128, word), word, order);
  return setPair(word, value);
}

pair __tsan_atomic128_compare_exchange_val(
    volatile pair *word, pair expected, pair desired, int order, int failure) {
  struct Thread *thread = use(updates, 128, word);
  pair seen = swapPair(word, expected, desired);
  if (seen == expected) orderUpdate(thread, word, order);
  else orderLoad(thread, word, failure);
  return seen;
}
#endif

// What a fence orders depends on the operations beside it: all fences together, to be sure.
void __tsan_atomic_thread_fence(int order) {
  static const char fences[8];
  struct Thread *thread = controlled();
  orderUpdate(thread, (void *)fences, __ATOMIC_SEQ_CST);
  (void)order;
  __atomic_thread_fence(ORDER);
}
void __tsan_atomic_signal_fence(int order) {
  (void)order;
  __atomic_signal_fence(ORDER);
}

#endif
