#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Free TCP ports on 127.0.0.1. Wraps `bind`.
///
/// A port is only known to have been free a moment ago; whoever uses it must be ready to ask for another.
enum LoopbackPort {
    static func free() throws(LocalServerError) -> Int {
        guard let port = bound(to: 0) else {
            throw LocalServerError(.startFailed, "No free TCP port on 127.0.0.1: \(String(cString: strerror(errno))).")
        }
        return port
    }

    static func isFree(_ port: Int) -> Bool { bound(to: port) != nil }

    /// The port that could be bound; 0 lets the system choose.
    private static func bound(to port: Int) -> Int? {
        guard let number = UInt16(exactly: port) else { return nil }
        #if canImport(Glibc)
            let stream = Int32(SOCK_STREAM.rawValue)
        #else
            let stream = SOCK_STREAM
        #endif
        let descriptor = socket(AF_INET, stream, 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        // As the server does: a port whose earlier connections still linger is free for it.
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = number.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let done = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        return done ? Int(UInt16(bigEndian: address.sin_port)) : nil
    }
}
