import Foundation
import Testing

@testable import Postgres

@Suite("A watched socket")
struct SocketWatcherTests {
    /// A server that ends while something of ours is unread says its last words, and then the socket has an error.
    @Test("its end is noticed when its last words come together with an error", .timeLimit(.minutes(1)))
    func lastWordsAndError() async throws {
        var sockets: [Int32] = [-1, -1]
        try #require(socketpair(AF_UNIX, streamSocket, 0, &sockets) == 0)
        let (ours, theirs) = (sockets[0], sockets[1])
        #expect(write(ours, "unread", 6) == 6)
        #expect(write(theirs, "last words", 10) == 10)
        close(theirs)

        let loop = EventLoop()
        let readings = AsyncStream<Int>.makeStream()
        loop.submit {
            var watcher: SocketWatcher?
            watcher = SocketWatcher(ours, on: loop) { _ in
                let count = withUnsafeTemporaryAllocation(byteCount: 64, alignment: 1) {
                    read(ours, $0.baseAddress, $0.count)
                }
                readings.continuation.yield(count)
                guard count <= 0 else { return }
                watcher?.stop()
                watcher = nil
                readings.continuation.finish()
            }
            watcher?.watch(.readable)
        }
        var counts: [Int] = []
        for await count in readings.stream { counts.append(count) }

        #expect(counts == [10, -1])
        close(ours)
    }

    /// Whoever sends may find out first that the connection is lost, on another thread; libpq closes the socket then.
    @Test("it may be closed under the watcher", .timeLimit(.minutes(1)))
    func closedUnderTheWatcher() async throws {
        var sockets: [Int32] = [-1, -1]
        try #require(socketpair(AF_UNIX, streamSocket, 0, &sockets) == 0)
        let (ours, theirs) = (sockets[0], sockets[1])
        let loop = EventLoop()
        let readiness = AsyncStream<SocketWatcher.Interest.RawValue>.makeStream()
        loop.submit {
            var watcher: SocketWatcher?
            watcher = SocketWatcher(ours, on: loop) { ready in
                readiness.continuation.yield(ready.rawValue)
                readiness.continuation.finish()
                watcher?.stop()
                watcher = nil
            }
            close(ours)
            watcher?.watch([.readable, .writable])
        }
        var ready: [Int32] = []
        for await one in readiness.stream { ready.append(one) }

        #expect(ready == [SocketWatcher.Interest.writable.rawValue])
        close(theirs)
    }

    #if canImport(Glibc)
        private let streamSocket = Int32(SOCK_STREAM.rawValue)
    #else
        private let streamSocket = SOCK_STREAM
    #endif
}
