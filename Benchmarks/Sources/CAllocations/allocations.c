// Puts a counter before glibc's allocator: what an executable defines itself comes before the C library's. `free` stays
// the C library's own, which is where the memory comes from.
#include "CAllocations.h"

#include <stdatomic.h>
#include <stddef.h>

static atomic_bool counting;
static atomic_long count;

void allocations_begin(void) {
    atomic_store(&count, 0);
    atomic_store(&counting, true);
}

long allocations_end(void) {
    atomic_store(&counting, false);
    return atomic_load(&count);
}

#if defined(__GLIBC__)

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);

static inline void note(void) {
    if (atomic_load_explicit(&counting, memory_order_relaxed))
        atomic_fetch_add_explicit(&count, 1, memory_order_relaxed);
}

void *malloc(size_t size) {
    note();
    return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
    note();
    return __libc_calloc(number, size);
}

void *realloc(void *old, size_t size) {
    note();
    return __libc_realloc(old, size);
}

bool allocations_are_countable(void) { return true; }

#else

bool allocations_are_countable(void) { return false; }

#endif
