#ifndef SCHEDULER_H
#define SCHEDULER_H

#include "Internal.h"

#ifdef STANDS_IN

enum { mostEntries = 1 << 15, mostObjects = 1 << 14, mostNumbers = 1 << 15 };

/// Follows a plan through one run.
struct Scheduler {
  int taken, last, turn;
  uint64_t random;
  bool hasDiverged;
};

/// The run that is under way; guarded by its lock.
struct Run {
  uint32_t number;
  struct ControlPlan plan;
  struct Scheduler scheduler;
  struct Thread *members[controlMostThreads];
  int count;
  /// Who goes; NULL if nobody does that is seen from here.
  struct Thread *holder;
  struct Thread *stopped;
  /// Whether events may come from outside.
  bool hasSources;
  bool isOver, hasReturned;
  _Atomic uint32_t over;
  /// It changes with everything that happens.
  _Atomic uint64_t moves;
  uint64_t sleeps;
  int64_t now, ticks;
  int numbers;
  struct ControlTrace trace;
};
extern struct Run run;

void lockRun(void);
void unlockRun(void);
/// Chooses who goes next, of the threads that can, of which there must be one.
int nextThread(
    struct Scheduler *scheduler, const struct ControlPlan *plan, uint64_t enabled, uint64_t asleep);
/// Lets one go, which the caller has to give its seat; NULL if nobody can or need not now.
struct Thread *choose(void);
/// Has the run begin that comes next, under control or of tasks.
void beginNumberedRun(void);
void finish(enum ControlEnd end);
/// How the run ends if nobody can go.
enum ControlEnd endNow(void);
/// The number of an object in the trace.
int numberOf(struct Object *object);
void closeTrace(void);
void resetClock(void);
extern struct ControlObject objectsByNumber[mostNumbers];
extern struct Object *numbered[mostNumbers];
extern struct Object objects[mostObjects];
/// Watches over a run until it is over.
void watchOver(void);
bool dispatchHasPermit(void *semaphore);
/// Whether the step that a thread is at is possible now.
bool stepIsFree(struct Thread *thread);

#endif
#endif
