import Foundation

/// Servers that no PostgreSQL is: for replies that a healthy one never gives.
enum StrangeServer {
    /// Listens on a free port of this machine, until the process ends.
    ///
    /// - Parameter greets: lets one client in, and says to each of its requests that it is done, without a result. If
    ///   false nobody ever hears anything.
    static func start(greets: Bool) throws -> Int {
        #if os(Linux)
            let stream = Int32(SOCK_STREAM.rawValue)
        #else
            let stream = SOCK_STREAM
        #endif
        let listener = socket(AF_INET, stream, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, length) == 0 && listen(listener, 8) == 0
                    && getsockname(listener, address, &length) == 0
            }
        }
        guard isListening else { throw POSIXError(.EADDRNOTAVAIL) }
        if greets { Thread { greet(accept(listener, nil, nil)) }.start() }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    /// Authentication is over; no secret key; ready outside of a transaction.
    private static let greeting: [UInt8] =
        [UInt8(ascii: "R"), 0, 0, 0, 8, 0, 0, 0, 0, UInt8(ascii: "K"), 0, 0, 0, 12, 0, 0, 0, 1, 0, 0, 0, 1] + ready
    private static let ready: [UInt8] = [UInt8(ascii: "Z"), 0, 0, 0, 5, UInt8(ascii: "I")]

    private static func greet(_ client: Int32) {
        defer { close(client) }
        guard let size = number(client), read(client, size - 4) != nil else { return }
        send(greeting, to: client)
        while let type = read(client, 1)?.first, let size = number(client), read(client, size - 4) != nil {
            if type == UInt8(ascii: "S") { send(ready, to: client) }
        }
    }

    private static func number(_ client: Int32) -> Int? { read(client, 4)?.reduce(0) { $0 << 8 | Int($1) } }

    private static func read(_ client: Int32, _ count: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        while bytes.count < count {
            var piece = [UInt8](repeating: 0, count: count - bytes.count)
            let received = recv(client, &piece, piece.count, 0)
            guard received > 0 else { return nil }
            bytes += piece.prefix(received)
        }
        return bytes
    }

    private static func send(_ bytes: [UInt8], to client: Int32) {
        _ = bytes.withUnsafeBytes { write(client, $0.baseAddress, $0.count) }
    }
}
