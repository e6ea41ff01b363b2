#ifndef CONTROL_H
#define CONTROL_H

#include <stdbool.h>
#include <stdint.h>

// Stands in for thread life and for everything that blocks, whoever calls it: the student's code,
// Foundation, Dispatch, the Swift runtime. On other systems than Linux all of it does nothing.

// MARK: Every run

/// Has the stand-ins linked in, all of them; without a call the linker would leave out those that the
/// program doesn't call itself. The calling thread is the kit's from then on.
void controlPrepare(void);

/// Until `controlLeaveKit`, what the calling thread does is the kit's own and is passed on. Returns what
/// `controlLeaveKit` is to be given.
int controlEnterKit(void);

/// Ends what `controlEnterKit` began.
void controlLeaveKit(int before);

/// Of how many cores the program is told, on Linux, where there are so many.
int coresTold(int cores);

/// How many threads the program may have at once; `crowded` is called on the thread that wants one more,
/// which then gets the error `EAGAIN`.
void controlLimitThreads(int limit, void (*crowded)(int threads));

/// `told` is called where a continuation is resumed a second time, before that brings about what it
/// may, with the return addresses of the calls that resumed it, `controlMostCalls` each; 0 where there are
/// no more.
void controlWhenResumedTwice(void (*told)(const uintptr_t *first, const uintptr_t *second));

/// From now on, whenever the student's code resumes a continuation that another task waits in, `meanwhile`
/// is called on a thread of its own, and who resumes waits for its end first.
void controlWhenResumed(void (*meanwhile)(void));

/// `told` is called where one of two file descriptors is going to be closed, with the return addresses of
/// the calls that do it, `controlMostCalls` of them; 0 where there are no more.
void controlGuardDescriptors(
    int first, int second, void (*told)(int descriptor, const uintptr_t *calls));

/// From now on each line that is printed to standard output is written when it ends; call it before
/// anything is printed.
void printByLines(void);

// MARK: Watched runs

/// What a thread does, or waits for.
///
/// The numbers are those of `Step.Kind`.
enum ControlKind {
  controlBegin,
  controlRead,
  controlWrite,
  controlLock,
  controlUnlock,
  controlTake,
  controlGive,
  controlSleep,
  controlSignal,
  controlBroadcast,
  controlReacquire,
  controlSpuriousWakeup,
  controlSpawn,
  controlJoin,
  controlWork,
  controlWorkDone,
  /// Takes a lock if it is free.
  controlTryLock,
  /// Takes a lock together with others that only read.
  controlReadLock,
  /// Takes a permit if there is one.
  controlTryTake,
  /// Waits for a word in memory to change, for a barrier, or for what another does once.
  controlWait,
  /// Lets time pass.
  controlPause,
  /// Lets others go first.
  controlYield,
  /// Comes to what a serial queue does one at a time.
  controlEnter,
  /// Reads an atomic value, writes one, or does both at once.
  controlLoad,
  controlStore,
  controlUpdate,
  controlNothing = 255
};

/// From now on each thread is known with what it waits for.
void controlWatch(void);

/// Whether every thread that isn't the kit's waits, without a limit of time, for something that only
/// another of them can end. No thread of the kit's may be at work for them meanwhile.
bool controlIsStill(void);

/// So many of the calls are known that a thread was in, the innermost first; 0 where there are no more.
enum { controlMostCalls = 10, controlMostHeld = 16 };

/// A lock that a thread holds, with the return addresses of the calls that took it.
struct ControlHeld {
  uintptr_t object;
  uintptr_t calls[controlMostCalls];
};

/// What is known of one thread of a watched run.
struct ControlThread {
  int thread, maker;
  /// What it is blocked in; `controlNothing` if it isn't, or somewhere else.
  int kind;
  uintptr_t object;
  /// The return addresses of the calls that it waits in.
  uintptr_t calls[controlMostCalls];
  bool hasLimit, isKits;
  /// The operating system's number of the thread that holds what it waits for; 0 if nobody is known.
  int holder;
  /// That one has ended, and took it in these calls.
  bool holderHasEnded;
  uintptr_t taking[controlMostCalls];
  int heldCount;
  struct ControlHeld held[controlMostHeld];
};

/// Calls `tell` with each thread that there is.
void controlTell(void (*tell)(const struct ControlThread *thread, void *context), void *context);

/// Threads or tasks that the same calls started, and what became of them.
struct ControlStart {
  /// The return addresses of the calls that started them, and of those that last joined one; 0 where there
  /// are no more.
  uintptr_t calls[controlMostCalls], joining[controlMostCalls];
  /// Of tasks no more is known than how many were started.
  bool isOfTask;
  /// How many were started; of these, how many could be joined, were joined and have ended.
  int started, joinable, joined, ended;
};

/// Calls `tell` with each kind of calls that started threads or tasks which aren't Dispatch's.
void controlTellStarts(void (*tell)(const struct ControlStart *start, void *context), void *context);

/// The return addresses of the calls that the calling thread is in.
void controlFindCalls(uintptr_t calls[controlMostCalls]);

/// Those in which it last waited for something else than a lock; false if it hasn't.
bool controlLastWait(uintptr_t calls[controlMostCalls]);

