// What the threads of a run use: by its address, numbered in the order of first use.

#include "Scheduler.h"

#ifdef STANDS_IN

struct Object objects[mostObjects];
struct ControlObject objectsByNumber[mostNumbers];
struct Object *numbered[mostNumbers];

static void reset(struct Object *object, uintptr_t address, enum Type type) {
  *object = (struct Object){.address = address, .run = run.number, .type = type};
}

struct Object *objectAt(const void *place, enum Type type) {
  uintptr_t address = (uintptr_t)place;
  uint64_t hash = (address >> 2) * 0x9E3779B97F4A7C15;
  for (unsigned probe = 0, slot = hash >> 50; probe < mostObjects; probe++, slot++) {
    struct Object *object = &objects[slot % mostObjects];
    if (object->run != run.number) {
      reset(object, address, type);
      return object;
    }
    if (object->address != address) continue;
    // A word that one function takes for a lock and another for something to wait for is one.
    bool isWord = object->type == aWord || object->type == anOwnedWord;
    if (object->type != type && !(isWord && (type == aWord || type == anOwnedWord)))
      reset(object, address, type);
    return object;
  }
  // No run of so few steps uses so many: it never ends.
  lockRun();
  finish(controlTooLong);
  unlockRun();
  waitForEver();
}

void forget(const void *place) {
  struct Thread *thread = controlled();
  if (!thread) return;
  struct Object *object = objectAt(place, aValue);
  reset(object, (uintptr_t)place, aValue);
  dropOrder(place, 2);
}

void noteMade(const void *place) {
  struct Thread *thread = controlled();
  if (!thread) return;
  forget(place);
  if (!run.plan.made) return;
  uintptr_t calls[controlMostCalls] = {0};
  placesOnStack(thread, __builtin_frame_address(0), calls, controlMostCalls);
  thread->kit++;
  run.plan.made((uintptr_t)place, calls);
  thread->kit--;
}

void controlPair(const void *condition, const void *lock) {
  if (!controlled()) return;
  objectAt(condition, aCondition)->pair = objectAt(lock, aMutex);
}

int numberOf(struct Object *object) {
  if (!object) return 0;
  if (object->pair) return numberOf(object->pair);
  if (!object->number && run.numbers + 1 < mostNumbers) {
    object->number = ++run.numbers;
    numbered[object->number - 1] = object;
    objectsByNumber[object->number - 1] =
        (struct ControlObject){.number = object->number, .identity = object->address};
  }
  return object->number;
}

#endif
