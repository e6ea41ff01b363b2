// File descriptors that aren't the student's: where one of them is closed.

#include "Internal.h"

const char controlledDescriptors = 0;

#ifdef STANDS_IN

LIBRARY(int, close, int)

static int guarded[2] = {-1, -1};
static pid_t process = 0;
static void (*_Atomic whenClosed)(int, const uintptr_t *) = NULL;

void controlGuardDescriptors(
    int first, int second, void (*told)(int descriptor, const uintptr_t *calls)) {
  guarded[0] = first;
  guarded[1] = second;
  process = getpid();
  atomic_store(&whenClosed, told);
}

int close(int descriptor) {
  void (*told)(int, const uintptr_t *) = atomic_load(&whenClosed);
  bool isGuarded = descriptor == guarded[0] || descriptor == guarded[1];
  // A copy of the program may close what it likes.
  if (told && isGuarded && !hasNoRecord && !(me && me->kit) && getpid() == process) {
    uintptr_t calls[controlMostCalls];
    controlFindCalls(calls);
    int before = controlEnterKit();
    told(descriptor, calls);
    controlLeaveKit(before);
  }
  return CALL(close)(descriptor);
}

#endif
