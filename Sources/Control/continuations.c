// Continuations that are resumed: where, so that a second time can be told with both places; and what
// others do at that moment, if a check wants it so.
//
// A checked one ends the program then and doesn't say where the first time was; one that isn't checked
// goes on with memory that is no longer its own.

#include "Internal.h"

const char controlledContinuations = 0;

#ifdef STANDS_IN

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void **self
#define RETURNING "$sScC6resume9returningyxn_tF"
#define THROWING "$sScC6resume8throwingyq_n_tF"

/// A continuation by what it is known by: the object behind a checked one, the task that waits in another.
struct Resumed {
  uintptr_t what;
  uintptr_t calls[controlMostCalls];
};

enum { mostResumed = 1 << 12 };
static struct Resumed resumed[mostResumed];
static _Atomic bool isLocked = false;
static void (*_Atomic whenTwice)(const uintptr_t *, const uintptr_t *) = NULL;

void controlWhenResumedTwice(void (*told)(const uintptr_t *first, const uintptr_t *second)) {
  atomic_store(&whenTwice, told);
}

static struct Resumed *slotOf(uintptr_t what) {
  return &resumed[what * 0x9E3779B97F4A7C15 >> 52];
}

static void lock(void) {
  while (atomic_exchange_explicit(&isLocked, true, memory_order_acquire)) {}
}
static void unlock(void) { atomic_store_explicit(&isLocked, false, memory_order_release); }

// Newer ones take the place of older ones: of those it isn't known any more where they were resumed.
static void noteResumed(uintptr_t what, bool isAgain) {
  if (!atomic_load_explicit(&whenTwice, memory_order_relaxed)) return;
  struct Resumed now = {.what = what};
  struct Thread *thread = current();
  uintptr_t top = thread == me ? stackTop(thread) : 0;
  callsBehind(__builtin_frame_address(0), top, now.calls, controlMostCalls);
  struct Resumed *slot = slotOf(what), before;
  lock();
  before = *slot;
  if (!isAgain) *slot = now;
  unlock();
  if (!isAgain) return;
  uintptr_t none[controlMostCalls] = {0};
  int kit = controlEnterKit();
  atomic_load(&whenTwice)(before.what == what ? before.calls : none, now.calls);
  controlLeaveKit(kit);
}

// MARK: What others do as somebody is resumed

static void (*_Atomic whenResumed)(void) = NULL;

void controlWhenResumed(void (*meanwhile)(void)) { atomic_store(&whenResumed, meanwhile); }

static void *goMeanwhile(void *unused) {
  (void)unused;
  atomic_load(&whenResumed)();
  return NULL;
}

// The runtime lets nobody have a task go on while it calls what that has given for its cancellation. So the
// one who resumes waits here for the one who cancels, as it may happen to anybody. Who resumes the task in
// the task itself never waits: it isn't asleep yet.
static void waitMeanwhile(const void *task, const void *place) {
  if (!atomic_load_explicit(&whenResumed, memory_order_relaxed)) return;
  SWIFT void *(*getCurrent)(void) =
      (SWIFT void *(*)(void))dlsym(RTLD_DEFAULT, "swift_task_getCurrent");
  pthread_t other;
  if (!task || current()->kit || !isStudents(place) || !getCurrent || getCurrent() == task) return;
  if (pthread_create(&other, NULL, goMeanwhile, NULL) == 0) pthread_join(other, NULL);
}

// MARK: Who waits

/// A task that awaits a continuation, with the calls it waits in.
struct Waiting {
  uintptr_t task;
  uintptr_t calls[controlMostCalls];
};
static struct Waiting waiting[mostResumed];

/// What an asynchronous function has for itself: the one that awaits it, and where that goes on.
struct Context {
  struct Context *awaiting;
  uintptr_t goesOn;
};

// Of two that fall on one place the newer one is kept.
static void noteWaiting(uintptr_t task, const struct Context *context) {
  struct Waiting now = {.task = task};
  for (int count = 0; context && count < controlMostCalls; count++) {
    // As a call's return address, which lies behind the place that it belongs to.
    now.calls[count] = context->goesOn + 1;
    context = context->awaiting;
  }
  lock();
  waiting[task * 0x9E3779B97F4A7C15 >> 52] = now;
  unlock();
}

