#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

package enum ThreadNumber {
    /// A number of the current thread that differs from that of most others in its lowest bits.
    package static var current: Int {
        #if os(Linux)
            let thread = UInt64(pthread_self())
        #else
            let thread = UInt64(UInt(bitPattern: pthread_self()))
        #endif
        // Fibonacci hashing (Knuth, The Art of Computer Programming 3, section 6.4): the highest bits are the best mixed.
        return Int(truncatingIfNeeded: (thread &* 0x9E37_79B9_7F4A_7C15) >> 48)
    }
}
