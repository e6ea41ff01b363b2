// The values that threads keep for themselves: one that is used again must end them as an end does.

#include "Internal.h"

const char controlledKeys = 0;

#ifdef STANDS_IN

enum { mostKeys = 1024 };

LIBRARY(int, pthread_key_create, pthread_key_t *, void (*)(void *))
LIBRARY(int, pthread_key_delete, pthread_key_t)

static void (*_Atomic destructors[mostKeys])(void *);
static _Atomic unsigned highest = 0;

int pthread_key_create(pthread_key_t *key, void (*destructor)(void *)) {
  int error = CALL(pthread_key_create)(key, destructor);
  if (error || *key >= mostKeys) return error;
  atomic_store(&destructors[*key], destructor);
  unsigned before = atomic_load(&highest);
  while (before <= *key && !atomic_compare_exchange_weak(&highest, &before, *key + 1)) {}
  return 0;
}

int pthread_key_delete(pthread_key_t key) {
  if (key < mostKeys) atomic_store(&destructors[key], NULL);
  return CALL(pthread_key_delete)(key);
}

void endValues(void) {
  bool isLeft = true;
  for (int round = 0; isLeft && round < PTHREAD_DESTRUCTOR_ITERATIONS; round++) {
    isLeft = false;
    unsigned count = atomic_load(&highest);
    for (unsigned key = 0; key < count; key++) {
      void (*destructor)(void *) = atomic_load(&destructors[key]);
      // Dispatch leaves behind what it has freed, as the thread is at its end: it goes on with its own.
      if (!destructor || isInDispatch((const void *)destructor)) continue;
      void *value = pthread_getspecific(key);
      if (!value) continue;
      isLeft = true;
      pthread_setspecific(key, NULL);
      destructor(value);
    }
  }
}

#endif