static void noteGoesOn(uintptr_t task) {
  struct Waiting *slot = &waiting[task * 0x9E3779B97F4A7C15 >> 52];
  lock();
  if (slot->task == task) slot->task = 0;
  unlock();
}

void controlFindAwait(const void *next, uintptr_t calls[controlMostCalls]) {
  struct Waiting *slot = &waiting[(uintptr_t)next * 0x9E3779B97F4A7C15 >> 52];
  memset(calls, 0, controlMostCalls * sizeof *calls);
  lock();
  if (slot->task == (uintptr_t)next) memcpy(calls, slot->calls, sizeof slot->calls);
  unlock();
}

void controlTellAwaits(void (*tell)(const uintptr_t *calls, void *context), void *context) {
  for (int index = 0; index < mostResumed; index++) {
    lock();
    struct Waiting told = waiting[index];
    unlock();
    if (told.task) tell(told.calls, context);
  }
}

// MARK: Checked ones

SWIFT void resumeReturning(void *value, const void *type, SELF) __asm__(RETURNING);
SWIFT void resumeThrowing(void *error, const void *type, SELF) __asm__(THROWING);
static SWIFT void (*libraryReturning)(void *, const void *, SELF);
static SWIFT void (*libraryThrowing)(void *, const void *, SELF);

// What is behind it has the continuation itself as its first property, until that is resumed: the task.
static void noteChecked(void **self, const void *place) {
  enum { header = 2 };
  uintptr_t *behind = *self;
  uintptr_t task = __atomic_load_n(&behind[header], __ATOMIC_ACQUIRE);
  waitMeanwhile((const void *)task, place);
  task = __atomic_load_n(&behind[header], __ATOMIC_ACQUIRE);
  noteResumed((uintptr_t)behind, !task);
  noteGoesOn(task);
}

SWIFT void resumeReturning(void *value, const void *type, SELF) {
  if (!libraryReturning) libraryReturning = inLibrary(RETURNING);
  noteChecked(self, HERE);
  libraryReturning(value, type, self);
}

SWIFT void resumeThrowing(void *error, const void *type, SELF) {
  if (!libraryThrowing) libraryThrowing = inLibrary(THROWING);
  noteChecked(self, HERE);
  libraryThrowing(error, type, self);
}

// MARK: Unchecked ones

SWIFT void *swift_continuation_init(void *context, uintptr_t flags);
SWIFT void swift_continuation_resume(void *task);
SWIFT void swift_continuation_throwingResume(void *task);
SWIFT void swift_continuation_throwingResumeWithError(void *task, void *error);
static SWIFT void *(*libraryInit)(void *, uintptr_t);
static SWIFT void (*libraryResume)(void *), (*libraryThrowingResume)(void *);
static SWIFT void (*libraryResumeWithError)(void *, void *);

static void noteUnchecked(void *task, const void *place) {
  waitMeanwhile(task, place);
  lock();
  bool isAgain = slotOf((uintptr_t)task)->what == (uintptr_t)task;
  unlock();
  noteResumed((uintptr_t)task, isAgain);
  noteGoesOn((uintptr_t)task);
}

// The task waits in a new one.
SWIFT void *swift_continuation_init(void *context, uintptr_t flags) {
  if (!libraryInit) libraryInit = inLibrary("swift_continuation_init");
  void *task = libraryInit(context, flags);
  struct Resumed *slot = slotOf((uintptr_t)task);
  lock();
  if (slot->what == (uintptr_t)task) slot->what = 0;
  unlock();
  if (isWatched()) noteWaiting((uintptr_t)task, context);
  return task;
}

SWIFT void swift_continuation_resume(void *task) {
  if (!libraryResume) libraryResume = inLibrary("swift_continuation_resume");
  noteUnchecked(task, HERE);
  libraryResume(task);
}

SWIFT void swift_continuation_throwingResume(void *task) {
  if (!libraryThrowingResume)
    libraryThrowingResume = inLibrary("swift_continuation_throwingResume");
  noteUnchecked(task, HERE);
  libraryThrowingResume(task);
}

SWIFT void swift_continuation_throwingResumeWithError(void *task, void *error) {
  if (!libraryResumeWithError)
    libraryResumeWithError = inLibrary("swift_continuation_throwingResumeWithError");
  noteUnchecked(task, HERE);
  libraryResumeWithError(task, error);
}

#endif
