// Where nothing is stood in for, nothing is known and no run is controlled.

#include "Internal.h"

#ifndef STANDS_IN

void controlLimitThreads(int limit, void (*crowded)(int threads)) { (void)limit, (void)crowded; }
void controlGuardDescriptors(
    int first, int second, void (*told)(int descriptor, const uintptr_t *calls)) {
  (void)first, (void)second, (void)told;
}
int controlEnterKit(void) { return 0; }
void controlLeaveKit(int before) { (void)before; }
void controlWatch(void) {}
bool controlIsStill(void) { return false; }
void controlTell(void (*tell)(const struct ControlThread *, void *), void *context) {
  (void)tell, (void)context;
}

void controlTellStarts(void (*tell)(const struct ControlStart *, void *), void *context) {
  (void)tell, (void)context;
}
void controlFindCalls(uintptr_t calls[controlMostCalls]) { calls[0] = 0; }
bool controlLastWait(uintptr_t calls[controlMostCalls]) {
  calls[0] = 0;
  return false;
}
void controlFindAwait(const void *next, uintptr_t calls[controlMostCalls]) {
  (void)next;
  calls[0] = 0;
}
void controlTellAwaits(void (*tell)(const uintptr_t *, void *), void *context) {
  (void)tell, (void)context;
}

// The call is made, in whatever order its threads go.
const struct ControlTrace *controlRun(
    const struct ControlPlan *plan, void (*body)(void *), void *context) {
  static struct ControlTrace trace;
  (void)plan;
  body(context);
  trace = (struct ControlTrace){.end = controlOver, .isForeign = true};
  return &trace;
}

void controlKeepToOneCore(bool isOne) { (void)isOne; }
bool controlIsControlled(void) { return false; }
void controlStep(enum ControlKind kind, uintptr_t identity) { (void)kind, (void)identity; }
void controlEnterQuiet(void) {}
void controlLeaveQuiet(void) {}
int controlLastEntry(void) { return -1; }
void controlNoteReturn(void) {}
int controlThreadNumber(void) { return -1; }
int controlStepCount(void) { return 0; }
void controlPair(const void *condition, const void *lock) { (void)condition, (void)lock; }

void controlWhenResumed(void (*meanwhile)(void)) { (void)meanwhile; }
void controlWhenResumedTwice(void (*told)(const uintptr_t *first, const uintptr_t *second)) {
  (void)told;
}
int controlAwaits(const void *task, uint32_t *calls, int most) {
  (void)task, (void)calls, (void)most;
  return 0;
}
void controlBeginTasks(void) {}
void controlBeginAction(void) {}
void controlBeginJob(void) {}
void controlBeginPhase(void) {}
void controlNoteComeback(void) {}
int controlNoteEvent(void) { return -1; }
const struct ControlRace *controlEndTasks(void) {
  static const struct ControlRace none;
  return &none;
}

#endif
