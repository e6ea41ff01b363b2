// Memory, what orders what is done with it, and the tasks that do it. Internal.h brings it in.

#ifndef ORDER_H
#define ORDER_H

// MARK: Memory

/// Whether accesses of the student's code to memory are looked at: in controlled runs.
extern bool looksAtMemory;
/// The calling thread reads or writes at a place in the code whose frame, and those of its callers, are
/// linked.
void lookAt(const void *address, uintptr_t size, bool isWrite, const void *place, void **frame);
/// Whatever is known of this memory is of another use of it.
void forgetMemory(const void *address, uintptr_t size);
/// Whether a place in memory is a library's own, which lets nobody else change it unless it is nobody
/// else's.
bool isOfLibrary(const void *address);
/// Has every allocation known from now on.
void knowAllocations(void);

// MARK: What orders what

/// Of so many threads, or tasks, it is known what comes before what.
enum { mostOrdered = 256 };

/// A thread has joined the run: nothing is known to come before it.
void beginOrder(struct Thread *thread);
/// Nothing is known any more to come before what a thread does from now on.
void forgetOrder(struct Thread *thread);
/// All that a thread has done by now comes before whatever another does from now on.
void orderBefore(struct Thread *thread, struct Thread *other);
/// A thread leaves what it has done by now for whoever takes it from the same address, and takes what was
/// left there.
void leaveOrder(struct Thread *thread, const void *address);
void takeOrder(struct Thread *thread, const void *address);
/// The same, as the only one to have left something; and what has been left is gone.
void replaceOrder(struct Thread *thread, const void *address);
void dropOrder(const void *address, size_t size);
/// The same past what is known of queues.
void leaveOrderPlainly(struct Thread *thread, const void *address);
void takeOrderPlainly(struct Thread *thread, const void *address);
/// Whether what a thread did at a time comes before what another does now.
bool isOrdered(int before, uint32_t time, struct Thread *thread);
uint32_t timeOf(struct Thread *thread);
/// A thread that does something for a queue takes what others have left for it.
void orderByQueue(struct Thread *thread);
/// A thread has had its turn on a queue: the same, even where it did nothing there that is looked at.
void orderByTurn(struct Thread *thread, void *queue);
/// What a thread has done comes before what it gives a queue to do; and it takes what the queue has done.
void giveToQueue(struct Thread *thread, void *queue);
void takeFromQueue(struct Thread *thread, void *queue);
/// What orders this run isn't all seen: nothing is said of its accesses to memory.
void giveUpOrder(void);
/// Has tasks known from now on.
void knowTasks(void);
bool isOrderKnown(struct Thread *thread);

// MARK: Tasks

/// The task that goes on the calling thread in a run of tasks, which stands for a thread; NULL if it is none.
struct Thread *taskNow(void);
/// Whether it is known which task it is.
bool isTaskKnown(struct Thread *task);

/// A task takes what was left at an address, by a lock or the like, or leaves it there.
static inline void takeByTask(const void *address) {
  struct Thread *task = __builtin_expect(looksAtMemory, 0) ? taskNow() : NULL;
  if (task) takeOrder(task, address);
}
static inline void leaveByTask(const void *address) {
  struct Thread *task = __builtin_expect(looksAtMemory, 0) ? taskNow() : NULL;
  if (task) leaveOrder(task, address);
}

#endif