/// The return addresses of the calls in which a task waits that awaits a continuation, `next` being that;
/// none if it isn't known.
void controlFindAwait(const void *next, uintptr_t calls[controlMostCalls]);

/// Calls `tell` with the return addresses of the calls in which each task waits that awaits a continuation.
void controlTellAwaits(void (*tell)(const uintptr_t *calls, void *context), void *context);

// MARK: Controlled runs

/// How a controlled run is to go.
struct ControlPlan {
  const uint8_t *choices;
  int choiceCount;
  bool isRandom;
  uint64_t seed;
  /// A thread that, after the choices, goes only when no other can; -1 for none.
  int held;
  /// The first thread that comes to a step of this kind isn't let go; -1 for none.
  int stopped;
  int stepLimit;
  /// If there is one, called on a thread that has come to a step, and again with the entry's number
  /// when it has been let go; -1 the first time.
  void (*told)(int thread, int entry);
  /// If there is one, called when an object is made, with what may be the return addresses of the calls that
  /// make it, `controlMostCalls` of them, the innermost first; 0 where there are no more.
  void (*made)(uintptr_t object, const uintptr_t *calls);
};

/// How a run ended; the numbers are those of `Trace.End`.
enum ControlEnd {
  controlOver,
  controlLeftovers,
  controlDeadlock,
  controlStopped,
  controlTooLong,
  controlCrowded
};

/// One choice: thread, kind, object (2 bytes), the threads that could go and those asleep (8 bytes each),
/// the lowest byte first. With the kind may be that the thread took what it would have gone on without, and
/// that it came upon what is no step, and is seen by others, before its next one.
enum { controlEntrySize = 20, controlMostThreads = 64, controlTried = 64, controlUnseen = 128 };

struct ControlWaiter {
  int thread;
  /// `controlNothing` if it is in what isn't seen from here.
  int kind, object;
  /// The operating system's number of the thread.
  int identity;
};

struct ControlHolding {
  int lock, thread;
  bool hasEnded;
};

struct ControlObject {
  int number;
  uintptr_t identity;
};

/// One access to memory of two that nothing orders.
enum { controlRaceCalls = 4 };
struct ControlAccess {
  /// How many steps the run had had by then.
  int thread, step;
  bool isWrite;
  /// The calls that led to it, innermost first, as far as known, as places in the program; 0 for none.
  uint32_t calls[controlRaceCalls];
};

/// Two of them; the first such that a run came upon.
struct ControlRace {
  bool isFound;
  struct ControlAccess accesses[2];
};

/// What happened; it stays until the next run.
struct ControlTrace {
  const uint8_t *entries;
  int entryCount;
  enum ControlEnd end;
  /// -1 if the call didn't come back.
  int stepsAtReturn;
  int mostThreads;
  bool isForeign, hasDiverged;
  struct ControlRace race;
  int waiterCount, holdingCount, objectCount;
  struct ControlWaiter waiters[controlMostThreads];
  struct ControlHolding holdings[controlMostThreads];
  /// In the order of their numbers, from 1.
  const struct ControlObject *objects;
};

/// Calls `body` on a thread of its own as planned, and waits until it and all threads that it led to
/// have come to their end, or until nobody can go.
const struct ControlTrace *controlRun(
    const struct ControlPlan *plan, void (*body)(void *), void *context);

/// Has controlled runs use one core, as they are quicker then, or all that there are.
void controlKeepToOneCore(bool isOne);

/// Whether the calling thread is one of a controlled run that is under way.
bool controlIsControlled(void);
/// A step that no function of a library is called for, on an object of this identity.
void controlStep(enum ControlKind kind, uintptr_t identity);
/// Until `controlLeaveQuiet`, what the calling thread does is no choice, as what a library does for itself.
void controlEnterQuiet(void);
/// Ends what `controlEnterQuiet` began.
void controlLeaveQuiet(void);
/// The number of the entry of the calling thread's last step; -1 if it is in no run.
int controlLastEntry(void);
/// The student's call has come back, where there is more to do before the thread's end.
void controlNoteReturn(void);
/// The calling thread's number in the run; -1 if it has none.
int controlThreadNumber(void);
/// How many steps the run has had by now.
int controlStepCount(void);
/// A condition belongs to a lock: both have one number.
void controlPair(const void *condition, const void *lock);

// MARK: Runs of tasks

/// From now on, until `controlEndTasks`, all tasks go on the calling thread, one job after the other, and
/// accesses of the student's code to memory are looked at: what orders them is what orders the tasks.
void controlBeginTasks(void);
/// What the calling thread does next is no task's: it makes one, or cancels one.
void controlBeginAction(void);
/// What it does next is a job of a task.
void controlBeginJob(void);
/// What is begun from now on comes after the calls that have come back.
void controlBeginPhase(void);
/// The call of the task that goes has come back.
void controlNoteComeback(void);
/// Writes the calls in which a task waits, or would if it were to wait now, each within the next, at most so
/// many, as distances from where the program begins; returns how many there are.
int controlAwaits(const void *task, uint32_t *calls, int most);
/// Counts an event, and returns the number of the task that goes; -1 if there is none.
int controlNoteEvent(void);
/// Ends what `controlBeginTasks` began, and returns what was found: the threads are numbers of tasks, the
/// steps are events.
const struct ControlRace *controlEndTasks(void);

#endif
