// Runs of tasks that all go on one thread, one job after the other: there, what stands for a thread is the
// task, since the thread's own order is chance.
//
// What orders tasks is told by the Swift runtime, which has places for Thread Sanitizer's functions, and
// by whatever orders threads. The jobs that an actor has done one after the other go without a word in
// between: so of what goes without a return to the kit each part comes before the next.

#include "Scheduler.h"

const char controlledTasks = 0;

#ifdef STANDS_IN

enum { nobody = mostOrdered - 1, mostAsked = 64 };

/// A task of the run by its number, with the object that it is and the runtime's own number.
struct Task {
  const void *object;
  uint64_t identity;
};

/// The thread on which all tasks of a run go; NULL if there is no such run.
static struct Thread *_Atomic runner = NULL;
static struct Thread now;
static struct Task tasks[mostOrdered];
static int taskCount = 0;
/// Who has gone last since the kit had its turn.
static int last = nobody;
/// The tasks that others have come to since then, to cancel them, say, and to call what they have given
/// for that.
static const void *asked[mostAsked];
static int askedCount = 0;
/// The calls that have come back, and those that had when nothing moved any more.
static const char back[8], before[8];

typedef __attribute__((swiftcall)) const void *Current(void);
typedef __attribute__((swiftcall)) uint64_t Identity(const void *);
static Current *currentTask;
static Identity *identityOf;

static struct Thread *named(int number) {
  now.number = number;
  now.run = run.number;
  now.stackTop = stackTop(me);
  now.ignores = me->ignores;
  return &now;
}

static int add(const void *object, uint64_t identity) {
  if (taskCount == nobody) {
    giveUpOrder();
    return nobody;
  }
  tasks[taskCount] = (struct Task){object, identity};
  beginOrder(named(taskCount));
  return taskCount++;
}

// The newest first: one that is gone may have been at the same address.
static int numberOfTask(const void *object) {
  uint64_t identity = identityOf(object);
  for (int number = taskCount - 1; number >= 0; number--)
    if (tasks[number].object == object && tasks[number].identity == identity) return number;
  return add(object, identity);
}

static struct Thread *goOn(int number) {
  if (number != last) {
    static struct Thread former;
    former.number = last;
    former.run = run.number;
    orderBefore(&former, named(number));
    last = number;
  }
  return named(number);
}

struct Thread *taskNow(void) {
  struct Thread *thread = atomic_load_explicit(&runner, memory_order_relaxed);
  if (!thread) return NULL;
  if (me != thread) {
    // What others than the kit do beside it may order something.
    if (!me || !(me->kit || me->isKits)) giveUpOrder();
    return NULL;
  }
  if (thread->kit) return NULL;
  const void *object = currentTask();
  return goOn(object ? numberOfTask(object) : last);
}

// What a handler does that somebody outside of the tasks calls isn't looked at: not all that orders it is
// known.
bool isTaskKnown(struct Thread *task) { return task->number != nobody && tasks[task->number].object; }

// MARK: What the runtime tells

static void taken(void *address) {
  struct Thread *task = taskNow();
  if (!task) return;
  takeOrder(task, address);
  for (int number = 0; number < taskCount; number++) {
    if (tasks[number].object != address || number == task->number) continue;
    if (askedCount == mostAsked) giveUpOrder();
    else asked[askedCount++] = address;
    return;
  }
}

static void left(void *address) {
  struct Thread *task = taskNow();
  if (task) leaveOrder(task, address);
}

static void listen(void) {
  static bool isDone = false;
  if (isDone) return;
  isDone = true;
  currentTask = (Current *)dlsym(RTLD_DEFAULT, "swift_task_getCurrent");
  identityOf = (Identity *)dlsym(RTLD_DEFAULT, "swift_task_getJobTaskId");
  void (**acquire)(void *) = dlsym(RTLD_DEFAULT, "_swift_tsan_acquire");
  void (**release)(void *) = dlsym(RTLD_DEFAULT, "_swift_tsan_release");
  if (!acquire || !release || !identityOf) currentTask = NULL;
  if (!currentTask) return;
  *acquire = taken;
  *release = left;
}

// MARK: The run

// What was called for a cancelled task comes before whatever that one does next.
static void endPart(void) {
  for (int index = 0; index < askedCount; index++) leaveOrder(named(last), asked[index]);
  askedCount = 0;
  last = nobody;
}

void controlBeginTasks(void) {
  listen();
  if (!currentTask) return;
  beginNumberedRun();
  taskCount = askedCount = 0;
  knowAllocations();
  beginOrder(named(nobody));
  last = nobody;
  atomic_store(&runner, me);
  looksAtMemory = true;
}

void controlBeginJob(void) {
  if (!atomic_load(&runner)) return;
  endPart();
  forgetOrder(named(nobody));
}

void controlBeginAction(void) {
  controlBeginJob();
  if (!atomic_load(&runner)) return;
  last = add(NULL, 0);
  takeOrder(named(last), before);
}

void controlBeginPhase(void) {
  controlBeginJob();
  if (!atomic_load(&runner)) return;
  takeOrder(named(nobody), back);
  leaveOrder(named(nobody), before);
}

void controlNoteComeback(void) { leaveByTask(back); }

int controlNoteEvent(void) {
  struct Thread *task = taskNow();
  if (!task) return -1;
  run.trace.entryCount++;
  return task->number == nobody ? -1 : task->number;
}

const struct ControlRace *controlEndTasks(void) {
  looksAtMemory = false;
  atomic_store(&runner, NULL);
  // One that came of what isn't all seen is none.
  if (!isOrderKnown(named(nobody))) run.trace.race.isFound = false;
  return &run.trace.race;
}

#endif
