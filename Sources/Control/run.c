// One controlled run from its beginning to its end, and the threads that are used for one run after the
// other: to make one costs ten times what a run of two does.

#include "Scheduler.h"

const char controlledRuns = 0;

#ifdef STANDS_IN

#include <sched.h>
#include <signal.h>

// What a used thread has of its stack, as the system gives it.
static const size_t usualStack = 8 << 20;

// On one core, to hand over takes a tenth of what it does across two. Between the batches the system
// may choose another one.
void controlKeepToOneCore(bool isOne) {
  static cpu_set_t all;
  static bool isKnown = false;
  // Past the stand-in, which tells of other cores.
  if (!isKnown) isKnown = syscall(SYS_sched_getaffinity, 0, sizeof all, &all) > 0;
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(sched_getcpu(), &one);
  sched_setaffinity(0, sizeof one, isOne ? &one : &all);
  int used = atomic_load(&threadsUsed);
  for (int index = 0; isOne && index < used; index++) {
    struct Thread *thread = &threads[index];
    if (atomic_load(&thread->isUsed) && thread->isReusable)
      sched_setaffinity(thread->identity, sizeof one, &one);
  }
}

void *reuse(struct Thread *thread) {
  sigset_t signals;
  pthread_sigmask(SIG_SETMASK, NULL, &signals);
  while (true) {
    takeSeat(thread);
    thread->result = thread->start(thread->argument);
    endValues();
    pthread_sigmask(SIG_SETMASK, &signals, NULL);
    if (thread->isDraining) {
      thread->kit = 0;
      thread->isDraining = false;
    }
    endInRun(thread);
  }
}

// A thread for the run: one that has ended, or else a new one.
static struct Thread *threadForRun(void) {
  int used = atomic_load(&threadsUsed);
  for (int index = 0; index < used; index++) {
    struct Thread *thread = &threads[index];
    if (atomic_load(&thread->isUsed) && thread->isReusable && !thread->isAside
        && thread->run != run.number && thread->place == ended)
      return thread;
  }
  struct Thread *thread = newThread();
  if (!thread) return NULL;
  thread->isReusable = true;
  thread->place = ended;
  return thread;
}

static void begin(
    struct Thread *thread, void *(*start)(void *), void *argument, bool isDetached) {
  thread->start = start;
  thread->argument = argument;
  thread->isDetached = isDetached;
  thread->lastEntry = -1;
  thread->isDispatchs = false;
  thread->isIdle = thread->isLate = thread->hasTimedOut = thread->isWoken = false;
  thread->mutex = NULL;
  thread->object = NULL;
  thread->deadline = FOREVER;
  thread->kind = controlBegin;
  thread->place = atStep;
  addToRun(thread);
}

static int create(
    struct Thread *maker, pthread_t *handle, const pthread_attr_t *attributes,
    void *(*start)(void *), void *argument, bool isDispatchs) {
  size_t stack = 0;
  int state = PTHREAD_CREATE_JOINABLE;
  if (attributes) {
    pthread_attr_getstacksize(attributes, &stack);
    pthread_attr_getdetachstate(attributes, &state);
  }
  struct Thread *thread = stack <= usualStack ? threadForRun() : newThread();
  if (!thread) return EAGAIN;
  bool isNew = !thread->handle;
  thread->maker = maker->identity;
  begin(thread, start, argument, state == PTHREAD_CREATE_DETACHED);
  thread->isDispatchs = isDispatchs;
  orderBefore(maker, thread);
  int error = isNew ? startReal(thread, thread->isReusable ? NULL : attributes) : 0;
  if (error) thread->place = ended;
  *handle = thread->handle;
  return error;
}

int createInRun(
    struct Thread *maker, pthread_t *handle, const pthread_attr_t *attributes,
    void *(*start)(void *), void *argument, bool isOffered) {
  // The step comes before the thread, and tells its number.
  struct Thread coming = {.number = run.count};
  maker->target = &coming;
  arrive(maker, controlSpawn, NULL, isOffered);
  return create(maker, handle, attributes, start, argument, !isOffered);
}

int createFromAside(
    struct Thread *maker, pthread_t *handle, const pthread_attr_t *attributes,
    void *(*start)(void *), void *argument) {
  lockRun();
  run.trace.isForeign = true;
  unlockRun();
  return create(maker, handle, attributes, start, argument, true);
}

// Threads of Dispatch's that have nothing to do end, so that each run begins with none: as after some
// seconds, only at once. They are no longer controlled then.
static void endIdleThreads(void) {
  for (int index = 0; index < run.count; index++) {
    struct Thread *thread = run.members[index];
    if (!thread->isIdle || thread->place != atStep) continue;
    thread->isDraining = true;
    thread->kit = 1;
    thread->isLate = true;
    giveSeat(thread);
    for (int look = 0; look < 100000 && thread->place != ended; look++) {
      struct timespec brief = {0, 20000};
      if (look < 50) sched_yield();
      else futex(&run.count, FUTEX_WAIT_PRIVATE, run.count, &brief);
    }
  }
}

// The records of threads that are gone, and were needed for the last run.
static void freeGone(void) {
  for (int index = 0; index < run.count; index++) {
    struct Thread *thread = run.members[index];
    if (thread->place == ended && !thread->isReusable && !thread->isAside) freeThread(thread);
  }
}

struct Call {
  void (*body)(void *);
  void *context;
};

void controlNoteReturn(void) {
  if (run.trace.stepsAtReturn >= 0) return;
  // The judge looks at what was done by then.
  run.trace.stepsAtReturn = controlStepCount();
}

static void *callBody(void *given) {
  struct Call call = *(struct Call *)given;
  call.body(call.context);
  lockRun();
  controlNoteReturn();
  run.hasReturned = true;
  unlockRun();
  return NULL;
}

void beginNumberedRun(void) {
  static uint32_t lastRun = 0;
  freeGone();
  run.number = ++lastRun;
  run.count = 0;
  run.trace = (struct ControlTrace){.stepsAtReturn = -1};
}

const struct ControlTrace *controlRun(
    const struct ControlPlan *plan, void (*body)(void *), void *context) {
  int before = controlEnterKit();
  beginNumberedRun();
  uint32_t number = run.number;
  run.plan = *plan;
  run.scheduler = (struct Scheduler){.random = plan->seed};
  run.numbers = 0;
  run.holder = run.stopped = NULL;
  run.hasReturned = run.hasSources = false;
  run.sleeps = 0;
  resetClock();
  atomic_store(&run.over, 0);
  run.isOver = false;
  struct Call call = {body, context};
  struct Thread *first = threadForRun();
  bool isNew = !first->handle;
  begin(first, callBody, &call, true);
  first->place = running;
  run.holder = first;
  knowAllocations();
  knowTasks();
  atomic_store(&runUnderWay, number);
  looksAtMemory = true;
  if (isNew) startReal(first, NULL);
  giveSeat(first);
  watchOver();
  looksAtMemory = false;
  atomic_store(&runUnderWay, 0);
  if (run.trace.end == controlOver) endIdleThreads();
  controlLeaveKit(before);
  return &run.trace;
}

#endif
