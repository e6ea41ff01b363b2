// Sleeps, and the clock: in a controlled run time passes only when nobody can go.

#include "Scheduler.h"

const char controlledTime = 0;

#ifdef STANDS_IN

#include <sched.h>
#include <sys/time.h>

LIBRARY(int, nanosleep, const struct timespec *, struct timespec *)
LIBRARY(int, clock_nanosleep, clockid_t, int, const struct timespec *, struct timespec *)
LIBRARY(int, usleep, useconds_t)
LIBRARY(unsigned, sleep, unsigned)
LIBRARY(int, sched_yield, void)
LIBRARY(int, clock_gettime, clockid_t, struct timespec *)
LIBRARY(int, gettimeofday, struct timeval *, void *)

static const int64_t second = 1000000000;

/// What the run's clock began with, and what other clocks are ahead of it.
static int64_t ahead[16];

static int64_t realNow(clockid_t clock) {
  struct timespec time;
  CALL(clock_gettime)(clock, &time);
  return time.tv_sec * second + time.tv_nsec;
}

// The clocks of a run begin with the real ones.
void resetClock(void) {
  static const clockid_t clocks[] = {
      CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_BOOTTIME, CLOCK_MONOTONIC_RAW,
      CLOCK_REALTIME_COARSE, CLOCK_MONOTONIC_COARSE};
  int64_t begin = realNow(CLOCK_MONOTONIC);
  run.now = begin;
  for (unsigned index = 0; index < sizeof clocks / sizeof *clocks; index++)
    ahead[clocks[index]] = realNow(clocks[index]) - begin;
}

static bool isVirtual(clockid_t clock) { return clock >= 0 && clock < 16 && ahead[clock]; }

int64_t virtualNow(clockid_t clock) {
  if (clock == CLOCK_MONOTONIC) return run.now;
  return isVirtual(clock) ? run.now + ahead[clock] : realNow(clock);
}

int64_t deadlineIn(int64_t nanoseconds) {
  // Who sets a limit first is the first to be over it.
  if (me) touchUnseen(me);
  if (nanoseconds < 0) nanoseconds = 0;
  return nanoseconds > FOREVER / 2 ? FOREVER - 1 : run.now + nanoseconds;
}

int64_t deadlineAt(clockid_t clock, const struct timespec *time) {
  int64_t at = time->tv_sec > FOREVER / second / 2 ? FOREVER / 2
                                                   : time->tv_sec * second + time->tv_nsec;
  return deadlineIn(at - virtualNow(clock));
}

static void letPass(struct Thread *thread, int64_t nanoseconds, const void *place) {
  pthread_testcancel();
  arriveUntil(thread, controlPause, NULL, isStudents(place), deadlineIn(nanoseconds));
  pthread_testcancel();
}

int nanosleep(const struct timespec *time, struct timespec *rest) {
  struct Thread *thread = controlled();
  if (!thread || !time || time->tv_nsec < 0 || time->tv_nsec >= second || time->tv_sec < 0)
    return BLOCKED(controlPause, NULL, true, CALL(nanosleep)(time, rest));
  letPass(thread, time->tv_sec * second + time->tv_nsec, HERE);
  return 0;
}

int clock_nanosleep(clockid_t clock, int flags, const struct timespec *time, struct timespec *rest) {
  struct Thread *thread = controlled();
  if (!thread || !time || time->tv_nsec < 0 || time->tv_nsec >= second || time->tv_sec < 0)
    return BLOCKED(controlPause, NULL, true, CALL(clock_nanosleep)(clock, flags, time, rest));
  int64_t given = time->tv_sec * second + time->tv_nsec;
  letPass(thread, flags & TIMER_ABSTIME ? given - virtualNow(clock) : given, HERE);
  return 0;
}

int usleep(useconds_t microseconds) {
  struct Thread *thread = controlled();
  if (!thread) return BLOCKED(controlPause, NULL, true, CALL(usleep)(microseconds));
  letPass(thread, microseconds * 1000ll, HERE);
  return 0;
}

unsigned sleep(unsigned seconds) {
  struct Thread *thread = controlled();
  if (!thread) return BLOCKED(controlPause, NULL, true, CALL(sleep)(seconds));
  letPass(thread, seconds * second, HERE);
  return 0;
}

int sched_yield(void) {
  struct Thread *thread = controlled();
  if (!thread) return CALL(sched_yield)();
  arrive(thread, controlYield, NULL, isStudents(HERE));
  return 0;
}

// Each look at a clock takes a microsecond: who waits for a time to come gets there.
int clock_gettime(clockid_t clock, struct timespec *time) {
  struct Thread *thread = controlled();
  if (!thread || (clock != CLOCK_MONOTONIC && !isVirtual(clock)))
    return CALL(clock_gettime)(clock, time);
  run.now += 1000;
  int64_t now = virtualNow(clock);
  time->tv_sec = now / second;
  time->tv_nsec = now % second;
  return 0;
}

int gettimeofday(struct timeval *time, void *zone) {
  if (!controlled()) return CALL(gettimeofday)(time, zone);
  run.now += 1000;
  int64_t now = virtualNow(CLOCK_REALTIME);
  time->tv_sec = now / second;
  time->tv_usec = now % second / 1000;
  return 0;
}

#endif
