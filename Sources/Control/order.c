// What comes before what in a controlled run: vector clocks of its threads, and of all that hands on what
// threads have done (Mattern, "Virtual time and global states of distributed systems", 1989).
//
// Whatever may order two accesses has to count, or right code is told of a race: so what libraries do
// for themselves counts as well, and where it isn't all seen, nothing is said.

#include "Scheduler.h"

#ifdef STANDS_IN

struct Clock {
  uint32_t of[mostOrdered];
};

/// What has been left at an address.
struct Left {
  uintptr_t address;
  uint32_t run;
  bool isGone;
  /// Of how many threads something is in it.
  int count;
  struct Clock clock;
};

enum { mostLeft = 1 << 12 };

static struct Clock clocks[mostOrdered];
/// How many of these there are by now.
static int clockCount = 0;
static struct Left left[mostLeft];
static uint16_t used[mostLeft];
static int usedCount = 0;
static uint32_t usedInRun = 0;
static uint32_t givenUp = 0;

void giveUpOrder(void) { givenUp = run.number; }

bool isOrderKnown(struct Thread *thread) {
  return thread->run == run.number && givenUp != run.number && !run.trace.isForeign;
}

static void join(struct Clock *clock, const struct Clock *other, int count) {
  for (int index = 0; index < count; index++)
    if (clock->of[index] < other->of[index]) clock->of[index] = other->of[index];
}

static struct Left *leftAt(const void *place, bool isWanted) {
  if (usedInRun != run.number) {
    usedInRun = run.number;
    usedCount = 0;
  }
  uintptr_t address = (uintptr_t)place;
  uint64_t hash = address * 0x9E3779B97F4A7C15;
  for (unsigned probe = 0, slot = hash >> 52; probe < 64; probe++, slot++) {
    struct Left *found = &left[slot % mostLeft];
    if (found->run == run.number && found->address == address) return found;
    if (found->run == run.number) continue;
    if (!isWanted) return NULL;
    *found = (struct Left){.address = address, .run = run.number, .isGone = true};
    used[usedCount++] = slot % mostLeft;
    return found;
  }
  giveUpOrder();
  return NULL;
}

void beginOrder(struct Thread *thread) {
  clocks[thread->number] = (struct Clock){0};
  clocks[thread->number].of[thread->number] = 1;
  // The last number is of nobody in particular, who comes first.
  clockCount = thread->number < mostOrdered - 1 ? thread->number + 1 : 0;
}

void forgetOrder(struct Thread *thread) { clocks[thread->number] = (struct Clock){0}; }

void orderBefore(struct Thread *thread, struct Thread *other) {
  if (!isOrderKnown(thread) || thread->run != other->run) return;
  if (thread->place != ended) orderByQueue(thread);
  join(&clocks[other->number], &clocks[thread->number], clockCount);
  clocks[thread->number].of[thread->number]++;
  if (other->place == running) orderByQueue(other);
}

void leaveOrderPlainly(struct Thread *thread, const void *address) {
  struct Left *found = leftAt(address, true);
  if (!found) return;
  struct Clock *clock = &clocks[thread->number];
  int known = found->isGone ? 0 : found->count;
  join(&found->clock, clock, known);
  if (known < clockCount)
    memcpy(found->clock.of + known, clock->of + known, (clockCount - known) * sizeof *clock->of);
  found->count = known < clockCount ? clockCount : known;
  found->isGone = false;
  clocks[thread->number].of[thread->number]++;
}

void takeOrderPlainly(struct Thread *thread, const void *address) {
  struct Left *found = leftAt(address, false);
  if (found && !found->isGone) 
    join(&clocks[thread->number], &found->clock, found->count);
}

void leaveOrder(struct Thread *thread, const void *address) {
  if (!isOrderKnown(thread)) return;
  orderByQueue(thread);
  leaveOrderPlainly(thread, address);
}

void takeOrder(struct Thread *thread, const void *address) {
  if (!isOrderKnown(thread)) return;
  takeOrderPlainly(thread, address);
  orderByQueue(thread);
}

void replaceOrder(struct Thread *thread, const void *address) {
  if (!isOrderKnown(thread)) return;
  dropOrder(address, 1);
  leaveOrder(thread, address);
}

void dropOrder(const void *address, size_t size) {
  if (usedInRun != run.number) return;
  for (int index = 0; index < usedCount; index++) {
    struct Left *found = &left[used[index]];
    if (found->address - (uintptr_t)address < size) found->isGone = true;
  }
}

bool isOrdered(int before, uint32_t time, struct Thread *thread) {
  return time <= clocks[thread->number].of[before];
}

uint32_t timeOf(struct Thread *thread) { return clocks[thread->number].of[thread->number]; }

#endif
