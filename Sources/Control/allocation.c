// Memory that gets another use: what is known of accesses to it is of the use before.

#include "Scheduler.h"

const char controlledAllocation = 0;

#ifdef STANDS_IN

#include <malloc.h>
#include <sys/mman.h>

void *__libc_malloc(size_t size);
void __libc_free(void *block);
void *__libc_realloc(void *block, size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

struct Block {
  uintptr_t start, end;
  /// It was asked whether it has one owner only.
  bool isCopied;
};

enum { mostBlocks = 1 << 15 };

static struct Block blocks[mostBlocks];
static _Atomic bool areLocked = false;
/// Whether blocks are known: from the first controlled run on.
static bool areKnown = false;

void knowAllocations(void) { areKnown = true; }

static void lock(void) {
  while (atomic_exchange_explicit(&areLocked, true, memory_order_acquire)) {}
}
static void unlock(void) { atomic_store_explicit(&areLocked, false, memory_order_release); }

static unsigned slotOf(uintptr_t start) { return (start >> 4) * 0x9E3779B97F4A7C15 >> 49; }

// The block that begins there; if it isn't known yet and is wanted, room for it; NULL if there is none.
static struct Block *blockAt(uintptr_t start, bool isWanted) {
  struct Block *room = NULL;
  for (unsigned probe = 0, slot = slotOf(start); probe < 32; probe++, slot++) {
    struct Block *block = &blocks[slot % mostBlocks];
    if (block->start == start) return block;
    if (!block->start && !room) room = block;
  }
  return isWanted ? room : NULL;
}

static void noteBlock(uintptr_t start, size_t size, bool isCopied) {
  lock();
  struct Block *block = blockAt(start, true);
  if (block) *block = (struct Block){start, start + size, isCopied};
  unlock();
}

static void forgetBlock(uintptr_t start) {
  lock();
  struct Block *block = blockAt(start, false);
  if (block) *block = (struct Block){0, 0, false};
  unlock();
}

static bool isMapped(uintptr_t address) {
  unsigned char resident;
  return mincore((void *)(address & ~4095ul), 4096, &resident) == 0;
}

// Whether a block is an object of a class of the library's: its first word leads to what describes it, and
// that to the class's description, as Swift lays them out.
static bool isObjectOfLibrary(uintptr_t start) {
  enum { classKind = 0, description = 5 };
  uintptr_t metadata = *(uintptr_t *)start;
  uintptr_t last = metadata + description * sizeof(void *);
  if (!metadata || metadata % sizeof(void *) || !isMapped(metadata) || !isMapped(last)) return false;
  const uintptr_t *words = (const uintptr_t *)metadata;
  return words[0] == classKind && isInRuntime((void *)words[description]);
}

// The memory of arrays, dictionaries and texts, and of types of one's own that are made like these, is
// changed in place only by code that holds the one reference; the count of references orders that, unseen.
// Who changes one from two threads changes the variable that holds it as well, and that is seen.
bool isOfLibrary(const void *address) {
  struct Block found = {0};
  lock();
  for (unsigned index = 0; index < mostBlocks && !found.start; index++)
    if (blocks[index].start <= (uintptr_t)address && (uintptr_t)address < blocks[index].end)
      found = blocks[index];
  unlock();
  return found.start && (found.isCopied || isObjectOfLibrary(found.start));
}

static void forgetUse(void *block) {
  if (!block) return;
  forgetBlock((uintptr_t)block);
  if (!looksAtMemory || !((me && me->run == run.number) || taskNow())) return;
  size_t size = malloc_usable_size(block);
  forgetMemory(block, size);
  dropOrder(block, size);
}

static inline void *noted(void *block, size_t size) {
  if (__builtin_expect(areKnown, 0) && block) noteBlock((uintptr_t)block, size, false);
  return block;
}

void *malloc(size_t size) { return noted(__libc_malloc(size), size); }

// Of too many of them there is none.
void *calloc(size_t count, size_t size) { return noted(__libc_calloc(count, size), count * size); }

void *memalign(size_t alignment, size_t size) {
  return noted(__libc_memalign(alignment, size), size);
}

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void **block, size_t alignment, size_t size) {
  bool isPower = alignment && !(alignment & (alignment - 1));
  if (!isPower || alignment % sizeof(void *)) return EINVAL;
  int before = errno;
  void *made = memalign(alignment, size);
  errno = before;
  if (!made) return ENOMEM;
  *block = made;
  return 0;
}

void free(void *block) {
  if (__builtin_expect(areKnown, 0)) forgetUse(block);
  __libc_free(block);
}

void *realloc(void *block, size_t size) {
  if (__builtin_expect(areKnown, 0)) forgetUse(block);
  return noted(__libc_realloc(block, size), size);
}

// A student's own type that is changed in place if nobody else holds it is like those of the library.
#define IS_UNIQUE "$ss26isKnownUniquelyReferencedySbxzRlzClF"
__attribute__((swiftcall)) bool isUnique(void **object, const void *type) __asm__(IS_UNIQUE);
static __attribute__((swiftcall)) bool (*isUniqueInLibrary)(void **, const void *);

__attribute__((swiftcall)) bool isUnique(void **object, const void *type) {
  if (!isUniqueInLibrary) isUniqueInLibrary = inLibrary(IS_UNIQUE);
  if (areKnown) noteBlock((uintptr_t)*object, malloc_usable_size(*object), true);
  return isUniqueInLibrary(object, type);
}

#endif
