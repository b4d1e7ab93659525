#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// User and system time in microseconds, as the kernel counts it.
package enum CPUTime {
    /// Of this process with all its threads.
    package static var ownMicroseconds: Double { microseconds(ownProcess) }
    /// Of all child processes that have ended and were waited for.
    package static var childrenMicroseconds: Double { microseconds(endedChildren) }

    #if canImport(Glibc)
        private static let (ownProcess, endedChildren) = (Int32(RUSAGE_SELF.rawValue), Int32(RUSAGE_CHILDREN.rawValue))
    #else
        private static let (ownProcess, endedChildren) = (RUSAGE_SELF, RUSAGE_CHILDREN)
    #endif

    private static func microseconds(_ who: Int32) -> Double {
        var usage = rusage()
        getrusage(who, &usage)
        return microseconds(usage)
    }

    private static func microseconds(_ usage: rusage) -> Double {
        Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e6
            + Double(usage.ru_utime.tv_usec) + Double(usage.ru_stime.tv_usec)
    }
}
