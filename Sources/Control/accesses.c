// The functions that instrumented code calls at each access to memory: the student's, and nobody else's.

#include "Internal.h"

const char controlledAccesses = 0;

#ifdef STANDS_IN

void __tsan_init(void) {}
void __tsan_func_entry(void *place) { (void)place; }
void __tsan_func_exit(void) {}

// What is done while an object ends, with nobody else left who could use it.
void __tsan_ignore_thread_begin(void) {
  if (__builtin_expect(looksAtMemory, 0) && me) me->ignores++;
}
void __tsan_ignore_thread_end(void) {
  if (__builtin_expect(looksAtMemory, 0) && me && me->ignores) me->ignores--;
}

// In ordinary runs this is all that there is: it comes with each access that the student's code makes. Not
// said to be unlikely, or it is made a function of its own, which is called from elsewhere.
#define LOOK(address, size, isWrite) \
  if (looksAtMemory) lookAt(address, size, isWrite, HERE, *(void **)__builtin_frame_address(0));

#define ACCESS(name, size, isWrite) \
  void __tsan_##name(void *address) { LOOK(address, size, isWrite) }
#define ACCESSES(size)                                                                    \
  ACCESS(read##size, size, false) ACCESS(write##size, size, true)                         \
  ACCESS(unaligned_read##size, size, false) ACCESS(unaligned_write##size, size, true)     \
  ACCESS(read_write##size, size, true) ACCESS(unaligned_read_write##size, size, true)

ACCESSES(1)
ACCESSES(2)
ACCESSES(4)
ACCESSES(8)
ACCESSES(16)
ACCESS(vptr_read, 8, false)

void __tsan_vptr_update(void **address, void *value) {
  (void)value;
  LOOK(address, 8, true)
}
void __tsan_read_range(void *address, unsigned long size) { LOOK(address, size, false) }
void __tsan_write_range(void *address, unsigned long size) { LOOK(address, size, true) }

// An access by a function that is given a variable to change, wherever that function is.
void __tsan_external_read(void *address, void *caller, void *tag) {
  (void)caller, (void)tag;
  LOOK(address, 1, false)
}
void __tsan_external_write(void *address, void *caller, void *tag) {
  (void)caller, (void)tag;
  LOOK(address, 1, true)
}
void *__tsan_memset(void *to, int value, unsigned long size) {
  LOOK(to, size, true)
  return memset(to, value, size);
}
void *__tsan_memcpy(void *to, const void *from, unsigned long size) {
  LOOK(from, size, false)
  LOOK(to, size, true)
  return memcpy(to, from, size);
}
void *__tsan_memmove(void *to, const void *from, unsigned long size) {
  LOOK(from, size, false)
  LOOK(to, size, true)
  return memmove(to, from, size);
}

#endif
