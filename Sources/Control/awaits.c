// Where a task waits: the calls that it awaits, each within the next.
//
// The Swift runtime keeps of a task that is suspended the code at which it goes on, and the context of the
// function that this is in; each context has that of the function which awaits this one, with the code at
// which that goes on (Swift 6.3, ABI/Task.h). Such code begins with the line of the `await`.

#include "Internal.h"

const char controlledAwaits = 0;

#ifdef STANDS_IN

/// What a task begins with, in words: what any object begins with, what an executor keeps in it, its flags
/// and number, two that aren't used here, and these two.
enum { resumption = 7, context = 8 };

struct Context {
  const struct Context *caller;
  const void *resumption;
};

static int add(const void *code, uint32_t *calls, int count, int most) {
  uint32_t place = count < most ? placeInProgram(code) : 0;
  // As if it were what a call returns to.
  if (place) calls[count++] = place + 1;
  return count;
}

int controlAwaits(const void *task, uint32_t *calls, int most) {
  enum { deepest = 64 };
  const void *const *words = task;
  const struct Context *next = words[context];
  const void *first = words[resumption];
  if (!placeInProgram(first) && !isInTaskRuntime(first)) return 0;
  int count = add(first, calls, 0, most);
  for (int depth = 0; next && depth < deepest; depth++, next = next->caller)
    count = add(next->resumption, calls, count, most);
  return count;
}

#endif
