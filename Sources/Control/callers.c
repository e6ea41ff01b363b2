// Whose call it is: the student's own, or one that a library makes for itself.
//
// Libraries use the same functions for themselves. What blocks counts whoever calls it, but to let
// others go first is worth a try only where the student's code, or a lock type on its behalf, calls.

#include "Internal.h"

#ifdef STANDS_IN

#include <link.h>

struct Range {
  uintptr_t start, end;
};
static struct Range program, dispatch, runtime, taskRuntime;
static _Atomic bool isKnown = false;

static bool isIn(struct Range range, const void *place) {
  return range.start <= (uintptr_t)place && (uintptr_t)place < range.end;
}

static int note(struct dl_phdr_info *loaded, size_t size, void *names) {
  const void *semaphore = ((void **)names)[0], *object = ((void **)names)[1];
  const void *task = ((void **)names)[2];
  struct Range range = {UINTPTR_MAX, 0};
  for (int index = 0; index < loaded->dlpi_phnum; index++) {
    const ElfW(Phdr) *part = &loaded->dlpi_phdr[index];
    if (part->p_type != PT_LOAD) continue;
    uintptr_t start = loaded->dlpi_addr + part->p_vaddr;
    if (start < range.start) range.start = start;
    if (start + part->p_memsz > range.end) range.end = start + part->p_memsz;
  }
  if (isIn(range, (const void *)&isStudents)) program = range;
  if (semaphore && isIn(range, semaphore)) dispatch = range;
  if (object && isIn(range, object)) runtime = range;
  if (task && isIn(range, task)) taskRuntime = range;
  return 0;
}

static void find(void) {
  if (atomic_load_explicit(&isKnown, memory_order_acquire)) return;
  void *names[] = {
      dlsym(RTLD_NEXT, "dispatch_semaphore_create"), dlsym(RTLD_NEXT, "swift_allocObject"),
      dlsym(RTLD_NEXT, "swift_task_create")};
  dl_iterate_phdr(note, names);
  atomic_store_explicit(&isKnown, true, memory_order_release);
}

// Where a function begins that another one only passes on to, as linkers leave one of those that are
// alike; or the function itself.
static uintptr_t passedOn(uintptr_t function) {
#if defined(__x86_64__)
  // To set up a frame and take it down again, then a jump.
  static const uint8_t frame[] = {0x55, 0x48, 0x89, 0xE5, 0x5D};
  const uint8_t *code = (const uint8_t *)function;
  if (memcmp(code, frame, sizeof frame) == 0) code += sizeof frame;
  if (*code != 0xE9) return function;
  int32_t distance;
  memcpy(&distance, code + 1, sizeof distance);
  return (uintptr_t)(code + 5) + distance;
#else
  return function;
#endif
}

// The same as they are called by way of their protocol, `withLock` for one. These functions have no
// names that a program sees; they are the entries of a table.
static bool isLockTypeByProtocol(const void *place) {
  static const char *const tables[] = {
      "$s10Foundation6NSLockCAA9NSLockingAAWP", "$s10Foundation15NSRecursiveLockCAA9NSLockingAAWP",
      "$s10Foundation11NSConditionCAA9NSLockingAAWP",
      "$s10Foundation15NSConditionLockCAA9NSLockingAAWP"};
  /// Longer than any of these functions.
  enum { most = 64 };
  for (unsigned index = 0; index < sizeof tables / sizeof *tables; index++) {
    uintptr_t *table = dlsym(RTLD_DEFAULT, tables[index]);
    for (int entry = 1; table && entry <= 2; entry++)
      if ((uintptr_t)place - passedOn(table[entry]) < most) return true;
  }
  return false;
}

// The methods of Foundation's lock types, whose names begin so, call for whoever calls them.
static bool isLockType(const void *place) {
  static const char *const names[] = {
      "$s10Foundation6NSLockC", "$s10Foundation15NSRecursiveLockC", "$s10Foundation11NSConditionC",
      "$s10Foundation15NSConditionLockC"};
  Dl_info info;
  if (!dladdr(place, &info) || !info.dli_sname) return false;
  for (unsigned index = 0; index < sizeof names / sizeof *names; index++)
    if (strncmp(info.dli_sname, names[index], strlen(names[index])) == 0) return true;
  return false;
}

bool isStudents(const void *place) {
  if (me && me->quiet) return false;
  find();
  if (isIn(program, place)) return true;
  // There are few such places, and a look at a library's names takes microseconds.
  enum { mostPlaces = 1024 };
  static _Atomic uintptr_t known[mostPlaces];
  uintptr_t key = (uintptr_t)place << 1;
  unsigned slot = ((uintptr_t)place >> 2) % mostPlaces;
  for (unsigned probe = 0; probe < 16; probe++, slot = (slot + 1) % mostPlaces) {
    uintptr_t found = atomic_load_explicit(&known[slot], memory_order_relaxed);
    if (found >> 1 == (key >> 1)) return found & 1;
    if (found) continue;
    bool is = isLockType(place) || isLockTypeByProtocol(place);
    atomic_store_explicit(&known[slot], key | is, memory_order_relaxed);
    return is;
  }
  return isLockType(place) || isLockTypeByProtocol(place);
}

bool isInDispatch(const void *place) {
  find();
  return isIn(dispatch, place);
}

bool isInRuntime(const void *place) {
  find();
  return isIn(runtime, place);
}

bool isInTaskRuntime(const void *place) {
  find();
  return isIn(taskRuntime, place);
}

// There is always some of a stack above its first call.
uintptr_t stackTop(struct Thread *thread) {
  if (thread->stackTop) return thread->stackTop;
  pthread_attr_t attributes;
  void *start = NULL;
  size_t size = 0;
  if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
    pthread_attr_getstack(&attributes, &start, &size);
    pthread_attr_destroy(&attributes);
  }
  return thread->stackTop = (uintptr_t)start + size;
}

// Follows the frames that code has which is compiled to have them, as Swift's is: it takes nanoseconds.
// What stands in the place of a frame otherwise may be anything; only the thread's own stack is read.
int callsBehind(const uintptr_t *frame, uintptr_t top, uintptr_t *calls, int most) {
  uintptr_t least = (uintptr_t)__builtin_frame_address(0);
  int count = 0;
  while (count < most && (uintptr_t)frame > least && (uintptr_t)frame % sizeof *frame == 0
         && (uintptr_t)(frame + 2) <= top) {
    calls[count++] = frame[1];
    least = (uintptr_t)frame;
    frame = (const uintptr_t *)frame[0];
  }
  return count;
}

void placesOnStack(struct Thread *thread, const uintptr_t *from, uintptr_t *places, int most) {
  enum { farthest = 64 };
  uintptr_t top = stackTop(thread);
  int count = 0;
  for (int index = 0; index < farthest && count < most && (uintptr_t)(from + index + 1) <= top; index++)
    if (placeInProgram((const void *)from[index])) places[count++] = from[index];
}

uint32_t placeInProgram(const void *place) {
  find();
  return isIn(program, place) ? (uintptr_t)place - program.start : 0;
}

#endif
