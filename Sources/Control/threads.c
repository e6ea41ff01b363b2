// Thread life: every thread of the process is known from its creation to its end.

#include "Internal.h"

const char controlledThreads = 0;

#ifdef STANDS_IN

struct Thread threads[mostThreads];
_Atomic int threadsUsed = 0;
_Atomic int mode = ordinary;
_Thread_local struct Thread *me = NULL;
_Thread_local bool hasNoRecord = false;

static _Atomic int alive = 0;
static _Atomic int limit = mostThreads - 64;
static void (*_Atomic whenCrowded)(int) = NULL;
static pthread_key_t key;
static _Atomic int hasKey = 0;

LIBRARY(int, pthread_create, pthread_t *, const pthread_attr_t *, void *(*)(void *), void *)
LIBRARY(int, pthread_detach, pthread_t)
LIBRARY(int, pthread_key_create, pthread_key_t *, void (*)(void *))

struct Thread *newThread(void) {
  if (atomic_fetch_add(&alive, 1) < atomic_load(&limit)) {
    for (int index = 0; index < mostThreads; index++) {
      struct Thread *thread = &threads[index];
      bool isUsed = atomic_load_explicit(&thread->isUsed, memory_order_relaxed);
      if (isUsed || atomic_exchange(&thread->isUsed, true)) continue;
      int used = atomic_load(&threadsUsed);
      while (used <= index && !atomic_compare_exchange_weak(&threadsUsed, &used, index + 1)) {}
      thread->kit = thread->quiet = thread->limits = thread->rounds = thread->heldCount = 0;
      thread->isKits = thread->isDetached = thread->isDraining = false;
      thread->isReusable = thread->isIdle = thread->isAside = thread->isDispatchs = false;
      thread->isManager = thread->waitsOnWord = false;
      thread->lastEntry = -1;
      thread->run = 0;
      thread->stackTop = 0;
      thread->number = -1;
      thread->startedBy = -1;
      thread->waited[0] = 0;
      atomic_store(&thread->identity, 0);
      atomic_store(&thread->blockedKind, controlNothing);
      atomic_store(&thread->changes, 0);
      return thread;
    }
  }
  atomic_fetch_sub(&alive, 1);
  return NULL;
}

void freeThread(struct Thread *thread) {
  atomic_fetch_sub(&alive, 1);
  thread->handle = 0;
  atomic_store(&thread->isUsed, false);
}

// Called when a thread ends in whatever way. The destructors of other keys may take locks: it is
// called again and again, as often as the library does, so that it comes last.
static void end(void *record) {
  struct Thread *thread = record;
  if (++thread->rounds < 3) {
    pthread_setspecific(key, thread);
    return;
  }
  me = NULL;
  hasNoRecord = true;
  if (thread->run) {
    // Its record is needed for the run; nobody joins it for real.
    if (thread->isReusable || !thread->isDetached) CALL(pthread_detach)(pthread_self());
    thread->isReusable = false;
    endInRun(thread);
    return;
  }
  noteThreadEnded(thread->startedBy);
  if (!thread->isKits) noteLeft(thread);
  freeThread(thread);
}

static void prepareKey(void) {
  int none = 0;
  if (atomic_load_explicit(&hasKey, memory_order_acquire) == 2) return;
  if (atomic_compare_exchange_strong(&hasKey, &none, 1)) {
    CALL(pthread_key_create)(&key, end);
    atomic_store_explicit(&hasKey, 2, memory_order_release);
  }
  while (atomic_load_explicit(&hasKey, memory_order_acquire) != 2) {}
}

static void become(struct Thread *thread) {
  me = thread;
  thread->handle = pthread_self();
  atomic_store(&thread->identity, (int)syscall(SYS_gettid));
  prepareKey();
  pthread_setspecific(key, thread);
}

struct Thread *current(void) {
  if (__builtin_expect(me != NULL, 1)) return me;
  static struct Thread beyond = {.kit = 1 << 20, .isKits = true};
  struct Thread *thread = newThread();
  // One too many that was there already is left alone.
  if (!thread) return &beyond;
  thread->maker = 0;
  become(thread);
  return thread;
}

struct Thread *threadOf(pthread_t handle) {
  int used = atomic_load(&threadsUsed);
  for (int index = 0; index < used; index++) {
    struct Thread *thread = &threads[index];
    if (atomic_load(&thread->isUsed) && thread->handle == handle) return thread;
  }
  return NULL;
}

static void *begin(void *record) {
  struct Thread *thread = record;
  become(thread);
  thread->stackTop = (uintptr_t)__builtin_frame_address(0);
  if (thread->isReusable) return reuse(thread);
  if (thread->run) takeSeat(thread);
  return thread->result = thread->start(thread->argument);
}

int startReal(struct Thread *thread, const pthread_attr_t *attributes) {
  pthread_t handle;
  int error = CALL(pthread_create)(&handle, attributes, begin, thread);
  // The thread itself writes the same, perhaps later.
  if (!error && atomic_load(&thread->isUsed)) thread->handle = handle;
  return error;
}

void controlLimitThreads(int most, void (*crowded)(int threads)) {
  atomic_store(&limit, most < mostThreads ? most : mostThreads);
  atomic_store(&whenCrowded, crowded);
}

int pthread_create(
    pthread_t *handle, const pthread_attr_t *attributes, void *(*start)(void *), void *argument) {
  struct Thread *controlledOne = controlled();
  if (controlledOne)
    return createInRun(
        controlledOne, handle, attributes, start, argument, !isInDispatch(HERE));
  if (looksAtMemory && taskNow()) giveUpOrder();
  struct Thread *maker = current();
  if (maker->isAside && atomic_load(&runUnderWay))
    return createFromAside(maker, handle, attributes, start, argument);
  struct Thread *thread = newThread();
  if (!thread) {
    void (*crowded)(int) = atomic_load(&whenCrowded);
    if (crowded) {
      int before = controlEnterKit();
      crowded(atomic_load(&alive));
      controlLeaveKit(before);
    }
    return EAGAIN;
  }
  thread->maker = atomic_load(&maker->identity);
  // Dispatch's threads work for whoever has something to do.
  thread->isKits = maker->kit > 0 && !isInDispatch(HERE);
  thread->kit = thread->isKits;
  thread->start = start;
  thread->argument = argument;
  int state = PTHREAD_CREATE_JOINABLE;
  if (attributes) pthread_attr_getdetachstate(attributes, &state);
  thread->isDetached = state == PTHREAD_CREATE_DETACHED;
  bool isJoinable = !thread->isDetached;
  int startedBy = isInDispatch(HERE) ? -1 : noteThreadStarted(__builtin_frame_address(0));
  thread->startedBy = startedBy;
  // Before it runs: it may end, and its record be another's, before the call returns.
  int error = CALL(pthread_create)(handle, attributes, begin, thread);
  if (error) {
    noteNotStarted(startedBy);
    freeThread(thread);
  } else if (isJoinable) {
    noteHandle(*handle, startedBy);
  }
  return error;
}

void controlEnterQuiet(void) { current()->quiet++; }

void controlLeaveQuiet(void) { current()->quiet--; }

int controlEnterKit(void) { return current()->kit++; }

void controlLeaveKit(int before) { current()->kit = before; }

#endif
