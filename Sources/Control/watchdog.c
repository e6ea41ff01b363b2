// Watches over a run: finds the thread that has the baton and sleeps in what isn't seen from here, or
// spins, and has the others go on beside it.

#include "Scheduler.h"

#ifdef STANDS_IN

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>

enum {
  /// Between two looks, in milliseconds.
  period = 10,
  /// A thread that computes so long without a step is taken to spin, in milliseconds; and once one has.
  spinning = 50,
  spinningAgain = 10,
  /// When nothing has moved for so long and nobody can go, nobody ever will, in milliseconds.
  deadlockedThreads = 1000
};

/// What the operating system tells of one thread.
struct Look {
  bool isAwake;
  /// Processor time, in nanoseconds, and how often it was given a core.
  uint64_t time, turns;
};

static struct Look look(int identity) {
  // One that the system has yet to start is on its way.
  struct Look found = {.isAwake = true};
  if (!identity) return found;
  char path[64], text[512];
  snprintf(path, sizeof path, "/proc/self/task/%d/stat", identity);
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return found;
  ssize_t size = read(file, text, sizeof text - 1);
  close(file);
  text[size > 0 ? size : 0] = 0;
  char *end = strrchr(text, ')');
  found.isAwake = end && (end[2] == 'R' || end[2] == 'D');
  snprintf(path, sizeof path, "/proc/self/task/%d/schedstat", identity);
  file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return found;
  size = read(file, text, sizeof text - 1);
  close(file);
  text[size > 0 ? size : 0] = 0;
  char *rest = text;
  found.time = strtoull(rest, &rest, 10);
  strtoull(rest, &rest, 10);
  found.turns = strtoull(rest, &rest, 10);
  return found;
}

/// What was seen when something had last moved.
struct Rest {
  uint64_t moves;
  struct Thread *holder;
  struct Look look;
  int looks;
};

// The threads that are elsewhere, together.
static struct Look lookElsewhere(void) {
  struct Look all = {0};
  for (int index = 0; index < run.count; index++) {
    if (run.members[index]->place != elsewhere) continue;
    struct Look one = look(run.members[index]->identity);
    all.isAwake = all.isAwake || one.isAwake;
    all.time += one.time;
    all.turns += one.turns;
  }
  return all;
}

// With the lock held; returns whom to give the seat.
static struct Thread *lookAround(struct Rest *rest) {
  uint64_t moves = atomic_load(&run.moves);
  struct Thread *holder = run.holder;
  struct Look now = holder ? look(holder->identity) : lookElsewhere();
  bool isSame = rest->moves == moves && rest->holder == holder;
  bool isAsleep = isSame && !now.isAwake && !rest->look.isAwake && now.turns == rest->look.turns;
  if (!isSame) {
    *rest = (struct Rest){moves, holder, now, 0};
    return NULL;
  }
  rest->looks++;
  // Something outside may have let somebody go.
  if (!holder) {
    struct Thread *next = choose();
    if (next) return next;
  }
  if (holder) {
    int limit = run.trace.isForeign ? spinningAgain : spinning;
    bool isSpinning = now.time - rest->look.time > limit * 1000000ull;
    if (!isAsleep && !isSpinning) {
      rest->look.isAwake = now.isAwake;
      rest->look.turns = now.turns;
      return NULL;
    }
    run.trace.isForeign = true;
    holder->place = elsewhere;
    run.holder = NULL;
    return choose();
  }
  if (!isAsleep) {
    *rest = (struct Rest){moves, holder, now, 0};
    return NULL;
  }
  if (rest->looks * period >= deadlockedThreads) finish(endNow());
  return NULL;
}

void watchOver(void) {
  struct Rest rest = {0};
  while (!atomic_load(&run.over)) {
    struct timespec limit = {0, period * 1000000};
    futex(&run.over, FUTEX_WAIT_PRIVATE, 0, &limit);
    if (atomic_load(&run.over)) break;
    lockRun();
    struct Thread *next = run.isOver ? NULL : lookAround(&rest);
    unlockRun();
    if (next) giveSeat(next);
  }
  // Whoever ended it has left its memory by then.
  lockRun();
  unlockRun();
}

#endif
