// Finds two accesses of the student's code to one place in memory, one of them a write, with nothing that
// orders them: whichever of the two comes first in this run, in another it might be the other.
//
// After Serebryany and Iskhodzhanov, "ThreadSanitizer: data race detection in practice", 2009. What is
// forgotten here, for want of room, only lets a race go unseen.

#include "Scheduler.h"

const char controlledMemory = 0;

#ifdef STANDS_IN

struct Access {
  uint32_t time;
  uint16_t step;
  uint8_t thread;
  /// The bytes of the eight that it touches.
  uint8_t bytes;
  bool isWrite;
  uint32_t calls[controlRaceCalls];
};

enum { mostAccesses = 4, mostCells = 1 << 14 };

/// Eight bytes of memory, with the last accesses to them.
struct Cell {
  uintptr_t number;
  uint32_t run;
  uint32_t next;
  struct Access accesses[mostAccesses];
};

bool looksAtMemory = false;
static struct Cell cells[mostCells];
static uint32_t used[mostCells];
static unsigned usedCount = 0;
static uint32_t usedInRun = 0;

static struct Cell *cellAt(uintptr_t number, bool isWanted) {
  if (usedInRun != run.number) {
    usedInRun = run.number;
    usedCount = 0;
  }
  uint64_t hash = number * 0x9E3779B97F4A7C15;
  for (unsigned probe = 0, slot = hash >> 50; probe < 32; probe++, slot++) {
    struct Cell *cell = &cells[slot % mostCells];
    if (cell->run == run.number && cell->number == number) return cell;
    if (cell->run == run.number) continue;
    if (!isWanted) return NULL;
    memset(cell, 0, sizeof *cell);
    cell->number = number;
    cell->run = run.number;
    used[usedCount++] = slot % mostCells;
    return cell;
  }
  return NULL;
}

void forgetMemory(const void *address, uintptr_t size) {
  if (usedInRun != run.number || !size) return;
  uintptr_t first = (uintptr_t)address >> 3, last = ((uintptr_t)address + size - 1) >> 3;
  if (last - first < usedCount) {
    for (uintptr_t number = first; number <= last; number++) {
      struct Cell *cell = cellAt(number, false);
      if (cell) memset(cell->accesses, 0, sizeof cell->accesses);
    }
    return;
  }
  for (unsigned index = 0; index < usedCount; index++) {
    struct Cell *cell = &cells[used[index]];
    if (cell->number - first <= last - first) memset(cell->accesses, 0, sizeof cell->accesses);
  }
}

// The student's calls that led to a place.
static void noteCalls(
    struct Thread *thread, struct Access *access, const void *place, void **frame) {
  enum { most = 16 };
  uintptr_t calls[most] = {(uintptr_t)place};
  int found = 1 + callsBehind((uintptr_t *)frame, thread->stackTop, calls + 1, most - 1), count = 0;
  memset(access->calls, 0, sizeof access->calls);
  for (int index = 0; index < found && count < controlRaceCalls; index++) {
    uint32_t call = placeInProgram((uint8_t *)calls[index] - 1);
    if (call) access->calls[count++] = call;
  }
}

static void tellRace(
    const struct Access *first, const struct Access *second, const void *address) {
  if (run.trace.race.isFound || isOfLibrary(address)) return;
  struct ControlRace *race = &run.trace.race;
  race->isFound = true;
  const struct Access *both[] = {first, second};
  for (int index = 0; index < 2; index++) {
    race->accesses[index].thread = both[index]->thread;
    race->accesses[index].step = both[index]->step;
    race->accesses[index].isWrite = both[index]->isWrite;
    memcpy(race->accesses[index].calls, both[index]->calls, sizeof both[index]->calls);
  }
}

static void lookAtCell(struct Thread *thread, struct Access *now, uintptr_t number) {
  struct Cell *cell = cellAt(number, true);
  if (!cell) return;
  struct Access *room = NULL;
  for (int index = 0; index < mostAccesses; index++) {
    struct Access *before = &cell->accesses[index];
    if (!before->bytes) {
      room = before;
      continue;
    }
    bool isBefore = before->thread == now->thread || isOrdered(before->thread, before->time, thread);
    if (!(before->bytes & now->bytes)) continue;
    if (!isBefore && (before->isWrite || now->isWrite)) tellRace(before, now, (void *)(number << 3));
    // Who races with a read of its own does so with a write there as well; and what comes before a write
    // needs no more to be known.
    bool isSame = before->thread == now->thread && before->isWrite == now->isWrite;
    if (isBefore && (now->isWrite || isSame)) before->bytes &= ~now->bytes;
    if (!before->bytes) room = before;
  }
  if (!room) room = &cell->accesses[cell->next++ % mostAccesses];
  *room = *now;
}

// Who reads memory again and again, and does nothing else, waits for another to write it.
static void noteRead(struct Thread *thread) {
  enum { mostReads = 2000 };
  if (++thread->reads < mostReads) return;
  thread->reads = 0;
  arrive(thread, controlYield, NULL, true);
}

void lookAt(
    const void *address, uintptr_t size, bool isWrite, const void *place, void **frame) {
  struct Thread *thread = controlled(), *task = thread ? NULL : taskNow();
  if (task) thread = isTaskKnown(task) ? task : NULL;
  if (!thread || thread->ignores) return;
  // Its own stack.
  uintptr_t start = (uintptr_t)address;
  if (start >= (uintptr_t)__builtin_frame_address(0) && start < thread->stackTop) return;
  if (isWrite) thread->reads = 0;
  else if (!task) noteRead(thread);
  if (!isOrderKnown(thread)) return;
  // What is left for the queue's next work holds this access as well.
  uint32_t time = timeOf(thread);
  orderByQueue(thread);
  struct Access now = {
      .time = time, .step = run.trace.entryCount, .thread = thread->number,
      .isWrite = isWrite};
  noteCalls(thread, &now, place, frame);
  enum { mostBytes = 4096 };
  uintptr_t end = start + (size < mostBytes ? size : mostBytes);
  for (uintptr_t number = start >> 3; number << 3 < end; number++) {
    uintptr_t from = number << 3 < start ? start & 7 : 0;
    uintptr_t to = end - (number << 3) < 8 ? end - (number << 3) : 8;
    now.bytes = (0xFFu << from) & (0xFFu >> (8 - to));
    lookAtCell(thread, &now, number);
  }
}

#endif
