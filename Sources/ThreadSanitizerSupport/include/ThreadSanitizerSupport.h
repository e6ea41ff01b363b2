#ifndef THREAD_SANITIZER_SUPPORT_H
#define THREAD_SANITIZER_SUPPORT_H

// Nothing is declared here: the target stands in for functions that other libraries declare.

#endif
