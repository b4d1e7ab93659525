import BenchmarkReport
import CEpoll

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Which of many sockets have something to read: `epoll` on Linux, `poll` elsewhere.
final class ReadinessQueue {
    #if os(Linux)
        private let descriptor: Int32
        private var events: [epoll_event]

        /// - Parameter descriptors: of the sockets; they are named by their place in here.
        init(_ descriptors: [Int32]) throws(BenchmarkFailure) {
            descriptor = epoll_create1(0)
            guard descriptor >= 0 else { throw BenchmarkFailure("no epoll: errno \(errno)") }
            events = Array(repeating: epoll_event(), count: descriptors.count)
            for (place, socket) in descriptors.enumerated() {
                var event = epoll_event()
                event.events = EPOLLIN.rawValue
                event.data.u64 = UInt64(place)
                guard epoll_ctl(descriptor, EPOLL_CTL_ADD, socket, &event) == 0 else {
                    throw BenchmarkFailure("epoll_ctl: errno \(errno)")
                }
            }
        }

        deinit { close(descriptor) }

        /// Puts the places of the sockets that are readable into `ready`; none after a tenth of a second.
        func wait(_ ready: inout [Int]) {
            let count = epoll_wait(descriptor, &events, Int32(events.count), 100)
            ready.removeAll(keepingCapacity: true)
            for index in 0..<max(0, Int(count)) { ready.append(Int(events[index].data.u64)) }
        }
    #else
        private var events: [pollfd]

        init(_ descriptors: [Int32]) throws(BenchmarkFailure) {
            events = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        }

        func wait(_ ready: inout [Int]) {
            _ = poll(&events, nfds_t(events.count), 100)
            ready.removeAll(keepingCapacity: true)
            for index in events.indices where events[index].revents != 0 { ready.append(index) }
        }
    #endif
}
