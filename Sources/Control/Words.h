#ifndef WORDS_H
#define WORDS_H

#include "Internal.h"

#ifdef STANDS_IN

/// As the operating system's functions for lock words, in a controlled run: 0, or -1 with `errno`.
long lockWord(
    struct Thread *thread, uint32_t *word, int64_t deadline, bool isTrying, bool isOffered);
long unlockWord(struct Thread *thread, uint32_t *word);

#endif
#endif
