import BenchmarkReport

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A TCP connection to this machine. Wraps the C library's sockets.
final class Socket {
    let descriptor: Int32

    /// Connects to a port of 127.0.0.1.
    init(port: Int) throws(BenchmarkFailure) {
        #if canImport(Glibc)
            let stream = Int32(SOCK_STREAM.rawValue)
        #else
            let stream = SOCK_STREAM
        #endif
        descriptor = socket(AF_INET, stream, 0)
        guard descriptor >= 0 else { throw BenchmarkFailure("no socket: \(Self.reason)") }
        var yes: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, size)
        #if canImport(Darwin)
            setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &yes, size)
        #endif
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let done = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { [descriptor] in
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard done else { throw BenchmarkFailure("no connection to 127.0.0.1:\(port): \(Self.reason)") }
    }

    deinit { close(descriptor) }

    /// A request is small, and the one before it has been answered: there is room for it.
    func send(_ bytes: [UInt8]) throws(BenchmarkFailure) {
        #if canImport(Darwin)
            let flags: Int32 = 0
        #else
            let flags = Int32(MSG_NOSIGNAL)
        #endif
        #if canImport(Darwin)
            let count = Darwin.send(descriptor, bytes, bytes.count, flags)
        #elseif canImport(Musl)
            let count = Musl.send(descriptor, bytes, bytes.count, flags)
        #else
            let count = Glibc.send(descriptor, bytes, bytes.count, flags)
        #endif
        guard count == bytes.count else { throw BenchmarkFailure("a request could not be sent: \(Self.reason)") }
    }

    /// Waits for bytes, at most 10 seconds.
    /// - Returns: how many came into the beginning of `buffer`, at least one.
    func receive(into buffer: inout [UInt8]) throws(BenchmarkFailure) -> Int {
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else {
            let reason = count == 0 ? "the server closed the connection" : Self.reason
            throw BenchmarkFailure("a response could not be read: \(reason)")
        }
        return count
    }

    private static var reason: String { String(cString: strerror(errno)) }
}
