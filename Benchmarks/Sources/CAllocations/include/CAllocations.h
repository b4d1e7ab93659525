#ifndef C_ALLOCATIONS_H
#define C_ALLOCATIONS_H

#include <stdbool.h>

/// Whether allocations can be counted on this system: with glibc only.
bool allocations_are_countable(void);
/// How often memory was allocated by any thread since the last call of `allocations_begin`.
void allocations_begin(void);
long allocations_end(void);

#endif
