#ifndef INTERPOSITION_H
#define INTERPOSITION_H

/// From now on each line that is printed to standard output is written when it ends; call it before
/// anything is printed.
void printByLines(void);

/// Has a function called on a thread whenever it has given back a lock or a permit that isn't the
/// kit's: a pthread mutex or an `NSLock`, a `Mutex` for which others wait, a `DispatchSemaphore`.
/// On other systems than Linux it is never called.
void callAfterRelease(void (*function)(void));

/// Until `leaveKit`, what the calling thread gives back is the kit's own. Returns what `leaveKit` is
/// to be given.
int enterKit(void);

/// Ends what `enterKit` began.
void leaveKit(int before);

/// How many threads there are beside the main one that weren't made between `enterKit` and
/// `leaveKit`. Always 0 on other systems than Linux and under Thread Sanitizer.
int othersThreads(void);

/// Of how many cores the program is told, on Linux, where there are so many.
int coresTold(int cores);

#endif
