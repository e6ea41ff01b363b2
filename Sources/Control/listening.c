// What comes from outside by way of Dispatch's manager: timers, sockets, pipes, signals. Where it listens to
// any of these, threads that all wait for each other may be woken all the same.

#include "Scheduler.h"

const char controlledListening = 0;

#ifdef STANDS_IN

#include <sys/epoll.h>

#define NOW 0ull
#define NEVER (~0ull)

LIBRARY(int, epoll_wait, int, struct epoll_event *, int, int)
LIBRARY(int, epoll_ctl, int, int, int, struct epoll_event *)
LIBRARY(int, eventfd, unsigned, int)
LIBRARY(int, timerfd_create, int, int)
LIBRARY(void *, dispatch_source_create, const void *, uintptr_t, uintptr_t, void *)
LIBRARY(void, dispatch_source_cancel, void *)
LIBRARY(void, dispatch_after_f, uint64_t, void *, void *, void (*)(void *))
LIBRARY(uint64_t, dispatch_time, uint64_t, int64_t)
LIBRARY(uint64_t, dispatch_walltime, const struct timespec *, int64_t)

/// What a descriptor of Dispatch's is. Its bell, by which other threads call the manager, comes from nowhere
/// outside.
enum Use { anything, bell, timers };
enum Listening { notAtAll, always, once };
struct Descriptor {
  _Atomic uint8_t use, listening;
  /// By what the system tells it.
  _Atomic uint64_t data;
};

enum { mostDescriptors = 1 << 16, mostTimers = 256 };
static struct Descriptor descriptors[mostDescriptors];
static _Atomic int highest = 0, listenedTo = 0, timersListenedTo = 0;

static void change(struct Descriptor *descriptor, enum Listening listening) {
  bool isNew = listening != notAtAll;
  bool wasNew = atomic_exchange(&descriptor->listening, listening) != notAtAll;
  if (descriptor->use == bell || isNew == wasNew) return;
  atomic_fetch_add(descriptor->use == timers ? &timersListenedTo : &listenedTo, isNew ? 1 : -1);
}

int eventfd(unsigned value, int flags) {
  int made = CALL(eventfd)(value, flags);
  if (0 <= made && made < mostDescriptors)
    atomic_store(&descriptors[made].use, isInDispatch(HERE) ? bell : anything);
  return made;
}

int timerfd_create(int clock, int flags) {
  int made = CALL(timerfd_create)(clock, flags);
  if (0 <= made && made < mostDescriptors)
    atomic_store(&descriptors[made].use, isInDispatch(HERE) ? timers : anything);
  return made;
}

int epoll_ctl(int set, int operation, int descriptor, struct epoll_event *event) {
  bool isEnd = operation == EPOLL_CTL_DEL;
  if (isInDispatch(HERE) && (descriptor < 0 || descriptor >= mostDescriptors)) {
    // Never known any more.
    atomic_fetch_add(&listenedTo, 1);
  } else if (isInDispatch(HERE)) {
    int most = atomic_load(&highest);
    while (most < descriptor && !atomic_compare_exchange_weak(&highest, &most, descriptor)) {}
    struct Descriptor *known = &descriptors[descriptor];
    if (!isEnd) atomic_store(&known->data, event->data.u64);
    change(known, isEnd ? notAtAll : event->events & EPOLLONESHOT ? once : always);
  }
  return CALL(epoll_ctl)(set, operation, descriptor, event);
}

// What is listened to once isn't any more when it has been told, until it is asked for again.
static void noteTold(const struct epoll_event *event) {
  int most = atomic_load(&highest);
  for (int index = 0; index <= most; index++) {
    struct Descriptor *known = &descriptors[index];
    if (known->listening == once && known->data == event->data.u64) change(known, notAtAll);
  }
}

// Dispatch's manager waits so for whatever comes from outside. It is nobody's.
int epoll_wait(int set, struct epoll_event *events, int most, int limit) {
  struct Thread *thread = controlled();
  bool isManagers = isInDispatch(HERE);
  if (thread && isManagers) stepAside(thread);
  if (isManagers) current()->isManager = true;
  int count =
      BLOCKED(controlWait, NULL, !isManagers, CALL(epoll_wait)(set, events, most, limit));
  for (int index = 0; isManagers && index < count; index++) noteTold(&events[index]);
  return count;
}

// MARK: Timers

/// Those that somebody else than Dispatch has made and not cancelled. It has one of its own, by which it
/// looks each second how busy its threads are, and which wakes nobody who waits.
static void *_Atomic madeTimers[mostTimers];
static _Atomic int madeCount = 0;
/// When the last is over of what was to be done later, in nanoseconds of the system's clock.
static _Atomic int64_t later = 0;

static int64_t now(void) {
  struct timespec time;
  syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000ll + time.tv_nsec;
}

void noteLater(uint64_t time) {
  if (time == NEVER) return;
  int64_t at = (int64_t)time;
  // Times of the wall's clock are negative.
  int64_t left = at >= 0 ? at - (int64_t)CALL(dispatch_time)(NOW, 0)
                         : (int64_t)CALL(dispatch_walltime)(NULL, 0) - at;
  int64_t end = now() + (left > 0 ? left : 0), before = atomic_load(&later);
  while (before < end && !atomic_compare_exchange_weak(&later, &before, end)) {}
}

void dispatch_after_f(uint64_t time, void *queue, void *context, void (*function)(void *)) {
  noteLater(time);
  CALL(dispatch_after_f)(time, queue, context, function);
}

bool dispatchListens(void) {
  // Long enough for what a timer that is over has begun.
  enum { margin = 100000000 };
  if (atomic_load(&listenedTo) > 0) return true;
  if (atomic_load(&timersListenedTo) == 0) return false;
  return atomic_load(&madeCount) > 0 || now() < atomic_load(&later) + margin;
}

// A source's events come from the manager, in real time.
void *dispatch_source_create(const void *type, uintptr_t handle, uintptr_t mask, void *queue) {
  static const void *timer = NULL;
  if (!timer) timer = dlsym(RTLD_NEXT, "_dispatch_source_type_timer");
  bool isOthers = !isInDispatch(HERE);
  if (controlled() && isOthers) run.hasSources = run.trace.isForeign = true;
  void *source = CALL(dispatch_source_create)(type, handle, mask, queue);
  if (!source || !isOthers || type != timer) return source;
  atomic_fetch_add(&madeCount, 1);
  for (int index = 0; index < mostTimers; index++) {
    void *none = NULL;
    if (atomic_compare_exchange_strong(&madeTimers[index], &none, source)) break;
  }
  return source;
}

void dispatch_source_cancel(void *source) {
  for (int index = 0; index < mostTimers; index++) {
    void *known = source;
    if (!atomic_compare_exchange_strong(&madeTimers[index], &known, NULL)) continue;
    atomic_fetch_sub(&madeCount, 1);
    break;
  }
  CALL(dispatch_source_cancel)(source);
}

#endif
