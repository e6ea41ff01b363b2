#ifndef INTERNAL_H
#define INTERNAL_H

#define _GNU_SOURCE
#include "Control.h"

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define IS_SANITIZED 1
#endif
#endif

// Thread Sanitizer stands in for the same functions.
#if defined(__linux__) && !defined(IS_SANITIZED)
#define STANDS_IN 1

#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

// MARK: The library's own functions

/// Declares, in one file, how the library's own function of a name is reached.
///
/// It is looked up at the first call, as a library may be initialised before this program is. Some of
/// libc's have two versions, and the plain lookup gives the older one.
#define LIBRARY(result, name, ...)                                           \
  static result (*name##InLibrary)(__VA_ARGS__);                             \
  static inline __attribute__((always_inline)) result (*name##Of(void))(__VA_ARGS__) { \
    if (__builtin_expect(!name##InLibrary, 0)) name##InLibrary = inLibrary(#name); \
    return name##InLibrary;                                                  \
  }
#define CALL(name) name##Of()
void *inLibrary(const char *name);

/// The operating system's `futex`, past the stand-in.
long futex(const void *word, int operation, uint32_t value, const struct timespec *limit);

// MARK: Threads

enum Mode { ordinary, watched };
extern _Atomic int mode;

enum Type {
  aValue,
  aMutex,
  aReadWriteLock,
  aCondition,
  aSemaphore,
  aDispatchSemaphore,
  aWord,
  anOwnedWord,
  aBarrier,
  aOnce,
  aQueue,
  anAtomic,
  aThread
};

enum Place { running, atStep, asleep, elsewhere, ended };

/// No limit of time.
#define FOREVER INT64_MAX

struct Object;

/// One thread of the process, and, in a controlled run, its part in it.
struct Thread {
  _Atomic bool isUsed;
  pthread_t handle;
  _Atomic int identity;
  int maker;
  void *(*start)(void *);
  void *argument, *result;
  int rounds;
  /// More than 0: what it does is the kit's.
  int kit;
  /// More than 0: what it does is no choice.
  int quiet;
  /// More than 0: it waits for a time that somebody asked for.
  int limits;
  bool isKits, isDetached, hasLimit;
  /// It is Dispatch's manager, which waits for whatever comes from outside.
  bool isManager;
  /// What it waits for is a word with the number of the thread that has it.
  bool waitsOnWord;

  // Of watched runs; written by the thread, read by the watcher.
  _Atomic int blockedKind;
  const void *_Atomic blockedOn;
  uintptr_t calls[controlMostCalls];
  /// The calls in which it last waited for something else than a lock; 0 if it hasn't.
  uintptr_t waited[controlMostCalls];
  /// The kind of calls that started it, by its number; -1 if they aren't known.
  int startedBy;
  _Atomic uint32_t changes;
  _Atomic int heldCount;
  struct ControlHeld held[controlMostHeld];
  /// Where its stack begins, at the highest address; 0 until somebody asked.
  uintptr_t stackTop;

  // Of controlled runs; guarded by the scheduler's lock.
  _Atomic uint32_t seat;
  uint32_t run;
  int number;
  enum Place place;
  int kind;
  struct Object *object;
  /// What a sleeper takes again once it is woken.
  struct Object *mutex;
  struct Thread *target;
  int64_t deadline;
  /// The order in which they fell asleep.
  uint64_t since;
  bool isWoken, hasTimedOut, isLate, isReentrant, isReusable, isDraining;
  /// It is one of Dispatch's, and works for whoever has something to do.
  bool isDispatchs;
  /// It is one of Dispatch's that has nothing to do.
  bool isIdle;
  /// It is Dispatch's manager, which belongs to no run.
  bool isAside;
  uint32_t bits;
  int lastEntry;
  /// How often it has looked at words in memory, and read plain memory, since it last did anything else.
  int looks, reads;
  /// More than 0: its accesses to memory are not looked at.
  int ignores;
  /// More than 0: it is in a call that has a queue do something and waits for that.
  int callsOfQueues;
  /// More than 0: in one that has the queue do nothing else meanwhile.
  int barriers;
};

enum { mostThreads = 4096 };
extern struct Thread threads[mostThreads];
extern _Atomic int threadsUsed;
extern _Thread_local struct Thread *me;
/// The calling thread has no record any more, as it is at its end.
extern _Thread_local bool hasNoRecord;

/// The calling thread's record, made if there is none.
struct Thread *current(void);
/// The record of a thread by its handle; NULL if there is none.
struct Thread *threadOf(pthread_t handle);
/// Takes a free record; NULL if there are as many threads as there may be.
struct Thread *newThread(void);
void freeThread(struct Thread *thread);
/// Makes a real thread for a record.
int startReal(struct Thread *thread, const pthread_attr_t *attributes);

// MARK: Watched runs

/// The calling thread is going to be blocked; returns its record.
struct Thread *block(enum ControlKind kind, const void *object, bool hasLimit);
void unblock(struct Thread *thread);
/// The calling thread has taken a lock, or gives it back.
void noteTaken(const void *object);
void noteGiven(const void *object);
/// A thread has ended, perhaps with locks that it held.
void noteLeft(struct Thread *thread);
/// The calling thread starts another; returns the number of the kind of calls that do so, or -1. `frame` is
/// that of the function that stands in.
int noteThreadStarted(const void *frame);
/// One of that kind couldn't be started; has ended; can be joined by this handle.
void noteNotStarted(int start);
void noteThreadEnded(int start);
void noteHandle(pthread_t handle, int start);
/// A thread was joined, or can't be any more.
void noteJoined(pthread_t handle, const void *frame);
void noteDetached(pthread_t handle);
/// Whether Dispatch listens to something outside, or has a timer that may let somebody go.
bool dispatchListens(void);
/// Something is to be done at a time of Dispatch's.
void noteLater(uint64_t time);

static inline bool isWatched(void) {
  return atomic_load_explicit(&mode, memory_order_relaxed) == watched && !hasNoRecord
      && !(me && me->kit);
}

#define HERE __builtin_return_address(0)

static inline void endBlocked(struct Thread **blocked) {
  if (*blocked) unblock(*blocked);
}

/// Calls with the calling thread noted as blocked, in a watched run, until it goes on or is cancelled.
#define BLOCKED(kind, object, hasLimit, call)                            \
  ({                                                                     \
    struct Thread *blocked __attribute__((cleanup(endBlocked), unused)) = \
        isWatched() ? block(kind, object, hasLimit) : NULL;              \
    call;                                                                \
  })

// MARK: Controlled runs

/// What threads of a controlled run use, by its address.
struct Object {
  uintptr_t address;
  uint32_t run;
  enum Type type;
  /// 0 until a step of the trace uses it.
  int number;
  struct Thread *owner;
  int depth;
  /// Of a lock that many may read under: how many do.
  int readers;
  struct Object *pair;
};

struct Object *objectAt(const void *address, enum Type type);
/// The memory of an object gets another meaning.
void forget(const void *address);
void noteMade(const void *address);

/// The calling thread, if it is one of a controlled run; NULL if its call is to be passed on.
struct Thread *controlled(void);
extern _Atomic uint32_t runUnderWay;

/// Returns when the thread may take a step.
void arrive(struct Thread *thread, enum ControlKind kind, struct Object *object, bool isOffered);
/// The same with a limit of time; returns whether it is over.
bool arriveUntil(
    struct Thread *thread, enum ControlKind kind, struct Object *object, bool isOffered,
    int64_t deadline);
/// The thread has come upon what is no step, and what others may come upon as well.
void touchUnseen(struct Thread *thread);
/// A step of the trace that would only try to take something has taken it.
void hasTaken(struct Thread *thread, enum ControlKind kind);
/// Sleeps until woken; returns whether the time is over. If there is a mutex, it is free by then.
bool sleepOn(
    struct Thread *thread, enum ControlKind kind, struct Object *object, struct Object *mutex,
    int64_t deadline);
/// Wakes at most so many threads that sleep on an object, with these bits; returns how many.
int wake(struct Object *object, int count, uint32_t bits);
/// Has some sleepers sleep on another object instead; returns how many.
int moveSleepers(struct Object *from, struct Object *to, int count);
/// Whether somebody waits at this object.
bool isAwaited(struct Object *object, struct Thread *but);
/// The thread leaves what is seen from here, until its next step.
void leave(struct Thread *thread);
void comeBack(struct Thread *thread);
/// A thread of the run has come to its end.
void endInRun(struct Thread *thread);
/// Takes a mutex as a step of this kind, and gives one back without a step.
int takeMutex(
    struct Thread *thread, enum ControlKind kind, pthread_mutex_t *mutex, bool isOffered,
    int64_t deadline);
int giveMutex(struct Thread *thread, pthread_mutex_t *mutex);
/// Makes a thread of the run.
int createInRun(
    struct Thread *maker, pthread_t *handle, const pthread_attr_t *attributes,
    void *(*start)(void *), void *argument, bool isOffered);
/// The same by one that isn't of the run itself.
int createFromAside(
    struct Thread *maker, pthread_t *handle, const pthread_attr_t *attributes,
    void *(*start)(void *), void *argument);
/// Adds a thread to the run; doesn't return if there are too many.
void addToRun(struct Thread *thread);
void waitForEver(void) __attribute__((noreturn));
void takeSeat(struct Thread *thread);
void giveSeat(struct Thread *thread);

/// The clock of the run, in nanoseconds.
int64_t virtualNow(clockid_t clock);
/// When a time of a clock is, on the run's own clock.
int64_t deadlineAt(clockid_t clock, const struct timespec *time);
int64_t deadlineIn(int64_t nanoseconds);

/// Whether a call from here is the student's: a choice, and a step of the trace.
bool isStudents(const void *place);
bool isInDispatch(const void *place);
bool isInRuntime(const void *place);
bool isInTaskRuntime(const void *place);
/// Where the calling thread's stack begins.
uintptr_t stackTop(struct Thread *thread);
/// The return addresses of the calls that led to a frame on a stack that begins there, innermost first, at
/// most so many; returns how many there are.
int callsBehind(const uintptr_t *frame, uintptr_t top, uintptr_t *calls, int most);
/// What lies above a place on the calling thread's stack and is a place in the program, nearest first, at
/// most so many: calls also of code that keeps no frames and isn't in unwinding tables, as libraries have it.
void placesOnStack(struct Thread *thread, const uintptr_t *from, uintptr_t *places, int most);
/// Where a place is in the program, counted from its beginning; 0 if it is in a library.
uint32_t placeInProgram(const void *place);

/// Whether a place in the program's memory is a variable that has a name in Swift.
bool isVariable(const void *address);

// MARK: Ends

/// A thread that belongs to nobody leaves the run for good.
void stepAside(struct Thread *thread);
/// Has a thread that is cancelled see that.
void wakeCancelled(struct Thread *thread);
/// The life of a real thread that is used for one after the other.
void *reuse(struct Thread *thread);
/// Calls what the keys of the calling thread's own values have to be called with at its end.
void endValues(void);

#include "Order.h"

#endif
#endif
