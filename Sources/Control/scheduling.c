// Which thread goes next: first by given choices, then by a rule.

#include "Scheduler.h"

#ifdef STANDS_IN

// After so many steps of one thread in a row another has its turn, so that a thread that looks at a
// shared value again and again can't keep the others from changing it.
enum { turnLimit = 200 };

// Steele, Lea and Flood's generator, "Fast splittable pseudorandom number generators", 2014.
static uint64_t nextRandom(uint64_t *state) {
  uint64_t z = *state += 0x9E3779B97F4A7C15;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
  return z ^ (z >> 31);
}

static int nth(uint64_t set, unsigned index) {
  while (index--) set &= set - 1;
  return __builtin_ctzll(set);
}

// The first thread behind another, or else the first of all.
static int behind(uint64_t set, int thread) {
  uint64_t later = thread >= 63 ? 0 : set & ~((2ull << thread) - 1);
  return __builtin_ctzll(later ? later : set);
}

static int pick(
    struct Scheduler *scheduler, const struct ControlPlan *plan, uint64_t enabled, uint64_t asleep) {
  bool isGiven = scheduler->taken < plan->choiceCount;
  if (isGiven) {
    int choice = plan->choices[scheduler->taken];
    if (choice < controlMostThreads && ((enabled | asleep) >> choice & 1)) return choice;
    scheduler->hasDiverged = true;
  }
  uint64_t others = enabled;
  if (!isGiven && plan->held >= 0) others &= ~(1ull << plan->held);
  if (!others) others = enabled;
  if (plan->isRandom && !isGiven && nextRandom(&scheduler->random) % 3 != 0)
    return nth(others, nextRandom(&scheduler->random) % __builtin_popcountll(others));
  if ((others >> scheduler->last & 1) && scheduler->turn < turnLimit) return scheduler->last;
  return behind(others, scheduler->last);
}

int nextThread(
    struct Scheduler *scheduler, const struct ControlPlan *plan, uint64_t enabled, uint64_t asleep) {
  int choice = pick(scheduler, plan, enabled, asleep);
  scheduler->turn = choice == scheduler->last ? scheduler->turn + 1 : 1;
  scheduler->last = choice;
  scheduler->taken++;
  return choice;
}

#endif
