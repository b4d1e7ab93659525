/// `epoll`, which Swift's module of the C library leaves out.
#if defined(__linux__)
#include <sys/epoll.h>
#endif
